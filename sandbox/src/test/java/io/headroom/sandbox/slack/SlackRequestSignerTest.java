package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.app_backend.SlackSignature;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlackRequestSignerTest {

  /** The worked example of Slack's page on verifying requests. */
  @Test
  void theExampleOfSlacksPageComesOutAsThere() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    assertThat(new SlackRequestSigner("8f742231b10e8888abcd99yyyzzz85a5").sign("1531420618", body))
        .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
  }

  @Test
  void slacksOwnVerifierAcceptsItForFiveMinutes() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    var headers = new SlackRequestSigner("secret").headers(now, "payload=%E2%9C%85ü");
    var verifier = new SlackSignature.Verifier(new SlackSignature.Generator("secret"));

    assertThat(verified(verifier, headers, now.plusSeconds(299))).isTrue();
    assertThat(verified(verifier, headers, now.plusSeconds(300))).isFalse();
  }

  private static boolean verified(
      SlackSignature.Verifier verifier, java.util.Map<String, String> headers, Instant at) {
    return verifier.isValid(
        headers.get(SlackRequestSigner.TIMESTAMP),
        "payload=%E2%9C%85ü",
        headers.get(SlackRequestSigner.SIGNATURE),
        at.toEpochMilli());
  }

  @Test
  void anEmptySecretSignsNothing() {
    assertThatThrownBy(() -> new SlackRequestSigner(" ")).hasMessageContaining("signing secret");
  }
}
