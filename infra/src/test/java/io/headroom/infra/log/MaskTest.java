package io.headroom.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.infra.settings.Secret;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bearer xoxb-12-34-AbC failed              | Bearer ••• failed
          xapp-1-A0-99-ff and xoxp-1                | ••• and •••
          Credential=AKIAIOSFODNN7EXAMPLE/20261121  | Credential=•••/20261121
          ASIAIOSFODNN7EXAMPLE                      | •••
          x-amz-security-token:IQoJb3Jp/+Z== host:x | x-amz-security-token:••• host:x
          X-Amz-Security-Token: IQoJb3Jp, Signature | X-Amz-Security-Token: •••, Signature
          nothing of that kind: xoxo, AKIA          | nothing of that kind: xoxo, AKIA
          """)
  void takesOutWhatHasTheFormOfASecret(String text, String masked) {
    assertThat(Mask.of(text)).isEqualTo(masked);
  }

  @Test
  void takesOutWhatThisProcessHolds() {
    String words = "the key 5f4dcc3b5aa765d61d8327deb882cf99 is unknown";
    assertThat(Mask.of(words)).isEqualTo(words);
    var _ = new Secret("5f4dcc3b5aa765d61d8327deb882cf99");
    assertThat(Mask.of(words)).isEqualTo("the key ••• is unknown");
  }

  @Test
  void takesOutTheCredentialsOfThisProcess() {
    String words = "signed with wJalrXUtnFEMI/K7MDENG";
    assertThat(Mask.of(words)).isEqualTo(words);
    System.setProperty("aws.secretAccessKey", "wJalrXUtnFEMI/K7MDENG");
    try {
      assertThat(Mask.of(words)).isEqualTo("signed with •••");
    } finally {
      System.clearProperty("aws.secretAccessKey");
    }
  }

  /** An emulator takes the account's number for it, and that is in every ARN that is stored. */
  @Test
  void leavesTheIdOfTheAccessKeyAlone() {
    String arn = "arn:aws:ecs:us-east-1:000000000000:service/shop/cart";
    System.setProperty("aws.accessKeyId", "000000000000");
    try {
      assertThat(Mask.of(arn)).isEqualTo(arn);
    } finally {
      System.clearProperty("aws.accessKeyId");
    }
  }

  /** A secret that is a common word would take every message apart. */
  @Test
  void leavesShortSecretsAlone() {
    var _ = new Secret("cart");
    assertThat(Mask.of("shop/cart")).isEqualTo("shop/cart");
  }

  @Test
  void takesOutTheLongestOfValuesFirst() {
    assertThat(Mask.values("hunter2000", Stream.of("hunter2", "hunter2000"), 4)).isEqualTo("•••");
  }
}
