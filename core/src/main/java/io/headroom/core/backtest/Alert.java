package io.headroom.core.backtest;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that would have been given, from its beginning to its end.
 *
 * @param to when it ended; empty if it fires still
 * @param evaluation what the rule said when it began
 * @param outlook where memory stood then, and where it was going
 */
public record Alert(
    Condition condition,
    Subject subject,
    Instant from,
    Optional<Instant> to,
    Evaluation evaluation,
    Outlook outlook) {

  /** Whether it fired at a moment, or had ended at most so long before. */
  boolean covers(Instant moment, Duration grace) {
    return from.isBefore(moment) && to.filter(end -> end.plus(grace).isBefore(moment)).isEmpty();
  }
}
