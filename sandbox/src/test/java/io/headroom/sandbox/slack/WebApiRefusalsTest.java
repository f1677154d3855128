package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Web API refuses, and with which code. */
class WebApiRefusalsTest {

  private static final String TOKEN = "xoxb-local-token";
  private static final String FORM = "application/x-www-form-urlencoded";

  private LocalSlack slack;
  private RawApi api;

  @BeforeEach
  void start() {
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .channels(
                    List.of(
                        SlackChannel.open("C0ALERTS", "alerts", List.of("U0ALICE", "U0HEADROOM")),
                        SlackChannel.open("C0OTHER", "other", List.of("U0ALICE")),
                        new SlackChannel("C0OLD", "old", false, true, List.of("U0HEADROOM")),
                        new SlackChannel("G0SECRET", "secret", true, false, List.of("U0ALICE"))))
                .build());
    api = new RawApi(slack, TOKEN);
  }

  @AfterEach
  void stop() {
    api.close();
    slack.close();
  }

  private static String error(JsonObject answer) {
    assertThat(answer.get("ok").getAsBoolean()).isFalse();
    return answer.get("error").getAsString();
  }

  private String post(Object... namesAndValues) {
    JsonObject answer = api.call("chat.postMessage", namesAndValues);
    assertThat(answer.get("ok").getAsBoolean()).as("%s", answer).isTrue();
    return answer.get("ts").getAsString();
  }

  @Test
  void everyCallNeedsTheToken() {
    try (RawApi nobody = new RawApi(slack, "");
        RawApi stranger = new RawApi(slack, "xoxb-other")) {
      assertThat(error(nobody.call("auth.test"))).isEqualTo("not_authed");
      assertThat(error(stranger.call("auth.test"))).isEqualTo("invalid_auth");
      assertThat(nobody.call("auth.test", "token", TOKEN).get("ok").getAsBoolean()).isTrue();
      HttpResponse<String> inJson =
          nobody.post("auth.test", "application/json", "{\"token\":\"" + TOKEN + "\"}");
      assertThat(error(RawApi.json(inJson))).isEqualTo("not_authed");
    }
  }

  @Test
  void aMissingScopeIsNamedWithThoseThereAre() {
    try (LocalSlack poor =
            LocalSlack.start(LocalSlackConfig.builder().scopes(Set.of("commands")).build());
        RawApi calls = new RawApi(poor, TOKEN)) {
      JsonObject answer = calls.call("chat.postMessage", "channel", "C0ALERTS", "text", "x");
      assertThat(error(answer)).isEqualTo("missing_scope");
      assertThat(answer.get("needed").getAsString()).isEqualTo("chat:write");
      assertThat(answer.get("provided").getAsString()).isEqualTo("commands");
      JsonObject read =
          calls.call("conversations.replies", "channel", "C0ALERTS", "ts", "1.000000");
      assertThat(read.get("needed").getAsString()).isEqualTo("channels:history");
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("unknown_method", "chat.shout"),
        refusal("channel_not_found", "chat.postMessage", "channel", "C0NOWHERE", "text", "x"),
        refusal("channel_not_found", "chat.postMessage", "channel", "G0SECRET", "text", "x"),
        refusal("not_in_channel", "chat.postMessage", "channel", "C0OTHER", "text", "x"),
        refusal("is_archived", "chat.postMessage", "channel", "C0OLD", "text", "x"),
        refusal("no_text", "chat.postMessage", "channel", "C0ALERTS"),
        refusal("no_text", "chat.postMessage", "channel", "C0ALERTS", "text", ""),
        refusal("invalid_arguments", "chat.postMessage", "text", "x"),
        refusal(
            "invalid_thread_ts",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "text",
            "x",
            "thread_ts",
            "yesterday"),
        refusal("invalid_blocks_format", "chat.postMessage", "channel", "C0ALERTS", "blocks", "[{"),
        refusal("invalid_blocks_format", "chat.postMessage", "channel", "C0ALERTS", "blocks", "{}"),
        refusal(
            "invalid_blocks",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "blocks",
            "[{\"type\":\"section\"}]"),
        refusal(
            "invalid_blocks",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "blocks",
            "[{\"type\":\"image\",\"alt_text\":\"a\",\"slack_file\":{\"id\":\"F0NONE\"}}]"),
        refusal(
            "invalid_metadata_format",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "text",
            "x",
            "metadata",
            "{\"event_type\":\"e\"}"),
        refusal(
            "invalid_attachments",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "text",
            "x",
            "attachments",
            "[{\"blocks\":[{\"type\":\"section\"}]}]"),
        refusal(
            "too_many_attachments",
            "chat.postMessage",
            "channel",
            "C0ALERTS",
            "text",
            "x",
            "attachments",
            "[" + "{\"text\":\"a\"},".repeat(100) + "{}]"),
        refusal(
            "user_not_in_channel",
            "chat.postEphemeral",
            "channel",
            "C0ALERTS",
            "user",
            "U0CAROL",
            "text",
            "x"),
        refusal(
            "msg_too_long",
            "chat.postEphemeral",
            "channel",
            "C0ALERTS",
            "user",
            "U0ALICE",
            "text",
            "x".repeat(40_001)),
        refusal(
            "message_not_found",
            "chat.update",
            "channel",
            "C0ALERTS",
            "ts",
            "1.000000",
            "text",
            "x"),
        refusal("message_not_found", "chat.delete", "channel", "C0ALERTS", "ts", "1.000000"),
        refusal(
            "message_not_found",
            "chat.getPermalink",
            "channel",
            "C0ALERTS",
            "message_ts",
            "1.000000"),
        refusal(
            "thread_not_found", "conversations.replies", "channel", "C0ALERTS", "ts", "1.000000"),
        refusal("not_in_channel", "conversations.history", "channel", "C0OTHER"),
        refusal("channel_not_found", "conversations.info", "channel", "C0NOWHERE"),
        refusal("invalid_limit", "conversations.history", "channel", "C0ALERTS", "limit", "0"),
        refusal("invalid_limit", "conversations.history", "channel", "C0ALERTS", "limit", "many"),
        refusal("invalid_cursor", "conversations.history", "channel", "C0ALERTS", "cursor", "?"),
        refusal(
            "invalid_cursor",
            "conversations.history",
            "channel",
            "C0ALERTS",
            "cursor",
            "bmV4dDo5OQ=="),
        refusal("invalid_ts_oldest", "conversations.history", "channel", "C0ALERTS", "oldest", "x"),
        refusal("invalid_ts_latest", "conversations.history", "channel", "C0ALERTS", "latest", "x"),
        refusal("user_not_found", "users.info", "user", "U0NOBODY"),
        refusal("no_such_subteam", "usergroups.users.list", "usergroup", "S0NONE"),
        refusal("bot_not_found", "bots.info", "bot", "B0NONE"),
        refusal("no_item_specified", "reactions.add", "name", "eyes"),
        refusal(
            "bad_timestamp",
            "reactions.add",
            "name",
            "eyes",
            "channel",
            "C0ALERTS",
            "timestamp",
            "now"),
        refusal(
            "message_not_found",
            "reactions.add",
            "name",
            "eyes",
            "channel",
            "C0ALERTS",
            "timestamp",
            "1.000000"),
        refusal(
            "missing_argument", "files.getUploadURLExternal", "filename", "a.png", "length", "0"),
        refusal("file_not_found", "files.completeUploadExternal", "files", "[{\"id\":\"F0NONE\"}]"),
        refusal("invalid_arguments", "files.completeUploadExternal", "files", "[{}]"),
        refusal(
            "invalid_trigger_id",
            "views.open",
            "trigger_id",
            "1.2.x",
            "view",
            "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"t\"},\"blocks\":[]}"),
        refusal("invalid_arguments", "views.open", "trigger_id", "1.2.x", "view", "{}"),
        refusal("invalid_arguments", "views.open", "trigger_id", "1.2.x"),
        refusal("not_found", "views.update", "view_id", "V0NONE", "view", "{}"),
        refusal(
            "invalid_arguments",
            "views.publish",
            "user_id",
            "U0NOBODY",
            "view",
            "{\"type\":\"home\",\"blocks\":[]}"));
  }

  private static Arguments refusal(String code, String method, Object... namesAndValues) {
    return Arguments.of(code, method, namesAndValues);
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("refusals")
  void aCallIsRefusedWithSlacksCode(String code, String method, Object[] namesAndValues) {
    long before = slack.version();

    assertThat(error(api.call(method, namesAndValues))).isEqualTo(code);

    assertThat(slack.version()).isEqualTo(before);
    assertThat(slack.calls().getLast().error()).isEqualTo(code);
  }

  @Test
  void wrongBlocksAreNamedWithTheirPlaceInBothForms() {
    JsonObject answer =
        api.call("chat.postMessage", "channel", "C0ALERTS", "blocks", "[{\"type\":\"section\"}]");

    String words = "must define either `text` or `fields` [json-pointer:/blocks/0/type]";
    assertThat(answer.getAsJsonArray("errors").get(0).getAsString()).isEqualTo(words);
    assertThat(
            answer
                .getAsJsonObject("response_metadata")
                .getAsJsonArray("messages")
                .get(0)
                .getAsString())
        .isEqualTo("[ERROR] " + words);
  }

  @Test
  void blocksThatAreTooMuchTogetherAreTooLong() {
    String block =
        "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
            + "x".repeat(3000)
            + "\"}}";
    String blocks = "[" + String.join(",", List.of(block, block, block, block, block)) + "]";

    assertThat(error(api.call("chat.postMessage", "channel", "C0ALERTS", "blocks", blocks)))
        .isEqualTo("msg_blocks_too_long");
  }

  @Test
  void aLongTextIsCutWithAWarningWhenPostedAndRefusedWhenChanged() {
    JsonObject posted =
        api.call("chat.postMessage", "channel", "C0ALERTS", "text", "x".repeat(40_001));
    assertThat(posted.get("ok").getAsBoolean()).isTrue();
    assertThat(posted.get("warning").getAsString()).isEqualTo("message_truncated");
    assertThat(posted.getAsJsonObject("message").get("text").getAsString()).hasSize(40_000);

    String ts = posted.get("ts").getAsString();
    Object[] atLimit = {"channel", "C0ALERTS", "ts", ts, "text", "x".repeat(4_000)};
    Object[] above = {"channel", "C0ALERTS", "ts", ts, "text", "x".repeat(4_001)};
    assertThat(api.call("chat.update", atLimit).get("ok").getAsBoolean()).isTrue();
    assertThat(error(api.call("chat.update", above))).isEqualTo("msg_too_long");
  }

  @Test
  void onlyTheBotsOwnMessagesCanBeChangedOrRemoved() {
    String ts = slack.say("U0ALICE", "C0ALERTS", null, "mine");

    assertThat(error(api.call("chat.update", "channel", "C0ALERTS", "ts", ts, "text", "x")))
        .isEqualTo("cant_update_message");
    assertThat(error(api.call("chat.delete", "channel", "C0ALERTS", "ts", ts)))
        .isEqualTo("cant_delete_message");
  }

  @Test
  void anUpdateNeedsSomethingToShow() {
    String ts = post("channel", "C0ALERTS", "text", "x");

    assertThat(error(api.call("chat.update", "channel", "C0ALERTS", "ts", ts)))
        .isEqualTo("no_text");
  }

  @Test
  void aReactionIsGivenOnceAndHasAName() {
    String ts = post("channel", "C0ALERTS", "text", "x");
    Object[] eyes = {"channel", "C0ALERTS", "timestamp", ts, "name", "eyes"};
    Object[] wrong = {"channel", "C0ALERTS", "timestamp", ts, "name", ":eyes:"};

    assertThat(api.call("reactions.add", eyes).get("ok").getAsBoolean()).isTrue();
    assertThat(error(api.call("reactions.add", eyes))).isEqualTo("already_reacted");
    assertThat(error(api.call("reactions.add", wrong))).isEqualTo("invalid_name");
  }

  @Test
  void aBodyThatCannotBeReadIsRefused() {
    assertThat(error(RawApi.json(api.post("chat.postMessage", "application/json", "{"))))
        .isEqualTo("invalid_json");
    assertThat(error(RawApi.json(api.post("chat.postMessage", "application/json", "[]"))))
        .isEqualTo("json_not_object");
    assertThat(error(RawApi.json(api.post("chat.postMessage", "text/csv", "a,b"))))
        .isEqualTo("invalid_post_type");
  }

  @Test
  void jsonBodiesAndFormsMeanTheSame() {
    HttpResponse<String> structured =
        api.post(
            "chat.postMessage",
            "application/json; charset=utf-8",
            "{\"channel\":\"C0ALERTS\",\"blocks\":[{\"type\":\"divider\"}],\"text\":\"a\"}");
    HttpResponse<String> asText =
        api.post(
            "chat.postMessage",
            FORM,
            RawApi.form("channel", "C0ALERTS", "text", "a", "blocks", "[{\"type\":\"divider\"}]"));

    assertThat(RawApi.json(structured).getAsJsonObject("message").getAsJsonArray("blocks"))
        .hasSize(1);
    assertThat(RawApi.json(asText).getAsJsonObject("message").getAsJsonArray("blocks")).hasSize(1);
    assertThat(structured.headers().firstValue("X-OAuth-Scopes").orElse("")).contains("chat:write");
  }
}
