package io.headroom.bench.scale;

import io.headroom.infra.slack.MessageTag;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.SlackFailure;
import io.headroom.infra.slack.SlackMessages;
import io.headroom.infra.slack.render.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slack, which takes a message a second in a channel with short bursts, and fifty edits a minute;
 * what is more is told to come back. Time runs faster.
 */
final class SlackAtScale implements SlackMessages {

  private static final int CALL_MS = 150;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final int speed;
  private final Bucket posts;
  private final Bucket edits;
  private final AtomicInteger ts = new AtomicInteger();
  private final AtomicInteger limited = new AtomicInteger();
  private final Set<String> parents = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final AtomicInteger twice = new AtomicInteger();

  SlackAtScale(int speed) {
    this.speed = speed;
    this.posts = new Bucket(3, speed);
    this.edits = new Bucket(20, 50 / 60.0 * speed);
  }

  /** Threads that were opened. */
  int threads() {
    return parents.size();
  }

  /** Messages that were posted. */
  int messages() {
    return keys.size();
  }

  /** Messages that were posted more than once. */
  int twice() {
    return twice.get();
  }

  /** Calls that were told to come back. */
  int limited() {
    return limited.get();
  }

  @Override
  public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
    call(posts, "chat.postMessage");
    if (thread.isEmpty()) {
      parents.add(tag.incident().value());
    }
    if (!keys.add(tag.incident() + "/" + message.key())) {
      twice.incrementAndGet();
    }
    return "1795262400." + ts.incrementAndGet();
  }

  @Override
  public void update(String channel, String ts, Message message, MessageTag tag) {
    call(edits, "chat.update");
  }

  /** Finds nothing: no run of this bench dies between a post and its record. */
  @Override
  public Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    call(edits, "conversations.history");
    return Optional.empty();
  }

  private void call(Bucket bucket, String method) {
    AwsAtScale.pause(Math.max(1, CALL_MS / speed));
    if (!bucket.admits(1)) {
      limited.incrementAndGet();
      throw SlackFailure.rateLimited(method, RETRY_AFTER);
    }
  }
}
