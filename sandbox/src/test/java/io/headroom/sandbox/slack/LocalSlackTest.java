package io.headroom.sandbox.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import io.headroom.infra.slack.SlackClients;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop of a thread through Slack's own SDK: post, reply, press, update, command. */
class LocalSlackTest {

  private static final String CHANNEL = "C0ALERTS";

  private LocalSlack slack;
  private FakeBot bot;
  private MethodsClient methods;

  @BeforeEach
  void start() throws Exception {
    bot = new FakeBot();
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder().botUrl(bot.url()).ackTimeout(Duration.ofMinutes(1)).build());
    methods = SlackClients.methods("xoxb-local-token", Optional.of(slack.apiUrl().toString()));
  }

  @AfterEach
  void stop() {
    slack.close();
    bot.close();
  }

  private static List<LayoutBlock> alert() {
    return asBlocks(
        section(s -> s.text(markdownText("*checkout* is leaking"))),
        actions(
            a ->
                a.elements(
                    asElements(
                        button(
                            b -> b.actionId("restart").text(plainText("Restart")).value("i-1"))))));
  }

  @Test
  void aThreadIsPostedRepliedToChangedAndFoundAgainByItsMetadata() throws Exception {
    var metadata =
        Message.Metadata.builder()
            .eventType("headroom_incident")
            .eventPayload(Map.of("incident", "i-1"))
            .build();
    var parent =
        methods.chatPostMessage(
            r -> r.channel(CHANNEL).text("leak").blocks(alert()).metadata(metadata));
    assertThat(parent.isOk()).isTrue();
    var reply =
        methods.chatPostMessage(
            r -> r.channel(CHANNEL).threadTs(parent.getTs()).text("restarting"));
    assertThat(reply.getMessage().getThreadTs()).isEqualTo(parent.getTs());
    var changed = methods.chatUpdate(r -> r.channel(CHANNEL).ts(parent.getTs()).text("resolved"));
    assertThat(changed.isOk()).isTrue();

    var found =
        methods.conversationsReplies(
            r -> r.channel(CHANNEL).ts(parent.getTs()).includeAllMetadata(true));

    assertThat(found.getMessages())
        .extracting(Message::getText)
        .containsExactly("resolved", "restarting");
    assertThat(found.getMessages().getFirst().getMetadata().getEventPayload())
        .isEqualTo(Map.of("incident", "i-1"));
    assertThat(slack.channel(CHANNEL).messages())
        .singleElement()
        .satisfies(
            m ->
                assertThat(m.replies())
                    .extracting(SlackMessage::text)
                    .containsExactly("restarting"));
  }

  @Test
  void aPressIsSignedAndCarriesMessageTriggerAndResponseUrl() throws Exception {
    String ts =
        methods.chatPostMessage(r -> r.channel(CHANNEL).text("leak").blocks(alert())).getTs();

    InteractionResult result = slack.press("U0ALICE", CHANNEL, ts, "restart");

    assertThat(result.outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
    FakeBot.Received request = bot.last();
    var verifier =
        new SlackSignature.Verifier(new SlackSignature.Generator("local-signing-secret"));
    assertThat(
            verifier.isValid(
                request.header("X-Slack-Request-Timestamp"),
                request.body(),
                request.header("X-Slack-Signature")))
        .isTrue();
    var payload = request.payload();
    assertThat(payload.get("type").getAsString()).isEqualTo("block_actions");
    assertThat(payload.getAsJsonObject("message").get("ts").getAsString()).isEqualTo(ts);
    assertThat(
            payload.getAsJsonArray("actions").get(0).getAsJsonObject().get("value").getAsString())
        .isEqualTo("i-1");
  }

  @Test
  void aCommandIsAnsweredToTheOneWhoTypedIt() {
    bot.answer(request -> new FakeBot.Answer(200, "3 services watched"));

    InteractionResult result = slack.slash("U0BOB", CHANNEL, "/memory", "status");

    assertThat(result.ok()).isTrue();
    assertThat(bot.last().form())
        .containsEntry("command", "/memory")
        .containsEntry("text", "status");
    assertThat(slack.channel(CHANNEL, "U0BOB").messages())
        .extracting(SlackMessage::text)
        .containsExactly("3 services watched");
    assertThat(slack.channel(CHANNEL, "U0ALICE").messages()).isEmpty();
  }
}
