package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSecretsTest {

  private static final String OLD = "{\"botToken\":\"xoxb-1-old\",\"signingSecret\":\"s1\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xoxb-1-hidden",
        "[\"xoxb-1-hidden\"]",
        "{\"botToken\":\"xoxb-1-hidden\"}",
        "{\"botToken\":\"xoxb-1-hidden\",\"signingSecret\":\"\"}",
        "{\"botToken\":\"xoxb-1-hidden\",\"signingSecret\":{\"a\":\"hidden\"}}",
        "{\"botToken\":\"xoxp-1-hidden\",\"signingSecret\":\"hidden\"}",
        "{\"botToken\": xoxb-1-hidden\", oops",
      })
  void aWrongSecretIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> SlackSecrets.parse("headroom/slack", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("headroom/slack")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void printsAsDots() {
    assertThat(SlackSecrets.parse("headroom/slack", OLD).toString())
        .contains("•••")
        .doesNotContain("xoxb", "s1");
  }
}
