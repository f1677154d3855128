package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.infra.settings.PagerDutySecret.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutySecretTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        " " + KEY + "\n",
        "{\"routingKey\": \"" + KEY + "\"}",
        "{\"routingKey\": \"" + KEY + "\", \"region\": \"us\", \"note\": 1}",
      })
  void isTheKeyAloneOrInJson(String text) {
    assertThat(PagerDutySecret.parse("headroom/pagerduty", text))
        .isEqualTo(new PagerDutySecret(new Secret(KEY), Region.US));
  }

  @Test
  void namesTheRegionOfTheAccount() {
    String text = "{\"routingKey\": \"%s\", \"region\": \"eu\"}".formatted(KEY);
    assertThat(PagerDutySecret.parse("headroom/pagerduty", text).region()).isEqualTo(Region.EU);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hidden",
        "{\"routingKey\": \"hidden\"}",
        "{\"routingKey\": {\"hidden\": 1}}",
        "{\"routing_key\": \"0123456789abcdef0123456789abcdef\", \"x\": \"hidden\"}",
        "{\"routingKey\": \"0123456789abcdef0123456789abcdef\", \"region\": \"hidden\"}",
        "{\"routingKey\": hidden\"",
        "[\"hidden\"]",
      })
  void aWrongSecretIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> PagerDutySecret.parse("headroom/pagerduty", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("headroom/pagerduty", "routingKey")
        .message()
        .doesNotContain("hidden", "0123456789");
  }

  @Test
  void printsAsDots() {
    assertThat(PagerDutySecret.parse("headroom/pagerduty", KEY).toString())
        .contains("•••")
        .doesNotContain("0123");
  }
}
