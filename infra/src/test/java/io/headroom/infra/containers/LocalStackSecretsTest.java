package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.SettingsException;
import io.headroom.infra.settings.SlackSecretSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Slack's secrets over Secrets Manager's own protocol: made late, rotated, deleted. */
@NeedsContainers
class LocalStackSecretsTest {

  private static final AtomicInteger COUNT = new AtomicInteger();

  @AutoClose
  private final SecretsManagerClient client = AwsContainers.localStack().secretsManager();

  private final String name = "headroom/slack-" + COUNT.incrementAndGet();
  private final List<String> logged = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final SlackSecretSource source =
      new CachedSlackSecrets(client, name, () -> now, new DecisionLog(logged::add));

  @Test
  void whereThereIsNoneItSaysHowToMakeOne() {
    assertThatThrownBy(source::get)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("has no secret " + name, "aws secretsmanager create-secret");

    client.createSecret(request -> request.name(name).secretString(secret("xoxb-1-new", "s1")));
    now = now.plus(Duration.ofSeconds(5));
    assertThat(token()).as("made after the functions had started").isEqualTo("xoxb-1-new");
  }

  @Test
  void aRotatedSecretIsTakenUpWithoutADeployment() {
    client.createSecret(request -> request.name(name).secretString(secret("xoxb-1-old", "s1")));
    assertThat(token()).isEqualTo("xoxb-1-old");

    client.putSecretValue(request -> request.secretId(name).secretString(secret("xoxb-2", "s2")));

    assertThat(token()).as("kept for a while").isEqualTo("xoxb-1-old");
    now = now.plus(Duration.ofMinutes(5));
    assertThat(token()).isEqualTo("xoxb-2");
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s2");
  }

  @Test
  void aSecretThatIsTakenAwayIsKeptAsItWas() {
    client.createSecret(request -> request.name(name).secretString(secret("xoxb-1-old", "s1")));
    assertThat(token()).isEqualTo("xoxb-1-old");
    client.deleteSecret(request -> request.secretId(name).forceDeleteWithoutRecovery(true));

    now = now.plus(Duration.ofMinutes(5));

    assertThat(token()).isEqualTo("xoxb-1-old");
    assertThat(logged).singleElement().asString().contains("KEPT_OLD").doesNotContain("xoxb-1");
  }

  @Test
  void aBinarySecretIsRefused() {
    client.createSecret(
        request -> request.name(name).secretBinary(SdkBytes.fromUtf8String("xoxb-1-binary")));
    assertThatThrownBy(source::get)
        .hasMessageContaining("is binary")
        .hasMessageNotContaining("xoxb-1");
  }

  private String token() {
    return source.get().botToken().reveal();
  }

  private static String secret(String token, String signing) {
    return "{\"botToken\": \"%s\", \"signingSecret\": \"%s\"}".formatted(token, signing);
  }
}
