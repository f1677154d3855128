package io.headroom.sandbox.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.Message;
import io.headroom.infra.slack.SlackClients;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Web API through Slack's own SDK. */
class WebApiTest {

  private static final String CHANNEL = "C0ALERTS";

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
  private LocalSlack slack;
  private MethodsClient methods;

  @BeforeEach
  void start() {
    slack = LocalSlack.start(LocalSlackConfig.builder().messageClock(clock).build());
    methods = SlackClients.methods("xoxb-local-token", Optional.of(slack.apiUrl().toString()));
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private String post(String text) throws Exception {
    return methods.chatPostMessage(r -> r.channel(CHANNEL).text(text)).getTs();
  }

  private String reply(String threadTs, String text) throws Exception {
    return methods.chatPostMessage(r -> r.channel(CHANNEL).threadTs(threadTs).text(text)).getTs();
  }

  @Test
  void authTestNamesTheBot() throws Exception {
    var answer = methods.authTest(r -> r);

    assertThat(answer.isOk()).isTrue();
    assertThat(answer.getUserId()).isEqualTo("U0HEADROOM");
    assertThat(answer.getBotId()).isEqualTo("B0HEADROOM");
  }

  @Test
  void tsAreTheTimeOfTheMessageClockAndNeverTheSame() throws Exception {
    assertThat(post("a")).isEqualTo("1772366400.000000");
    assertThat(post("b")).isEqualTo("1772366400.000001");
    clock.advance(Duration.ofMinutes(1));
    assertThat(post("c")).isEqualTo("1772366460.000000");
    assertThat(slack.channel(CHANNEL).messages().getLast().at())
        .isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
  }

  @Test
  void messagesFromManyThreadsAreAllThereAndEachHasItsOwnTs() throws Exception {
    List<String> all = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int j = 0; j < 20; j++) {
                      all.add(slack.say("U0ALICE", CHANNEL, null, "x"));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(all).hasSize(160).doesNotHaveDuplicates();
    assertThat(slack.channel(CHANNEL).messages()).hasSize(160);
  }

  @Test
  void historyIsNewestFirstInPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      post("m" + i);
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      String from = cursor;
      var page = methods.conversationsHistory(r -> r.channel(CHANNEL).limit(2).cursor(from));
      page.getMessages().forEach(message -> seen.add(message.getText()));
      cursor = page.getResponseMetadata().getNextCursor();
      pages++;
      assertThat(page.isHasMore()).isEqualTo(!cursor.isEmpty());
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactly("m4", "m3", "m2", "m1", "m0");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void historyCoversTheTimesBetween() throws Exception {
    List<String> ts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ts.add(post("m" + i));
      clock.advance(Duration.ofMinutes(1));
    }
    var open =
        methods.conversationsHistory(r -> r.channel(CHANNEL).oldest(ts.get(0)).latest(ts.get(3)));
    var closed =
        methods.conversationsHistory(
            r -> r.channel(CHANNEL).oldest(ts.get(0)).latest(ts.get(3)).inclusive(true));

    assertThat(open.getMessages()).extracting(Message::getText).containsExactly("m2", "m1");
    assertThat(closed.getMessages()).hasSize(4);
  }

  @Test
  void repliesAreNotInTheHistoryUnlessBroadcast() throws Exception {
    String parent = post("parent");
    reply(parent, "quiet");
    methods.chatPostMessage(
        r -> r.channel(CHANNEL).threadTs(parent).text("loud").replyBroadcast(true));

    var history = methods.conversationsHistory(r -> r.channel(CHANNEL));

    assertThat(history.getMessages())
        .extracting(Message::getText)
        .containsExactly("loud", "parent");
    assertThat(history.getMessages().getLast().getReplyCount()).isEqualTo(2);
    assertThat(history.getMessages().getFirst().getSubtype()).isEqualTo("thread_broadcast");
  }

  @Test
  void repliesStartWithTheParentWhateverTheRange() throws Exception {
    String parent = post("parent");
    clock.advance(Duration.ofMinutes(1));
    String first = reply(parent, "r1");
    clock.advance(Duration.ofMinutes(1));
    reply(parent, "r2");

    var later = methods.conversationsReplies(r -> r.channel(CHANNEL).ts(parent).oldest(first));
    var byReply = methods.conversationsReplies(r -> r.channel(CHANNEL).ts(first));

    assertThat(later.getMessages()).extracting(Message::getText).containsExactly("parent", "r2");
    assertThat(byReply.getMessages())
        .extracting(Message::getText)
        .containsExactly("parent", "r1", "r2");
  }

