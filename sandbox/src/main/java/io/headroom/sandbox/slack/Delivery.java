package io.headroom.sandbox.slack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request this Slack sent to the bot, and what became of it.
 *
 * @param kind {@code block_actions}, {@code view_submission}, {@code view_closed}, {@code
 *     slash_command}, {@code event_callback} or {@code url_verification}
 * @param attempt 0 for the first, then the value of {@code X-Slack-Retry-Num}
 * @param status HTTP status of the answer, or -1 when there was none in time
 * @param failure null when acknowledged, otherwise as in {@code X-Slack-Retry-Reason}: {@code
 *     http_timeout}, {@code connection_failed} or {@code http_error}
 * @param answer body of the answer, empty when there was none
 * @param took from sending to answer or giving up, in real time
 */
public record Delivery(
    String kind, int attempt, int status, @Nullable String failure, String answer, Duration took) {

  /** Whether the bot said 200 in time. */
  public boolean acknowledged() {
    return failure == null;
  }
}
