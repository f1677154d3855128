package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real Bolt app behind HTTP: what this Slack sends must pass its checks and reach its handlers.
 */
class BoltTest {

  private static final String BLOCKS =
      "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"silence\","
          + "\"text\":{\"type\":\"plain_text\",\"text\":\"Silence\"},\"value\":\"i-1\"}]}]";
  private static final String MODAL =
      "{\"type\":\"modal\",\"callback_id\":\"silence\",\"private_metadata\":\"i-1\","
          + "\"title\":{\"type\":\"plain_text\",\"text\":\"Silence\"},"
          + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Go\"},\"blocks\":["
          + "{\"type\":\"input\",\"block_id\":\"why\","
          + "\"label\":{\"type\":\"plain_text\",\"text\":\"Why\"},"
          + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"reason\"}}]}";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private FakeBot bot;
  private LocalSlack slack;
  private App app;
  private SlackRequestParser parser;

  @BeforeEach
  void start() throws Exception {
    bot = new FakeBot();
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder().botUrl(bot.url()).ackTimeout(Duration.ofMinutes(1)).build());
    SlackConfig client = new SlackConfig();
    client.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
    AppConfig config =
        AppConfig.builder()
            .slack(Slack.getInstance(client))
            .singleTeamBotToken("xoxb-local-token")
            .signingSecret("local-signing-secret")
            .build();
    parser = new SlackRequestParser(config);
    app = new App(config);
    app.command(
        "/memory", (request, context) -> context.ack("heard " + request.getPayload().getText()));
    app.blockAction(
        "silence",
        (request, context) -> {
          heard.add("pressed " + request.getPayload().getActions().getFirst().getValue());
          context.client().viewsOpen(r -> r.triggerId(context.getTriggerId()).viewAsString(MODAL));
          context.respond("opened");
          return context.ack();
        });
    app.viewSubmission(
        "silence",
        (request, context) -> {
          var values = request.getPayload().getView().getState().getValues();
          values.values().stream()
              .flatMap(block -> block.values().stream())
              .forEach(input -> heard.add("submitted " + input.getValue()));
          return context.ack();
        });
    bot.answer(this::run);
  }

  @AfterEach
  void stop() {
    app.stop();
    slack.close();
    bot.close();
  }

  private FakeBot.Answer run(FakeBot.Received received) {
    Map<String, List<String>> headers = new TreeMap<>();
    received.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var request =
        parser.parse(
            SlackRequestParser.HttpRequest.builder()
                .requestUri("/slack/events")
                .requestBody(received.body())
                .headers(new RequestHeaders(headers))
                .build());
    try {
      Response response = app.run(request);
      String body = response.getBody();
      return new FakeBot.Answer(response.getStatusCode(), body == null ? "" : body);
    } catch (Exception e) {
      return new FakeBot.Answer(500, String.valueOf(e));
    }
  }

  @Test
  void aCommandReachesItsHandlerAndItsAnswerThePerson() {
    InteractionResult result = slack.slash("U0ALICE", "C0ALERTS", "/memory", "status");

    assertThat(result.outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
    assertThat(slack.channel("C0ALERTS", "U0ALICE").messages())
        .extracting(SlackMessage::text)
        .containsExactly("heard status");
  }

  @Test
  void aPressOpensAModalAndItsSubmissionReachesItsHandler() {
    try (RawApi api = new RawApi(slack, "xoxb-local-token")) {
      api.call("chat.postMessage", "channel", "C0ALERTS", "blocks", BLOCKS);
    }
    String ts = slack.channel("C0ALERTS").messages().getFirst().ts();

    assertThat(slack.press("U0ALICE", "C0ALERTS", ts, "silence").ok()).isTrue();
    SlackView modal = slack.modals("U0ALICE").getFirst();
    assertThat(slack.submit("U0ALICE", modal.id(), Map.of("reason", "known")).ok()).isTrue();

    assertThat(heard).containsExactly("pressed i-1", "submitted known");
    assertThat(slack.channel("C0ALERTS", "U0ALICE").messages().getLast().text())
        .isEqualTo("opened");
  }

  @Test
  void anotherSecretIsRefusedByBolt() {
    try (LocalSlack forger =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .signingSecret("another")
                .retryInteractions(false)
                .ackTimeout(Duration.ofMinutes(1))
                .botUrl(bot.url())
                .build())) {
      InteractionResult result = forger.slash("U0ALICE", "C0ALERTS", "/memory", "status");

      assertThat(result.outcome()).isEqualTo(Outcome.ERROR_STATUS);
      assertThat(forger.deliveries().getFirst().status()).isEqualTo(401);
    }
  }
}
