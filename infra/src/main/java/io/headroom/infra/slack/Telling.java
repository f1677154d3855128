package io.headroom.infra.slack;

import io.headroom.core.incident.Incident;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.ThreadProgress.OvertakenException;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.ChannelNote;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.PassedOver.Why;
import io.headroom.infra.slack.render.ThreadView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run of {@link ThreadTeller}. Not for use by several threads. */
final class Telling {

  /** How far Slack's clock may be behind the one that stamped the incident. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final Incident incident;
  private final ThreadProgress progress;
  private final SlackMessages slack;
  private final String configured;
  private final List<String> posted = new ArrayList<>();
  private final List<String> edited = new ArrayList<>();
  private final List<String> adopted = new ArrayList<>();
  private final List<String> unformatted = new ArrayList<>();

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
    this.progress = new ThreadProgress(record, book);
    this.slack = slack;
    this.configured = configured;
  }

  Told tell(ThreadView view) {
    try {
      showAll(view);
      progress.told(incident.version());
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
      progress.keep();
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
        progress.forgetAll();
        showParent(view.parent());
        for (Message again : replies(view)) {
          show(again);
        }
        return;
      }
    }
  }

  private List<Message> replies(ThreadView view) {
    return Stream.concat(
            progress.passedOver().map(ChannelNote::of).stream(), view.replies().stream())
        .toList();
  }

  /** An alert in another channel than the service's own is better than none. */
  private void showParent(Message parent) throws OvertakenException {
    try {
      show(parent);
    } catch (SlackFailure failure) {
      Optional<Why> refused = refused(failure.reason());
      if (refused.isEmpty()
          || progress.posted(parent).isPresent()
          || progress.channel().equals(configured)) {
        throw failure;
      }
      progress.passOver(refused.get(), configured);
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
    Optional<Posted> known = progress.posted(message).or(() -> adopt(message, tag));
    if (known.isEmpty()) {
      post(message, tag);
    } else if (!known.get().hash().equals(tag.hash())) {
      edit(message, tag, known.get());
    }
  }

  /** Looks for a message that an earlier run was about to post when it ended. */
  private Optional<Posted> adopt(Message message, MessageTag tag) {
    if (!progress.isAboutToPost(message)) {
      return Optional.empty();
    }
    Instant since = incident.openedAt().minus(CLOCKS_APART);
    Optional<Posted> found = slack.find(progress.channel(), progress.thread(message), tag, since);
    found.ifPresent(
        earlier -> {
          progress.put(message, earlier);
          adopted.add(message.key());
        });
    return found;
  }

  private void post(Message message, MessageTag tag) throws OvertakenException {
    progress.aboutToPost(message);
    String ts =
        formattedOrNot(message, m -> slack.post(progress.channel(), progress.thread(m), m, tag));
    progress.put(message, new Posted(ts, tag.hash()));
    posted.add(message.key());
  }

  private void edit(Message message, MessageTag tag, Posted known) throws OvertakenException {
    try {
      formattedOrNot(
          message,
          m -> {
            slack.update(progress.channel(), known.ts(), m, tag);
            return known.ts();
          });
    } catch (SlackFailure failure) {
      if (failure.reason() != Reason.MESSAGE_GONE) {
        throw failure;
      }
      progress.forget(message);
      post(message, tag);
      return;
    }
    progress.put(message, new Posted(known.ts(), tag.hash()));
    edited.add(message.key());
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

  private Told told(Outcome outcome) {
    return new Told(outcome, posted, edited, adopted, unformatted);
  }
}
