package io.headroom.infra.slack;

import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts the calls of Slack, and those that Slack answered with "too many". */
public final class CountedSlackMessages implements SlackMessages {

  private final SlackMessages slack;
  private final Counter counter;

  public CountedSlackMessages(SlackMessages slack, Counter counter) {
    this.slack = slack;
    this.counter = counter;
  }

  /** The counts. Safe for use by several threads. */
  public static final class Counter {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger rateLimited = new AtomicInteger();

    /** Calls since this was last asked. */
    public int takeCalls() {
      return calls.getAndSet(0);
    }

    /** Calls since this was last asked that Slack answered with "too many". */
    public int takeRateLimited() {
      return rateLimited.getAndSet(0);
    }
  }

  @Override
  public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
    return counted(() -> slack.post(channel, thread, message, tag));
  }

  @Override
  public void update(String channel, String ts, Message message, MessageTag tag) {
    counted(
        () -> {
          slack.update(channel, ts, message, tag);
          return ts;
        });
  }

  @Override
  public Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    return counted(() -> slack.find(channel, thread, wanted, since));
  }

  private <T> T counted(Supplier<T> call) {
    counter.calls.incrementAndGet();
    try {
      return call.get();
    } catch (SlackFailure failure) {
      if (failure.reason() == Reason.RATE_LIMITED) {
        counter.rateLimited.incrementAndGet();
      }
      throw failure;
    }
  }
}
