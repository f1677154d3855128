package io.headroom.infra.slack;

import io.headroom.core.incident.Incident;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.ChannelNote;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.PassedOver;
import io.headroom.infra.slack.render.PassedOver.Why;
import io.headroom.infra.slack.render.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of {@link ThreadTeller}. Not for use by several threads. */
final class Telling {

  /** How far Slack's clock may be behind the one that stamped the incident. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final Incident incident;
  private final ThreadBook book;
  private final SlackMessages slack;
  private final String configured;
  private final List<String> posted = new ArrayList<>();
  private final List<String> edited = new ArrayList<>();
  private final List<String> adopted = new ArrayList<>();
  private final List<String> unformatted = new ArrayList<>();
  private final Map<String, Posted> messages;

  private String channel;
  private Optional<PassedOver> passedOver;

  /** Key that the stored record names as about to be posted. */
  private Optional<String> mark;

  private int toldVersion;
  private int version;

  /**
   * @param configured the channel to open in when the record's own does not take the thread
   */
  Telling(
      Incident incident,
      ThreadRecord record,
      ThreadBook book,
      SlackMessages slack,
      String configured) {
    this.incident = incident;
    this.book = book;
    this.slack = slack;
    this.configured = configured;
    this.channel = record.channel();
    this.passedOver = record.passedOver();
    this.messages = new LinkedHashMap<>(record.messages());
    this.mark = record.posting();
    this.toldVersion = record.toldVersion();
    this.version = record.version();
  }

  Told tell(ThreadView view) {
    try {
      showAll(view);
      toldVersion = incident.version();
      save(Optional.empty());
      return told(Outcome.TOLD);
    } catch (OvertakenException e) {
      return told(Outcome.OVERTAKEN);
    } catch (SlackFailure failure) {
      keepProgress(failure);
      throw failure;
    }
  }

  /** So that the next run need not look for what this one has posted. */
  private void keepProgress(SlackFailure failure) {
    if (posted.isEmpty() && edited.isEmpty() && adopted.isEmpty()) {
      return;
    }
    try {
      save(mark.filter(key -> !messages.containsKey(key)));
    } catch (OvertakenException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void showAll(ThreadView view) throws OvertakenException {
    showParent(view.parent());
    for (Message reply : replies(view)) {
      try {
        show(reply);
      } catch (SlackFailure failure) {
        if (failure.reason() != Reason.MESSAGE_GONE) {
          throw failure;
        }
        // The parent was deleted although it did not have to be edited. A thread is told whole.
        messages.clear();
        showParent(view.parent());
        for (Message again : replies(view)) {
          show(again);
        }
        return;
      }
    }
  }

  private List<Message> replies(ThreadView view) {
    return Stream.concat(passedOver.map(ChannelNote::of).stream(), view.replies().stream())
        .toList();
  }

  /** An alert in another channel than the service's own is better than none. */
  private void showParent(Message parent) throws OvertakenException {
    try {
      show(parent);
    } catch (SlackFailure failure) {
      Optional<Why> refused = refused(failure.reason());
      if (refused.isEmpty() || messages.containsKey(Message.PARENT) || channel.equals(configured)) {
        throw failure;
      }
      passedOver = Optional.of(new PassedOver(channel, refused.get()));
      channel = configured;
      mark = Optional.empty();
      show(parent);
    }
  }

  /** Why a channel takes no thread; empty for what has to do with no channel. */
  private static Optional<Why> refused(Reason reason) {
    return switch (reason) {
      case CHANNEL_NOT_FOUND -> Optional.of(Why.NOT_FOUND);
      case NOT_IN_CHANNEL -> Optional.of(Why.NOT_A_MEMBER);
      case CHANNEL_CLOSED -> Optional.of(Why.CLOSED);
      case RATE_LIMITED,
          NO_ANSWER,
          MESSAGE_GONE,
          MISSING_SCOPE,
          INVALID_AUTH,
          INVALID_MESSAGE,
          REFUSED ->
          Optional.empty();
    };
  }

  private void show(Message message) throws OvertakenException {
    var tag = new MessageTag(incident.id(), message.key(), message.hash());
    Posted known = messages.get(message.key());
    if (known == null) {
      known = adopt(message, tag);
    }
    if (known == null) {
      post(message, tag);
    } else if (!known.hash().equals(tag.hash())) {
      edit(message, tag, known);
    }
  }

  /** Looks for a message that an earlier run was about to post when it ended. */
  private @Nullable Posted adopt(Message message, MessageTag tag) {
    if (!mark.equals(Optional.of(message.key()))) {
      return null;
    }
    Instant since = incident.openedAt().minus(CLOCKS_APART);
    Optional<Posted> found = slack.find(channel, thread(message), tag, since);
    found.ifPresent(
        earlier -> {
          messages.put(message.key(), earlier);
          adopted.add(message.key());
        });
    return found.orElse(null);
  }

  private void post(Message message, MessageTag tag) throws OvertakenException {
    if (!mark.equals(Optional.of(message.key()))) {
      save(Optional.of(message.key()));
    }
    String ts = formattedOrNot(message, m -> slack.post(channel, thread(m), m, tag));
    messages.put(message.key(), new Posted(ts, tag.hash()));
    posted.add(message.key());
  }

  private void edit(Message message, MessageTag tag, Posted known) throws OvertakenException {
    try {
      formattedOrNot(
          message,
          m -> {
            slack.update(channel, known.ts(), m, tag);
            return known.ts();
          });
    } catch (SlackFailure failure) {
      if (failure.reason() != Reason.MESSAGE_GONE) {
        throw failure;
      }
      forget(message);
      post(message, tag);
      return;
    }
    messages.put(message.key(), new Posted(known.ts(), tag.hash()));
    edited.add(message.key());
  }

  /** With the parent go the replies: they hang on it, and are posted anew below the new one. */
  private void forget(Message message) {
    if (message.key().equals(Message.PARENT)) {
      messages.clear();
    } else {
      messages.remove(message.key());
    }
  }

  private interface Sending {
    String send(Message message);
  }

  /** An alert without formatting is better than none. */
  private String formattedOrNot(Message message, Sending sending) {
    try {
      return sending.send(message);
    } catch (SlackFailure failure) {
      if (failure.reason() != Reason.INVALID_MESSAGE) {
        throw failure;
      }
      String ts = sending.send(message.textOnly());
      unformatted.add(message.key());
      return ts;
    }
  }

  private Optional<String> thread(Message message) {
    if (message.key().equals(Message.PARENT)) {
      return Optional.empty();
    }
    Posted parent = messages.get(Message.PARENT);
    if (parent == null) {
      throw new IllegalStateException("reply " + message.key() + " before its parent");
    }
    return Optional.of(parent.ts());
  }

  private void save(Optional<String> posting) throws OvertakenException {
    var record =
        new ThreadRecord(
            incident.id(), channel, passedOver, version, toldVersion, messages, posting);
    if (!book.save(record)) {
      throw new OvertakenException();
    }
    version++;
    mark = posting;
  }

  private Told told(Outcome outcome) {
    return new Told(outcome, posted, edited, adopted, unformatted);
  }

  /** Someone else wrote the record. */
  private static final class OvertakenException extends Exception {
    private static final long serialVersionUID = 1L;

    OvertakenException() {
      super("", null, false, false);
    }
  }
}
