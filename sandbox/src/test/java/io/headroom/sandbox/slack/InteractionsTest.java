package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do, what the bot hears of it, and what people see of the bot's answers. */
class InteractionsTest {

  private static final String CHANNEL = "C0ALERTS";

  /** A busy build machine must not look like a slow bot. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private static final String BUTTONS =
      "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"leak\"}},"
          + "{\"type\":\"actions\",\"block_id\":\"remedies\",\"elements\":["
          + "{\"type\":\"button\",\"action_id\":\"restart\",\"value\":\"i-1\","
          + "\"text\":{\"type\":\"plain_text\",\"text\":\"Restart\"}},"
          + "{\"type\":\"static_select\",\"action_id\":\"raise\",\"options\":["
          + "{\"text\":{\"type\":\"plain_text\",\"text\":\"2 GB\"},\"value\":\"2048\"}]}]}]";
  private static final String MODAL =
      "{\"type\":\"modal\",\"callback_id\":\"silence\",\"private_metadata\":\"i-1\","
          + "\"title\":{\"type\":\"plain_text\",\"text\":\"Silence\"},"
          + "\"submit\":{\"type\":\"plain_text\",\"text\":\"Silence\"},"
          + "\"notify_on_close\":true,\"blocks\":["
          + "{\"type\":\"input\",\"block_id\":\"why\",\"label\":{\"type\":\"plain_text\",\"text\":\"Why\"},"
          + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"reason\"}},"
          + "{\"type\":\"input\",\"block_id\":\"how\",\"label\":{\"type\":\"plain_text\",\"text\":\"For\"},"
          + "\"element\":{\"type\":\"static_select\",\"action_id\":\"hours\",\"initial_option\":"
          + "{\"text\":{\"type\":\"plain_text\",\"text\":\"1 h\"},\"value\":\"1\"},\"options\":["
          + "{\"text\":{\"type\":\"plain_text\",\"text\":\"1 h\"},\"value\":\"1\"},"
          + "{\"text\":{\"type\":\"plain_text\",\"text\":\"4 h\"},\"value\":\"4\"}]}}]}";

  private final ManualClock real = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
  private FakeBot bot;
  private LocalSlack slack;
  private RawApi api;

  @BeforeEach
  void start() throws Exception {
    bot = new FakeBot();
    restart(builder -> builder);
  }

  private void restart(UnaryOperator<LocalSlackBuilder> setUp) {
    if (slack != null) {
      slack.close();
      api.close();
    }
    LocalSlackBuilder builder =
        LocalSlackConfig.builder()
            .botUrl(bot.url())
            .realClock(real)
            .ackTimeout(PATIENT)
            .retryDelays(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO));
    slack = LocalSlack.start(setUp.apply(builder).build());
    api = new RawApi(slack, "xoxb-local-token");
  }

  @AfterEach
  void stop() {
    api.close();
    slack.close();
    bot.close();
  }

  private String post(Object... more) {
    Object[] args = new Object[more.length + 4];
    System.arraycopy(new Object[] {"channel", CHANNEL, "blocks", BUTTONS}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return api.call("chat.postMessage", args).get("ts").getAsString();
  }

  private SlackMessage message() {
    return slack.channel(CHANNEL).messages().getFirst();
  }

  private JsonObject press() {
    assertThat(slack.press("U0ALICE", CHANNEL, message().ts(), "restart").ok()).isTrue();
    return bot.last().payload();
  }

  @Test
  void aPressTellsWhoWhereAndWhatWithTheWholeMessage() {
    String parent =
        post("metadata", "{\"event_type\":\"incident\",\"event_payload\":{\"id\":\"i-1\"}}");
    String ts = post("thread_ts", parent);

    slack.press("U0ALICE", CHANNEL, ts, "restart", "remedies");

    JsonObject payload = bot.last().payload();
    assertThat(payload.getAsJsonObject("user").get("id").getAsString()).isEqualTo("U0ALICE");
    assertThat(payload.getAsJsonObject("channel").get("id").getAsString()).isEqualTo(CHANNEL);
    JsonObject container = payload.getAsJsonObject("container");
    assertThat(container.get("message_ts").getAsString()).isEqualTo(ts);
    assertThat(container.get("thread_ts").getAsString()).isEqualTo(parent);
    assertThat(payload.get("trigger_id").getAsString()).matches("\\d+\\.\\d+\\.[0-9a-f]+");
    JsonObject action = payload.getAsJsonArray("actions").get(0).getAsJsonObject();
    assertThat(action.get("block_id").getAsString()).isEqualTo("remedies");
    assertThat(action.get("type").getAsString()).isEqualTo("button");
    assertThat(action.get("action_ts").getAsString()).matches("\\d+\\.\\d{6}");

    slack.press("U0ALICE", CHANNEL, parent, "restart");
    JsonObject message = bot.last().payload().getAsJsonObject("message");
    assertThat(message.getAsJsonObject("metadata").get("event_type").getAsString())
        .isEqualTo("incident");
    assertThat(message.getAsJsonArray("blocks")).hasSize(2);
  }

  @Test
  void aChoiceTellsTheOption() {
    post();

    InteractionResult result =
        slack.choose("U0ALICE", CHANNEL, message().ts(), "raise", null, "2048");

    assertThat(result.ok()).isTrue();
    JsonObject action = bot.last().payload().getAsJsonArray("actions").get(0).getAsJsonObject();
    assertThat(action.getAsJsonObject("selected_option").get("value").getAsString())
        .isEqualTo("2048");
    assertThat(slack.choose("U0ALICE", CHANNEL, message().ts(), "raise", null, "4096").outcome())
        .isEqualTo(Outcome.NOT_SHOWN);
  }

  @Test
  void aButtonThatIsGoneCannotBePressed() {
    String ts = post();
    api.call("chat.update", "channel", CHANNEL, "ts", ts, "text", "done");

    InteractionResult result = slack.press("U0ALICE", CHANNEL, ts, "restart");

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_SHOWN);
    assertThat(result.notice()).contains("restart");
    assertThat(bot.received).isEmpty();
  }

  @Test
  void whoIsNotInTheChannelCannotPress() {
    String ts = post();

    assertThat(slack.press("U0CAROL", CHANNEL, ts, "restart").outcome())
        .isEqualTo(Outcome.NOT_A_MEMBER);
    assertThat(slack.slash("U0CAROL", CHANNEL, "/memory", "").outcome())
        .isEqualTo(Outcome.NOT_A_MEMBER);
    assertThat(bot.received).isEmpty();
  }

  @Test
  void aPressThatIsNotAcknowledgedIsSeenAndRepeatedThreeTimes() {
    post();
    bot.answer(request -> new FakeBot.Answer(500, "oops"));

    InteractionResult result = slack.press("U0ALICE", CHANNEL, message().ts(), "restart");

    assertThat(result.outcome()).isEqualTo(Outcome.ERROR_STATUS);
    assertThat(result.notice()).contains("500");
    await().untilAsserted(() -> assertThat(slack.deliveries()).hasSize(4));
    assertThat(bot.received).extracting(FakeBot.Received::body).containsOnly(bot.last().body());
    assertThat(bot.received)
        .extracting(r -> r.header("X-Slack-Retry-Num"))
        .containsExactly("", "1", "2", "3");
    assertThat(bot.last().header("X-Slack-Retry-Reason")).isEqualTo("http_error");
    assertThat(slack.deliveries()).extracting(Delivery::attempt).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aRepetitionThatIsAcknowledgedIsTheLast() {
    post();
    bot.answer(r -> new FakeBot.Answer(r.header("X-Slack-Retry-Num").equals("1") ? 200 : 503, ""));

    slack.press("U0ALICE", CHANNEL, message().ts(), "restart");

    await().untilAsserted(() -> assertThat(slack.deliveries()).hasSize(2));
    assertThat(slack.deliveries().getLast().acknowledged()).isTrue();
  }

  @Test
  void interactionsAreSentOnceWhereSlackItselfIsTheMeasure() {
    restart(
        builder -> builder.retryInteractions(false).events(java.util.Set.of("app_home_opened")));
    post();
    bot.answer(request -> new FakeBot.Answer(500, ""));

    slack.press("U0ALICE", CHANNEL, message().ts(), "restart");
    slack.openHome("U0ALICE");

    await().untilAsserted(() -> assertThat(slack.deliveries()).hasSize(5));
    assertThat(slack.deliveries())
        .extracting(Delivery::kind)
        .containsExactly(
            "block_actions",
            "event_callback",
            "event_callback",
            "event_callback",
            "event_callback");
  }

  @Test
  void aSlowBotTimesOutAndThePersonIsTold() {
    restart(builder -> builder.ackTimeout(Duration.ofMillis(200)));
    post();
    CountDownLatch never = new CountDownLatch(1);
    bot.answer(
        request -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return FakeBot.Answer.OK;
        });

    InteractionResult pressed = slack.press("U0ALICE", CHANNEL, message().ts(), "restart");
    InteractionResult typed = slack.slash("U0ALICE", CHANNEL, "/memory", "status");

    assertThat(pressed.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(typed.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(slack.deliveries().getFirst().took())
        .isBetween(Duration.ofMillis(200), Duration.ofSeconds(30));
    assertThat(slack.channel(CHANNEL, "U0ALICE").messages().getLast().text())
        .isEqualTo("/memory failed with the error \"operation_timeout\"");
    await()
        .untilAsserted(
            () -> assertThat(bot.last().header("X-Slack-Retry-Reason")).isEqualTo("http_timeout"));
    never.countDown();
  }

  @Test
  void aBotThatIsNotThereIsUnreachable() {
    post();
    bot.close();

    assertThat(slack.press("U0ALICE", CHANNEL, message().ts(), "restart").outcome())
        .isEqualTo(Outcome.UNREACHABLE);
    assertThat(slack.slash("U0ALICE", CHANNEL, "/memory", "").notice())
        .isEqualTo("/memory failed with the error \"dispatch_failed\"");
  }

  @Test
  void aBotWithoutAUrlIsUnreachableUntilItIsConnected() {
    try (LocalSlack lonely = LocalSlack.start(LocalSlackConfig.builder().build())) {
      assertThat(lonely.slash("U0ALICE", CHANNEL, "/memory", "").outcome())
          .isEqualTo(Outcome.UNREACHABLE);
      lonely.connectBot(bot.url());
      assertThat(lonely.slash("U0ALICE", CHANNEL, "/memory", "").ok()).isTrue();
    }
  }

  @Test
  void aCommandCarriesWhatSlackSends() {
    slack.slash("U0ALICE", CHANNEL, "/memory", "service a&b=c");

    assertThat(bot.last().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(bot.last().form())
        .containsEntry("text", "service a&b=c")
        .containsEntry("user_id", "U0ALICE")
        .containsEntry("user_name", "alice")
        .containsEntry("channel_id", CHANNEL)
        .containsEntry("channel_name", "memory-alerts")
        .containsEntry("team_id", "T0LOCAL")
        .containsEntry("api_app_id", "A0HEADROOM")
        .containsKeys("response_url", "trigger_id", "token");
  }

  @Test
  void anAnswerInTheChannelIsForAll() {
    bot.answer(r -> new FakeBot.Answer(200, "{\"response_type\":\"in_channel\",\"text\":\"all\"}"));

    slack.slash("U0ALICE", CHANNEL, "/memory", "status");

    assertThat(slack.channel(CHANNEL).messages())
        .extracting(SlackMessage::text)
        .containsExactly("all");
  }

  @Test
  void anAnswerSlackCannotShowIsAnError() {
    bot.answer(r -> new FakeBot.Answer(200, "{\"blocks\":[{\"type\":\"hologram\"}]}"));

    InteractionResult result = slack.slash("U0ALICE", CHANNEL, "/memory", "status");

    assertThat(result.outcome()).isEqualTo(Outcome.BAD_ANSWER);
    assertThat(result.notice()).contains("invalid_blocks");
  }

  @Test
  void aCommandNobodyKnowsIsSaidToBe() {
    assertThat(slack.slash("U0ALICE", CHANNEL, "/mammary", "").outcome())
        .isEqualTo(Outcome.UNKNOWN_COMMAND);
    assertThat(bot.received).isEmpty();
    assertThat(slack.channel(CHANNEL, "U0ALICE").messages().getFirst().userName())
        .isEqualTo("slackbot");
  }

  @Test
  void aResponseUrlAnswersToThePersonToAllOrInPlace() {
    post();
    String url = press().get("response_url").getAsString();

    assertThat(api.postJson(url, "{\"text\":\"only you\"}").statusCode()).isEqualTo(200);
    api.postJson(url, "{\"text\":\"all\",\"response_type\":\"in_channel\"}");
    api.postJson(url, "{\"text\":\"changed\",\"replace_original\":true}");

    assertThat(slack.channel(CHANNEL).messages())
        .extracting(SlackMessage::text)
        .containsExactly("changed", "all");
    assertThat(slack.channel(CHANNEL, "U0ALICE").messages())
        .extracting(SlackMessage::text)
        .containsExactly("changed", "only you", "all");
    assertThat(message().blocks()).isEmpty();

    api.postJson(url, "{\"delete_original\":true}");
    assertThat(slack.channel(CHANNEL).messages())
        .extracting(SlackMessage::text)
        .containsExactly("all");
  }

  @Test
  void aResponseUrlIsGoodForFiveAnswers() {
    post();
    String url = press().get("response_url").getAsString();
    for (int i = 0; i < 5; i++) {
      assertThat(api.postJson(url, "{\"text\":\"x\"}").statusCode()).isEqualTo(200);
    }

    var sixth = api.postJson(url, "{\"text\":\"x\"}");

    assertThat(sixth.statusCode()).isEqualTo(404);
    assertThat(RawApi.json(sixth).get("error").getAsString()).isEqualTo("used_url");
  }

  @Test
  void aResponseUrlIsGoodForHalfAnHour() {
    post();
    String url = press().get("response_url").getAsString();
    real.advance(Duration.ofMinutes(30));
    assertThat(api.postJson(url, "{\"text\":\"x\"}").statusCode()).isEqualTo(200);
    real.advance(Duration.ofSeconds(1));

    var late = api.postJson(url, "{\"text\":\"x\"}");

    assertThat(late.statusCode()).isEqualTo(404);
    assertThat(RawApi.json(late).get("error").getAsString()).isEqualTo("expired_url");
  }

  @Test
  void aResponseIsCheckedLikeAnyMessage() {
    post();
    String url = press().get("response_url").getAsString();

    assertThat(api.postJson(url, "{\"blocks\":[{\"type\":\"section\"}]}").statusCode())
        .isEqualTo(400);
    assertThat(api.postJson(url, "{}").body()).contains("no_text");
    assertThat(api.postJson(url, "[").body()).contains("invalid_payload");
  }

  @Test
  void anEphemeralMessageIsChangedThroughItsResponseUrl() {
    api.call("chat.postEphemeral", "channel", CHANNEL, "user", "U0ALICE", "blocks", BUTTONS);
    String ts = slack.channel(CHANNEL, "U0ALICE").messages().getFirst().ts();

    assertThat(slack.press("U0BOB", CHANNEL, ts, "restart").outcome()).isEqualTo(Outcome.NOT_SHOWN);
    slack.press("U0ALICE", CHANNEL, ts, "restart");
    JsonObject payload = bot.last().payload();
    assertThat(payload.has("message")).isFalse();
    assertThat(payload.getAsJsonObject("container").get("is_ephemeral").getAsBoolean()).isTrue();
    api.postJson(payload.get("response_url").getAsString(), "{\"delete_original\":true}");

    assertThat(slack.channel(CHANNEL, "U0ALICE").messages()).isEmpty();
  }

  @Test
  void aTriggerOpensOneModalWithinThreeSeconds() {
    post();
    String trigger = press().get("trigger_id").getAsString();
    real.advance(Duration.ofSeconds(3));

    JsonObject opened = api.call("views.open", "trigger_id", trigger, "view", MODAL);
    JsonObject again = api.call("views.open", "trigger_id", trigger, "view", MODAL);

    assertThat(opened.getAsJsonObject("view").get("id").getAsString())
        .isEqualTo(slack.modals("U0ALICE").getFirst().id());
    assertThat(slack.modals("U0BOB")).isEmpty();
    assertThat(again.get("error").getAsString()).isEqualTo("exchanged_trigger_id");

    String late = press().get("trigger_id").getAsString();
    real.advance(Duration.ofMillis(3001));
    assertThat(api.call("views.open", "trigger_id", late, "view", MODAL).get("error").getAsString())
        .isEqualTo("expired_trigger_id");
  }

  private SlackView modal() {
    api.call("views.open", "trigger_id", triggerOfAPress(), "view", MODAL);
    return slack.modals("U0ALICE").getLast();
  }

  @Test
  void aSubmissionTellsWhatWasTypedAndClosesTheModal() {
    SlackView modal = modal();

    InteractionResult result =
        slack.submit("U0ALICE", modal.id(), Map.of("reason", "known, for now"));

    assertThat(result.ok()).isTrue();
    JsonObject view = bot.last().payload().getAsJsonObject("view");
    assertThat(view.get("callback_id").getAsString()).isEqualTo("silence");
    assertThat(view.get("private_metadata").getAsString()).isEqualTo("i-1");
    JsonObject values = view.getAsJsonObject("state").getAsJsonObject("values");
    assertThat(values.getAsJsonObject("why").getAsJsonObject("reason").get("value").getAsString())
        .isEqualTo("known, for now");
    assertThat(
            values
                .getAsJsonObject("how")
                .getAsJsonObject("hours")
                .getAsJsonObject("selected_option")
                .get("value")
                .getAsString())
        .isEqualTo("1");
    assertThat(slack.modals("U0ALICE")).isEmpty();
  }

  @Test
  void aRequiredInputIsAskedForBeforeTheBotHearsOfIt() {
    SlackView modal = modal();
    int before = bot.received.size();

    InteractionResult result = slack.submit("U0ALICE", modal.id(), Map.of("reason", " "));

    assertThat(result.outcome()).isEqualTo(Outcome.INPUT_MISSING);
    assertThat(result.errors()).containsOnlyKeys("why");
    assertThat(bot.received).hasSize(before);
  }

  @Test
  void theBotRefusesUpdatesPushesOrClears() {
    SlackView modal = modal();
    bot.answer(
        r ->
            new FakeBot.Answer(
                200, "{\"response_action\":\"errors\",\"errors\":{\"why\":\"say more\"}}"));
    InteractionResult refused = slack.submit("U0ALICE", modal.id(), Map.of("reason", "x"));
    assertThat(refused.outcome()).isEqualTo(Outcome.INPUT_REFUSED);
    assertThat(refused.errors()).containsEntry("why", "say more");
    assertThat(slack.modals("U0ALICE")).hasSize(1);

    String other = MODAL.replace("\"Silence\"", "\"Sure?\"");
    bot.answer(
        r -> new FakeBot.Answer(200, "{\"response_action\":\"update\",\"view\":" + other + "}"));
    slack.submit("U0ALICE", modal.id(), Map.of("reason", "x"));
    SlackView updated = slack.modals("U0ALICE").getFirst();
    assertThat(updated.id()).isEqualTo(modal.id());
    assertThat(updated.hash()).isNotEqualTo(modal.hash());
    assertThat(updated.json().toString()).contains("Sure?");

    bot.answer(
        r -> new FakeBot.Answer(200, "{\"response_action\":\"push\",\"view\":" + MODAL + "}"));
    slack.submit("U0ALICE", modal.id(), Map.of("reason", "x"));
    assertThat(slack.modals("U0ALICE")).hasSize(2);

    bot.answer(r -> new FakeBot.Answer(200, "{\"response_action\":\"clear\"}"));
    slack.submit("U0ALICE", slack.modals("U0ALICE").getLast().id(), Map.of("reason", "x"));
    assertThat(slack.modals("U0ALICE")).isEmpty();
  }

  @Test
  void anAnswerToASubmissionThatIsWrongLeavesTheModalOpen() {
    SlackView modal = modal();
    for (String answer :
        List.of(
            "nonsense",
            "{\"response_action\":\"dance\"}",
            "{\"response_action\":\"push\",\"view\":{}}")) {
      bot.answer(r -> new FakeBot.Answer(200, answer));
      assertThat(slack.submit("U0ALICE", modal.id(), Map.of("reason", "x")).outcome())
          .isEqualTo(Outcome.BAD_ANSWER);
    }
    assertThat(slack.modals("U0ALICE")).hasSize(1);
  }

  @Test
  void closingIsToldToTheBotThatAskedForIt() {
    SlackView modal = modal();

    slack.close("U0ALICE", modal.id());

    assertThat(slack.modals("U0ALICE")).isEmpty();
    assertThat(bot.last().payload().get("type").getAsString()).isEqualTo("view_closed");
    assertThat(slack.close("U0ALICE", modal.id()).outcome()).isEqualTo(Outcome.NOT_SHOWN);
  }

  @Test
  void closingIsNotToldToABotThatDidNotAsk() {
    String trigger = triggerOfAPress();
    String quiet = MODAL.replace("\"notify_on_close\":true,", "");
    api.call("views.open", "trigger_id", trigger, "view", quiet);
    int before = bot.received.size();

    assertThat(slack.close("U0ALICE", slack.modals("U0ALICE").getFirst().id()).ok()).isTrue();

    assertThat(slack.modals("U0ALICE")).isEmpty();
    assertThat(bot.received).hasSize(before);
  }

  private String triggerOfAPress() {
    if (slack.channel(CHANNEL).messages().isEmpty()) {
      post();
    }
    return press().get("trigger_id").getAsString();
  }

  @Test
  void aModalIsUpdatedOnlyFromTheStateTheBotKnows() {
    SlackView modal = modal();

    JsonObject stale =
        api.call("views.update", "view_id", modal.id(), "hash", "old", "view", MODAL);
    JsonObject fresh =
        api.call("views.update", "view_id", modal.id(), "hash", modal.hash(), "view", MODAL);

    assertThat(stale.get("error").getAsString()).isEqualTo("hash_conflict");
    assertThat(fresh.get("ok").getAsBoolean()).isTrue();
  }

  @Test
  void theHomeTabIsPublishedForOnePersonAndItsButtonsWork() {
    slack.openHome("U0BOB");
    assertThat(bot.last().json().getAsJsonObject("event").get("type").getAsString())
        .isEqualTo("app_home_opened");
    api.call(
        "views.publish",
        "user_id",
        "U0BOB",
        "view",
        "{\"type\":\"home\",\"blocks\":" + BUTTONS + "}");
    SlackView home = slack.home("U0BOB").orElseThrow();

    assertThat(slack.home("U0ALICE")).isEmpty();
    assertThat(slack.actInView("U0BOB", home.id(), "restart", null, null).ok()).isTrue();
    assertThat(bot.last().payload().getAsJsonObject("container").get("type").getAsString())
        .isEqualTo("view");
    assertThat(slack.actInView("U0ALICE", home.id(), "restart", null, null).outcome())
        .isEqualTo(Outcome.NOT_SHOWN);
  }

  @Test
  void whatPeopleWriteIsAnEventOnlyForAppsThatAskedForIt() {
    slack.say("U0ALICE", CHANNEL, null, "hello");
    assertThat(bot.received).isEmpty();

    restart(builder -> builder.events(java.util.Set.of("message")));
    slack.say("U0ALICE", CHANNEL, null, "hello");
    JsonObject event = bot.last().json();
    assertThat(event.get("type").getAsString()).isEqualTo("event_callback");
    assertThat(event.get("event_id").getAsString()).startsWith("Ev");
    assertThat(event.getAsJsonObject("event").get("text").getAsString()).isEqualTo("hello");
  }

  @Test
  void theUrlOfTheBotIsVerified() {
    bot.answer(r -> new FakeBot.Answer(200, r.json().get("challenge").getAsString()));
    assertThat(slack.verifyUrl()).isTrue();
    bot.answer(r -> new FakeBot.Answer(200, "hello"));
    assertThat(slack.verifyUrl()).isFalse();
    slack.connectBot(URI.create("http://localhost:1/"));
    assertThat(slack.verifyUrl()).isFalse();
  }

  @Test
  void aTimestampIsTheRealTimeAlsoWhenItIsSentAgain() {
    post();
    press();
    String timestamp = bot.last().header(SlackRequestSigner.TIMESTAMP);

    assertThat(timestamp).isEqualTo(Long.toString(real.instant().getEpochSecond()));
    assertThat(new SlackRequestSigner("local-signing-secret").sign(timestamp, bot.last().body()))
        .isEqualTo(bot.last().header(SlackRequestSigner.SIGNATURE));
  }
}
