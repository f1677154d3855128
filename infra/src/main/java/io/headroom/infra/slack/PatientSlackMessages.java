package io.headroom.infra.slack;

import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits where Slack asks for a short time, and tries again. A longer time is not slept away in a
 * function that is paid by the second: the failure goes to the caller, whose stream tries again.
 */
public final class PatientSlackMessages implements SlackMessages {

  /** The longest time that is waited for. */
  public static final Duration SHORT = Duration.ofSeconds(3);

  private static final int MOST_WAITS = 3;

  private final SlackMessages slack;
  private final Sleeper sleeper;

  public PatientSlackMessages(SlackMessages slack, Sleeper sleeper) {
    this.slack = slack;
    this.sleeper = sleeper;
  }

  @Override
  public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
    return patiently(() -> slack.post(channel, thread, message, tag));
  }

  @Override
  public void update(String channel, String ts, Message message, MessageTag tag) {
    patiently(
        () -> {
          slack.update(channel, ts, message, tag);
          return ts;
        });
  }

  @Override
  public Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    return patiently(() -> slack.find(channel, thread, wanted, since));
  }

  private <T> T patiently(Supplier<T> call) {
    for (int waits = 0; ; waits++) {
      try {
        return call.get();
      } catch (SlackFailure failure) {
        if (failure.reason() != Reason.RATE_LIMITED || waits == MOST_WAITS) {
          throw failure;
        }
        Duration wait = failure.retryAfter().orElse(Duration.ofSeconds(1));
        if (wait.compareTo(SHORT) > 0) {
          throw failure;
        }
        sleep(wait, failure);
      }
    }
  }

  private void sleep(Duration wait, SlackFailure failure) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