  @Test
  void metadataIsListedOnlyWhenAskedForAndKeptByAnUpdate() throws Exception {
    var metadata = Message.Metadata.builder().eventType("e").eventPayload(Map.of("k", "v")).build();
    String ts =
        methods.chatPostMessage(r -> r.channel(CHANNEL).text("a").metadata(metadata)).getTs();
    methods.chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("b"));

    var without = methods.conversationsHistory(r -> r.channel(CHANNEL));
    var with = methods.conversationsHistory(r -> r.channel(CHANNEL).includeAllMetadata(true));

    assertThat(without.getMessages().getFirst().getMetadata()).isNull();
    assertThat(with.getMessages().getFirst().getMetadata().getEventType()).isEqualTo("e");
    assertThat(with.getMessages().getFirst().getEdited()).isNotNull();
  }

  @Test
  void anUpdateWithBlocksShowsNoEditedMarkAndOneWithTextRemovesTheBlocks() throws Exception {
    var blocks = asBlocks(section(s -> s.text(markdownText("one"))));
    String ts = methods.chatPostMessage(r -> r.channel(CHANNEL).text("a").blocks(blocks)).getTs();

    methods.chatUpdate(
        r ->
            r.channel(CHANNEL)
                .ts(ts)
                .text("b")
                .blocks(asBlocks(section(s -> s.text(plainText("two"))))));
    SlackMessage changed = slack.channel(CHANNEL).messages().getFirst();
    methods.chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("c"));
    SlackMessage plain = slack.channel(CHANNEL).messages().getFirst();

    assertThat(changed.edited()).isFalse();
    assertThat(changed.revision()).isEqualTo(1);
    assertThat(plain.edited()).isTrue();
    assertThat(plain.blocks()).isEmpty();
  }

  @Test
  void blocksComeBackWithIdsAndDefaults() throws Exception {
    var answer =
        methods.chatPostMessage(
            r ->
                r.channel(CHANNEL)
                    .text("a")
                    .blocks(
                        asBlocks(
                            actions(
                                a ->
                                    a.elements(
                                        asElements(button(b -> b.text(plainText("Go")))))))));

    var block = answer.getMessage().getBlocks().getFirst();
    assertThat(block.getBlockId()).isNotEmpty();
    var element = slack.channel(CHANNEL).messages().getFirst().blocks().get(0).getAsJsonObject();
    assertThat(element.toString()).contains("action_id").contains("\"emoji\":true");
  }

  @Test
  void blocksWithoutATextAreReadOutFromTheBlocks() throws Exception {
    var answer =
        methods.chatPostMessage(
            r -> r.channel(CHANNEL).blocks(asBlocks(section(s -> s.text(markdownText("*leak*"))))));

    assertThat(answer.getMessage().getText()).isEqualTo("leak");
  }

  @Test
  void aReplyToAReplyJoinsTheThreadAndOneToAMissingMessageIsOnItsOwn() throws Exception {
    String parent = post("parent");
    String first = reply(parent, "r1");

    var nested = methods.chatPostMessage(r -> r.channel(CHANNEL).threadTs(first).text("r2"));
    var lost = methods.chatPostMessage(r -> r.channel(CHANNEL).threadTs("1.000000").text("lost"));

    assertThat(nested.getMessage().getThreadTs()).isEqualTo(parent);
    assertThat(lost.isOk()).isTrue();
    assertThat(lost.getMessage().getThreadTs()).isNull();
  }

  @Test
  void aRemovedParentStaysAsATombstoneWhileItHasReplies() throws Exception {
    String parent = post("parent");
    String reply = reply(parent, "r1");

    methods.chatDelete(r -> r.channel(CHANNEL).ts(parent));
    assertThat(slack.channel(CHANNEL).messages().getFirst().text())
        .isEqualTo("This message was deleted.");
    assertThat(slack.channel(CHANNEL).messages().getFirst().replies()).hasSize(1);
    assertThat(methods.chatUpdate(r -> r.channel(CHANNEL).ts(parent).text("x")).getError())
        .isEqualTo("message_not_found");

    methods.chatDelete(r -> r.channel(CHANNEL).ts(reply));
    assertThat(slack.channel(CHANNEL).messages().getFirst().replies()).isEmpty();
  }

  @Test
  void anEphemeralMessageIsForOnePerson() throws Exception {
    var answer =
        methods.chatPostEphemeral(r -> r.channel(CHANNEL).user("U0ALICE").text("only you"));

    assertThat(answer.isOk()).isTrue();
    assertThat(slack.channel(CHANNEL).messages()).isEmpty();
    assertThat(slack.channel(CHANNEL, "U0ALICE").messages())
        .singleElement()
        .satisfies(m -> assertThat(m.ephemeral()).isTrue());
    assertThat(
            methods
                .chatUpdate(r -> r.channel(CHANNEL).ts(answer.getMessageTs()).text("x"))
                .getError())
        .isEqualTo("message_not_found");
  }

  @Test
  void aMessageToAUserOpensTheirDirectMessages() throws Exception {
    var answer = methods.chatPostMessage(r -> r.channel("U0CAROL").text("hi"));

    assertThat(answer.getChannel()).isEqualTo("D0CAROL");
    assertThat(slack.channel("D0CAROL").messages()).hasSize(1);
  }

  @Test
  void aChannelIsFoundByNameToo() throws Exception {
    assertThat(methods.chatPostMessage(r -> r.channel("#memory-alerts").text("x")).getChannel())
        .isEqualTo(CHANNEL);
  }

  @Test
  void peopleGroupsAndChannelsCanBeLookedUp() throws Exception {
    assertThat(methods.usersInfo(r -> r.user("U0ALICE")).getUser().getRealName())
        .isEqualTo("Alice Ng");
    assertThat(methods.usergroupsUsersList(r -> r.usergroup("S0RESPONDERS")).getUsers())
        .containsExactly("U0ALICE");
    assertThat(methods.conversationsInfo(r -> r.channel(CHANNEL)).getChannel().isMember()).isTrue();
    assertThat(methods.conversationsMembers(r -> r.channel(CHANNEL).limit(2)).getMembers())
        .containsExactly("U0ALICE", "U0BOB");
    assertThat(methods.botsInfo(r -> r.bot("B0HEADROOM")).getBot().getUserId())
        .isEqualTo("U0HEADROOM");
    assertThat(slack.nameOf("S0RESPONDERS")).isEqualTo("responders");
  }

  @Test
  void reactionsAreSeen() throws Exception {
    String ts = post("x");

    methods.reactionsAdd(r -> r.channel(CHANNEL).timestamp(ts).name("eyes"));

    assertThat(slack.channel(CHANNEL).messages().getFirst().reactions())
        .containsExactly(new Reaction("eyes", List.of("U0HEADROOM")));
  }

  @Test
  void aPermalinkPointsIntoTheThread() throws Exception {
    String parent = post("parent");
    String reply = reply(parent, "r1");

    var link = methods.chatGetPermalink(r -> r.channel(CHANNEL).messageTs(reply)).getPermalink();

    assertThat(link)
        .contains("/archives/C0ALERTS/p" + reply.replace(".", ""))
        .endsWith("?thread_ts=" + parent + "&cid=C0ALERTS");
  }

  @Test
  void aFileIsAnnouncedSentAndShared() throws Exception {
    String parent = post("parent");
    byte[] png = "not really a picture".getBytes(StandardCharsets.UTF_8);

    var answer =
        methods.filesUploadV2(
            r ->
                r.channel(CHANNEL)
                    .threadTs(parent)
                    .initialComment("the last hour")
                    .filename("memory.png")
                    .title("Memory")
                    .altTxt("a rising line")
                    .fileData(png));

    assertThat(answer.isOk()).isTrue();
    SlackMessage shared = slack.channel(CHANNEL).messages().getFirst().replies().getFirst();
    assertThat(shared.text()).isEqualTo("the last hour");
    SharedFile file = shared.files().getFirst();
    assertThat(file.title()).isEqualTo("Memory");
    assertThat(file.isImage()).isTrue();
    assertThat(slack.file(file.id())).hasValueSatisfying(b -> assertThat(b).isEqualTo(png));
    try (RawApi api = new RawApi(slack, "")) {
      var url = java.net.URI.create(answer.getFile().getUrlPrivate());
      assertThat(api.get(url, "").statusCode()).isEqualTo(403);
      assertThat(api.get(url, "xoxb-local-token").body()).isEqualTo("not really a picture");
    }
    var picture =
        methods.chatPostMessage(
            r ->
                r.channel(CHANNEL)
                    .text("x")
                    .blocksAsString(
                        "[{\"type\":\"image\",\"alt_text\":\"a\",\"slack_file\":{\"id\":\""
                            + file.id()
                            + "\"}}]"));
    assertThat(picture.isOk()).isTrue();
  }

  @Test
  void aTooFastCallIsToldWhenToComeBack() throws Exception {
    slack.faults().rateLimitNext("chat.postMessage", 2, 30);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> post("x"))
          .isInstanceOfSatisfying(
              SlackApiException.class,
              e -> {
                assertThat(e.getResponse().code()).isEqualTo(429);
                assertThat(e.getResponse().header("Retry-After")).isEqualTo("30");
                assertThat(e.getError().getError()).isEqualTo("ratelimited");
              });
    }
    assertThat(slack.channel(CHANNEL).messages()).isEmpty();
    assertThat(post("x")).isNotNull();
  }

  @Test
  void postingFasterThanAboutOnePerSecondIsLimitedWhereAskedFor() throws Exception {
    ManualClock real = new ManualClock(Instant.EPOCH);
    var config = LocalSlackConfig.builder().limitPosts(true).realClock(real).build();
    try (LocalSlack strict = LocalSlack.start(config);
        RawApi api = new RawApi(strict, "xoxb-local-token")) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        statuses.add(
            api.post(
                    "chat.postMessage",
                    "application/json",
                    "{\"channel\":\"C0ALERTS\",\"text\":\"x\"}")
                .statusCode());
      }
      real.advance(Duration.ofSeconds(1));
      assertThat(
              api.call("chat.postMessage", "channel", CHANNEL, "text", "x")
                  .get("ok")
                  .getAsBoolean())
          .isTrue();

      assertThat(statuses).containsExactly(200, 200, 200, 429, 429);
    }
  }

  @Test
  void failuresAskedForHappenOnceAndDoNothing() throws Exception {
    slack.faults().failNext("chat.postMessage", 503);
    slack.faults().failNext("*", "internal_error");

    assertThatThrownBy(() -> post("x")).isInstanceOf(SlackApiException.class);
    assertThat(methods.chatPostMessage(r -> r.channel(CHANNEL).text("x")).getError())
        .isEqualTo("internal_error");
    assertThat(slack.channel(CHANNEL).messages()).isEmpty();
    assertThat(post("x")).isNotNull();
    assertThat(slack.calls()).extracting(ApiCallRecord::ok).containsExactly(false, false, true);
  }

  @Test
  void aLostAnswerIsAMessageAllTheSame() throws Exception {
    slack.faults().dropResponseNext("chat.postMessage");

    assertThatThrownBy(() -> post("x")).isInstanceOf(IOException.class);

    assertThat(slack.channel(CHANNEL).messages()).hasSize(1);
    assertThat(slack.calls().getLast().status()).isEqualTo(-1);
  }

  /**
   * Where a host name has two addresses, OkHttp by itself sends again what got no answer, and the
   * message is there twice although the program called once. The product's client must not.
   */
  @Test
  void theProductsClientPostsOnceWhereTheAnswerIsLost() throws Exception {
    InetAddress everywhere = InetAddress.getByAddress(new byte[4]);
    var config = LocalSlackConfig.builder().bindAddress(everywhere).build();
    try (LocalSlack both = LocalSlack.start(config)) {
      MethodsClient product =
          SlackClients.methods("xoxb-local-token", Optional.of(both.apiUrl().toString()));
      both.faults().dropResponseNext("chat.postMessage");

      assertThatThrownBy(() -> product.chatPostMessage(r -> r.channel(CHANNEL).text("x")))
          .isInstanceOf(IOException.class);

      assertThat(both.channel(CHANNEL).messages()).hasSize(1);
    }
  }

  @Test
  void listenersHearOfEachChangeAndOfNoRefusal() throws Exception {
    List<Long> versions = new CopyOnWriteArrayList<>();
    Runnable stop = slack.onChange(versions::add);
    String ts = post("x");
    methods.chatUpdate(r -> r.channel(CHANNEL).ts(ts).text("y"));
    methods.chatUpdate(r -> r.channel(CHANNEL).ts("1.000000").text("y"));
    stop.run();
    post("z");

    assertThat(versions).containsExactly(1L, 2L);
    assertThat(slack.version()).isEqualTo(3);
  }

  @Test
  void aSecondSlackOnTheSamePortSaysSo() {
    int port = slack.apiUrl().getPort();

    assertThatThrownBy(() -> LocalSlack.start(LocalSlackConfig.builder().port(port).build()))
        .hasMessageContaining("port " + port);
  }
}
