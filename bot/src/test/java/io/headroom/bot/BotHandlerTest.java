package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.SettingsException;
import io.headroom.infra.settings.SlackSecretSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotHandlerTest {

  private static final String HELP = "command=%2Fmemory&text=help&user_id=U0ANA";

  private final BotWorld world = new BotWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSignedRequestIsAnswered() {
    UrlAnswer answer = world.type("help");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json; charset=utf-8");
    assertThat(world.slack.calls()).as("Slack is not called to answer a command").isEmpty();
  }

  @Test
  void headersInAnyCaseAndABodyThatIsNotEncoded() {
    Instant at = world.realNow;
    SignedRequest request =
        SignedRequest.of(HELP, at)
            .plain()
            .without("content-type")
            .without("x-slack-signature")
            .without("x-slack-request-timestamp")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .header("X-SLACK-REQUEST-TIMESTAMP", Long.toString(at.getEpochSecond()))
            .header(
                "X-Slack-Signature",
                SignedRequest.signature(SignedRequest.SECRET, at.getEpochSecond(), HELP));
    assertThat(world.send(request).status()).isEqualTo(200);
  }

  @Test
  void aForgedSignatureIsRefused() {
    SignedRequest request =
        SignedRequest.of(HELP, world.realNow)
            .header(
                "x-slack-signature",
                SignedRequest.signature("another", world.realNow.getEpochSecond(), HELP));
    rejected(world.send(request), Rejection.FORGED);
  }

  @Test
  void aBodyThatWasChangedIsRefused() {
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow).tampered(HELP + "&x=1")),
        Rejection.FORGED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -1_000_000})
  void aRequestFromAnotherTimeIsRefusedThoughSigned(long seconds) {
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow.plusSeconds(seconds))), Rejection.STALE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-299, 0, 299})
  void clocksMayDifferByFiveMinutes(long seconds) {
    SignedRequest request = SignedRequest.of(HELP, world.realNow.plusSeconds(seconds));
    assertThat(world.send(request).status()).isEqualTo(200);
  }

  @Test
  void theAgeOfARequestIsByTheRealClockNotByThatOfTheIncidents() {
    assertThat(Duration.between(BotWorld.NOW, world.realNow)).isGreaterThan(Duration.ofDays(365));
    rejected(world.send(SignedRequest.of(HELP, BotWorld.NOW)), Rejection.STALE);
  }

  @Test
  void anUnsignedRequestIsRefused() {
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow).without("x-slack-signature")),
        Rejection.UNSIGNED);
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow).without("x-slack-request-timestamp")),
        Rejection.UNSIGNED);
    rejected(
        world.send(
            SignedRequest.of(HELP, world.realNow).header("x-slack-request-timestamp", "soon")),
        Rejection.UNSIGNED);
  }

  @Test
  void theScheduleThatKeepsTheSnapshotIsAnsweredAndRefusesNothing() {
    var event = new JsonObject();
    event.addProperty("detail-type", "Stay Active");
    assertThat(world.send(event).status()).isEqualTo(200);
    assertThat(world.logged)
        .singleElement()
        .asString()
        .contains("\"STAYED_ACTIVE\"")
        .doesNotContain("Refused", "Clicks", "Failures");
    event.addProperty("detail-type", "Scheduled Event");
    rejected(world.send(event), Rejection.NOT_POST);
  }

  /** What somebody sends through the URL is in the body, whatever it says. */
  @Test
  void nobodyPassesForTheScheduleThroughTheUrl() {
    rejected(
        world.send(
            SignedRequest.of("{\"detail-type\": \"Stay Active\"}", world.realNow)
                .without("x-slack-signature")),
        Rejection.UNSIGNED);
  }

  @Test
  void anOversizedRequestIsRefusedUnread() {
    String large = "payload=" + "x".repeat(Gate.MOST_BYTES);
    rejected(world.send(SignedRequest.of(large, world.realNow)), Rejection.TOO_LARGE);
    rejected(world.send(SignedRequest.of(large, world.realNow).plain()), Rejection.TOO_LARGE);
    rejected(
        world.send(SignedRequest.of("x".repeat(3_000_000), world.realNow)), Rejection.TOO_LARGE);
  }

  @Test
  void anotherContentTypeIsRefused() {
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow).header("content-type", "text/xml")),
        Rejection.CONTENT_TYPE);
    rejected(
        world.send(SignedRequest.of(HELP, world.realNow).without("content-type")),
        Rejection.CONTENT_TYPE);
  }

  @Test
  void aPersonWithABrowserIsToldWhatThisIs() {
    rejected(world.send(SignedRequest.of(HELP, world.realNow).method("GET")), Rejection.NOT_POST);
    rejected(world.send(new JsonObject()), Rejection.NOT_POST);
  }

  @Test
  void noBodyOrNoBase64IsRefused() {
    rejected(world.send(SignedRequest.of("", world.realNow).plain()), Rejection.EMPTY);
    JsonObject event = SignedRequest.of(HELP, world.realNow).event();
    event.addProperty("body", "%%%");
    rejected(world.send(event), Rejection.BAD_ENCODING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello=world",
        "payload=%7B",
        "payload=hello",
        "payload=%5B%5D",
        "payload=%7B%7D",
        "payload=%7B%22type%22%3A%22block_actions%22%7D",
        "payload=%7B%22type%22%3A%22view_submission%22%7D",
        "payload=%7B%22type%22%3A%22something_new%22%7D",
        "{\"type\":\"event_callback\"}",
        "%",
      })
  void whatSlackDoesNotSendIsRefusedThoughSigned(String body) {
    rejected(world.send(SignedRequest.of(body, world.realNow)), Rejection.MALFORMED);
  }

  @Test
  void actionsWithoutASenderOrAnActionAreRefused() {
    rejected(world.interact("{\"type\": \"block_actions\", \"actions\": []}"), Rejection.MALFORMED);
    UrlAnswer none = world.interact("{\"type\": \"block_actions\", \"user\": {\"id\": \"U0ANA\"}}");
    assertThat(none.status()).isEqualTo(400);
  }

  @Test
  void slacksCheckOfTheCertificateIsAnsweredWithoutASignature() {
    UrlAnswer answer =
        world.send(
            SignedRequest.of("ssl_check=1&token=abc", world.realNow).without("x-slack-signature"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void slacksChallengeOfTheRequestUrlIsAnswered() {
    SignedRequest challenge =
        SignedRequest.of(
                "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"3eZbrw1a\"}",
                world.realNow)
            .header("content-type", "application/json");
    assertThat(world.send(challenge).body()).contains("3eZbrw1a");
  }

  @Test
  void withoutTheSecretNothingIsLetThrough() {
    SlackSecretSource none =
        () -> {
          throw new SettingsException("Secrets Manager has no secret headroom/slack");
        };
    List<String> logged = new ArrayList<>();
    var handler =
        new BotHandler(
            new App(AppConfig.builder().build(), List.of()),
            new SignatureCheck(none, () -> world.realNow),
            new DecisionLog(logged::add));
    UrlAnswer answer = BotWorld.send(handler, SignedRequest.of(HELP, world.realNow).event());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("headroom/slack");
    assertThat(logged).singleElement().asString().contains("NO_SECRET", "headroom/slack");
  }

  private void rejected(UrlAnswer answer, Rejection why) {
    assertThat(answer.status()).isEqualTo(why.status());
    assertThat(answer.body()).isEqualTo(why.text());
    assertThat(world.outcomes()).endsWith(why.name());
    assertThat(world.slack.calls()).isEmpty();
    assertThat(world.logged.getLast()).doesNotContain("xoxb", SignedRequest.SECRET);
  }
}
