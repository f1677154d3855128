package io.headroom.infra.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SlackMessages} keeps to. A subclass gives one on a Slack whose clock is at
 * {@link #now()} or a little after, with a channel that the app is in.
 */
public abstract class SlackMessagesContract {

  protected static final IncidentId INCIDENT = new IncidentId("checkout-api-20261121-1340-08f7");
  private static final IncidentId OTHER = new IncidentId("cart-20261121-1340-0001");

  protected abstract SlackMessages slack();

  /** Id of a channel that the app is in; empty when a test begins. */
  protected abstract String channel();

  /** What Slack's clock said when the test began, or earlier by minutes. */
  protected abstract Instant now();

  /** A person deletes a message. */
  protected abstract void delete(String channel, String ts);

  /** Texts of the channel's messages, replies included, in order of their {@code ts}. */
  protected abstract List<String> texts(String channel);

  @Test
  void postsParentsAndReplies() {
    String parent = post(Optional.empty(), "parent");
    String reply = post(Optional.of(parent), "reply");

    assertThat(texts(channel())).containsExactly("parent", "reply");
    assertThat(reply).isGreaterThan(parent);
  }

  @Test
  void findsAParentInTheChannelAndAReplyInItsThread() {
    String parent = post(Optional.empty(), "parent");
    String other = post(Optional.empty(), "another parent", tag(OTHER, "parent", "h9"));
    String reply = post(Optional.of(parent), "reply");
    post(Optional.of(other), "another reply", tag(OTHER, "reply", "h8"));

    assertThat(find(Optional.empty(), "parent")).contains(new Posted(parent, "hash of parent"));
    assertThat(find(Optional.of(parent), "reply")).contains(new Posted(reply, "hash of reply"));
    assertThat(find(Optional.of(other), "reply")).isEmpty();
    assertThat(find(Optional.empty(), "reply")).isEmpty();
    assertThat(find(Optional.of(parent), "never posted")).isEmpty();
  }

  @Test
  void findsAmongMoreMessagesThanFitAPage() {
    String parent = post(Optional.empty(), "parent");
    for (int i = 0; i < 205; i++) {
      post(Optional.of(parent), "reply-" + i);
    }
    for (int i = 0; i < 205; i++) {
      post(Optional.empty(), "parent-" + i);
    }

    assertThat(find(Optional.empty(), "parent").map(Posted::ts)).contains(parent);
    assertThat(find(Optional.of(parent), "reply-204")).isPresent();
    assertThat(find(Optional.of(parent), "reply-0")).isPresent();
  }

  @Test
  void findsNothingBeforeTheTimeAskedFor() {
    post(Optional.empty(), "parent");

    assertThat(
            slack()
                .find(
                    channel(),
                    Optional.empty(),
                    tag(INCIDENT, "parent", ""),
                    now().plusSeconds(86_400)))
        .isEmpty();
  }

  @Test
  void editsInPlaceAndCarriesTheNewHash() {
    String parent = post(Optional.empty(), "parent");

    slack().update(channel(), parent, message("edited"), tag(INCIDENT, "parent", "new hash"));

    assertThat(texts(channel())).containsExactly("edited");
    assertThat(find(Optional.empty(), "parent")).contains(new Posted(parent, "new hash"));
  }

  @Test
  void postsTextWithoutBlocks() {
    String ts =
        slack()
            .post(
                channel(),
                Optional.empty(),
                message("only text").textOnly(),
                tag(INCIDENT, "parent", "h"));
    slack().update(channel(), ts, message("still text").textOnly(), tag(INCIDENT, "parent", "h"));

    assertThat(texts(channel())).containsExactly("still text");
  }

  @Test
  void aDeletedMessageIsGone() {
    String parent = post(Optional.empty(), "parent");
    String reply = post(Optional.of(parent), "reply");
    delete(channel(), reply);

    assertThat(find(Optional.of(parent), "reply")).isEmpty();
    assertThatThrownBy(
            () -> slack().update(channel(), reply, message("x"), tag(INCIDENT, "reply", "h")))
        .isInstanceOfSatisfying(
            SlackFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.MESSAGE_GONE));
  }

  @Test
  void anUnknownChannelIsNamedWithWhatToDo() {
    assertThatThrownBy(
            () ->
                slack()
                    .post(
                        "C0NOWHERE", Optional.empty(), message("x"), tag(INCIDENT, "parent", "h")))
        .isInstanceOfSatisfying(
            SlackFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANNEL_NOT_FOUND))
        .hasMessageContaining("parameter Channel");
  }

  private String post(Optional<String> thread, String key) {
    return post(thread, key, tag(INCIDENT, key, "hash of " + key));
  }

  private String post(Optional<String> thread, String text, MessageTag tag) {
    return slack().post(channel(), thread, message(text), tag);
  }

  private Optional<Posted> find(Optional<String> thread, String key) {
    return slack().find(channel(), thread, tag(INCIDENT, key, ""), now().minusSeconds(600));
  }

  private static MessageTag tag(IncidentId incident, String key, String hash) {
    return new MessageTag(incident, key, hash);
  }

  private static Message message(String text) {
    return new Message("key", text, asBlocks(section(s -> s.text(markdownText(text)))));
  }
}
