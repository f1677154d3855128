package io.headroom.infra.slack;

import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@link SlackMessages} in memory. Its clock is a counter that begins at {@link #START}. Failures
 * are asked for one by one; hooks may throw where a crash is to be tried.
 */
public final class InMemorySlack implements SlackMessages {

  public static final Instant START = Instant.parse("2026-11-21T13:40:00Z");

  /**
   * A message as it stands.
   *
   * @param thread the parent's ts; empty for a parent
   */
  public record Standing(
      String channel, String ts, Optional<String> thread, Message message, MessageTag tag) {}

  private final Set<String> channels;
  private final List<Standing> messages = new ArrayList<>();
  private final Deque<SlackFailure> failures = new ArrayDeque<>();
  private int count;

  /** Runs before each call: what throws here keeps it from being done. */
  public Runnable before = () -> {};

  /** Runs after each call: what throws here loses the answer, not what was done. */
  public Runnable after = () -> {};

  /** How many calls there have been. */
  public int calls;

  /** Keys of messages whose blocks are not taken, as if Slack found fault with them. */
  public Set<String> refusedBlocks = Set.of();

  public InMemorySlack(String... channels) {
    this.channels = Set.of(channels);
  }

  /** What stands now, in order of posting. */
  public List<Standing> messages() {
    return List.copyOf(messages);
  }

  /** A person deletes a message. */
  public void delete(String ts) {
    messages.removeIf(standing -> standing.ts().equals(ts));
  }

  /** The next calls fail so, one after another; nothing is done then. */
  public void failNext(SlackFailure... next) {
    failures.addAll(List.of(next));
  }

  @Override
  public synchronized String post(
      String channel, Optional<String> thread, Message message, MessageTag tag) {
    begin(channel, message);
    if (thread.isPresent() && standing(channel, thread.get()).isEmpty()) {
      throw new SlackFailure(Reason.MESSAGE_GONE, "post", "thread_not_found");
    }
    String ts =
        String.format(
            Locale.ROOT, "%d.%06d", START.getEpochSecond() + count / 10, (count % 10) * 100);
    count++;
    messages.add(new Standing(channel, ts, thread, message, tag));
    after.run();
    return ts;
  }

  @Override
  public synchronized void update(String channel, String ts, Message message, MessageTag tag) {
    begin(channel, message);
    Standing old =
        standing(channel, ts)
            .orElseThrow(
                () -> new SlackFailure(Reason.MESSAGE_GONE, "update", "message_not_found"));
    messages.set(messages.indexOf(old), new Standing(channel, ts, old.thread(), message, tag));
    after.run();
  }

  @Override
  public synchronized Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    begin(channel);
    Optional<Posted> found =
        messages.stream()
            .filter(standing -> standing.channel().equals(channel))
            .filter(standing -> standing.thread().equals(thread))
            .filter(standing -> standing.tag().sameMessage(wanted))
            .filter(standing -> Double.parseDouble(standing.ts()) >= since.getEpochSecond())
            .max(Comparator.comparing(Standing::ts))
            .map(standing -> new Posted(standing.ts(), standing.tag().hash()));
    after.run();
    return found;
  }

  private void begin(String channel, Message message) {
    begin(channel);
    if (refusedBlocks.contains(message.key()) && !message.blocks().isEmpty()) {
      throw new SlackFailure(Reason.INVALID_MESSAGE, "post", "invalid_blocks");
    }
  }

  private void begin(String channel) {
    before.run();
    calls++;
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    if (!channels.contains(channel)) {
      throw new SlackFailure(Reason.CHANNEL_NOT_FOUND, "call", "channel_not_found");
    }
  }

  private Optional<Standing> standing(String channel, String ts) {
    return messages.stream()
        .filter(standing -> standing.channel().equals(channel) && standing.ts().equals(ts))
        .findFirst();
  }
}
