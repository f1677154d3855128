package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, and what each of Slack's answers is taken for. */
class SlackApiMessagesTest {

  private static final IncidentId ID = new IncidentId("checkout-api-20261121-1340-08f7");
  private static final MessageTag TAG = new MessageTag(ID, "parent", "h1");
  private static final Message MESSAGE = new Message("parent", "93% & climbing", List.of());

  private final ScriptedSlackApi api = new ScriptedSlackApi();
  private final SlackMessages slack =
      new SlackApiMessages(SlackApi.of(SlackClients.methods("xoxb-token", Optional.of(api.url()))));

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void postsWithTokenThreadAndMetadata() {
    api.answer(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1795268400.000100\"}");

    String ts = slack.post("C1", Optional.of("1795268400.000000"), MESSAGE, TAG);

    assertThat(ts).isEqualTo("1795268400.000100");
    ScriptedSlackApi.Call call = api.calls().getFirst();
    assertThat(call.method()).isEqualTo("chat.postMessage");
    assertThat(call.authorization()).isEqualTo("Bearer xoxb-token");
    assertThat(call.form())
        .containsEntry("channel", "C1")
        .containsEntry("thread_ts", "1795268400.000000")
        .containsEntry("text", "93% & climbing")
        .containsEntry("blocks", "[]");
    assertThat(JsonParser.parseString(call.form().getOrDefault("metadata", "")))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"event_type": "headroom_incident", "event_payload":
                  {"incident": "checkout-api-20261121-1340-08f7", "key": "parent", "hash": "h1"}}
                """));
  }

  @Test
  void looksThroughAllPagesOfAThreadAndOverForeignMessages() {
    api.answer(
        200,
        """
        {"ok": true, "has_more": true, "response_metadata": {"next_cursor": "next"}, "messages": [
          {"ts": "1.1", "text": "no metadata"},
          {"ts": "1.2", "metadata": {"event_type": "other", "event_payload": {}}},
          {"ts": "1.3", "metadata": {"event_type": "headroom_incident",
            "event_payload": {"incident": 7}}},
          {"ts": "1.4", "metadata": {"event_type": "headroom_incident", "event_payload":
            {"incident": "checkout-api-20261121-1340-08f7", "key": "parent", "hash": "old"}}}]}
        """);
    api.answer(
        200,
        """
        {"ok": true, "response_metadata": {"next_cursor": ""}, "messages": [
          {"ts": "1.5", "metadata": {"event_type": "headroom_incident", "event_payload":
            {"incident": "checkout-api-20261121-1340-08f7", "key": "parent", "hash": "new"}}},
          {"ts": "1.6", "metadata": {"event_type": "headroom_incident", "event_payload":
            {"incident": "checkout-api-20261121-1340-08f7", "key": "event:1", "hash": "x"}}}]}
        """);

    Optional<Posted> found =
        slack.find("C1", Optional.of("1.0"), TAG, Instant.ofEpochSecond(1795268400, 5_000));

    assertThat(found).contains(new Posted("1.5", "new"));
    assertThat(api.calls())
        .extracting(ScriptedSlackApi.Call::method)
        .containsOnly("conversations.replies");
    assertThat(api.calls().getFirst().form())
        .containsEntry("include_all_metadata", "1")
        .containsEntry("oldest", "1795268400.000005")
        .containsEntry("ts", "1.0");
    assertThat(api.calls().getLast().form()).containsEntry("cursor", "next");
  }

  @ParameterizedTest
  @CsvSource({
    "channel_not_found, CHANNEL_NOT_FOUND",
    "not_in_channel, NOT_IN_CHANNEL",
    "is_archived, CHANNEL_CLOSED",
    "invalid_auth, INVALID_AUTH",
    "token_revoked, INVALID_AUTH",
    "ratelimited, RATE_LIMITED",
    "fatal_error, NO_ANSWER",
    "message_not_found, MESSAGE_GONE",
    "cant_update_message, MESSAGE_GONE",
    "msg_blocks_too_long, INVALID_MESSAGE",
    "something_new, REFUSED"
  })
  void namesWhatSlackRefuses(String error, Reason reason) {
    api.answer(200, "{\"ok\":false,\"error\":\"" + error + "\"}");

    assertThatThrownBy(() -> slack.update("C1", "1.1", MESSAGE, TAG))
        .hasMessageContaining("chat.update in C1")
        .hasMessageContaining(error)
        .hasMessageContaining(reason.advice())
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(reason);
  }

  @Test
  void namesTheScopeThatIsMissing() {
    api.answer(
        200,
        """
        {"ok": false, "error": "missing_scope", "needed": "channels:history",
         "provided": "chat:write"}
        """);

    assertThatThrownBy(() -> slack.find("C1", Optional.empty(), TAG, Instant.EPOCH))
        .hasMessageContaining("needed channels:history, provided chat:write")
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(Reason.MISSING_SCOPE);
  }

  @Test
  void saysWhereBlocksAreWrong() {
    api.answer(
        200,
        """
        {"ok": false, "error": "invalid_blocks", "response_metadata":
          {"messages": ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0]"]}}
        """);

    assertThatThrownBy(() -> slack.post("C1", Optional.empty(), MESSAGE, TAG))
        .hasMessageContaining("must be less than 151 characters");
  }

  @Test
  void readsRetryAfter() {
    api.answer(429, "{\"ok\":false,\"error\":\"ratelimited\"}", "Retry-After", "17");

    assertThatThrownBy(() -> slack.post("C1", Optional.empty(), MESSAGE, TAG))
        .asInstanceOf(type(SlackFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
            });
  }

  @Test
  void aFaultOfSlackMayHaveTakenEffect() {
    api.answer(503, "upstream error");

    assertThatThrownBy(() -> slack.post("C1", Optional.empty(), MESSAGE, TAG))
        .hasMessageContaining("HTTP status 503")
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void aBrokenConnectionIsNotTriedAgainByItself() {
    api.hangUp();

    assertThatThrownBy(() -> slack.post("C1", Optional.empty(), MESSAGE, TAG))
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(Reason.NO_ANSWER);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void anAnswerThatIsNoJsonMayHaveTakenEffect() {
    api.answer(200, "<html>not Slack</html>");

    assertThatThrownBy(() -> slack.post("C1", Optional.empty(), MESSAGE, TAG))
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void startsNoThreadsOfItsOwnForStatistics() {
    api.answer(200, "{\"ok\":true,\"ts\":\"1.1\"}");
    slack.post("C1", Optional.empty(), MESSAGE, TAG);

    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("slack")));
    assertThat(api.calls()).extracting(ScriptedSlackApi.Call::method).doesNotContain("auth.test");
  }

  @Test
  void aBaseUrlMayLackItsLastSlash() {
    assertThat(api.url()).endsWith("/api/");
    String without = api.url().substring(0, api.url().length() - 1);
    api.answer(200, "{\"ok\":true,\"ts\":\"1.1\"}");

    var other =
        new SlackApiMessages(SlackApi.of(SlackClients.methods("xoxb-token", Optional.of(without))));

    assertThat(other.post("C1", Optional.empty(), MESSAGE, TAG)).isEqualTo("1.1");
  }
}
