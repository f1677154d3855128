package io.headroom.core.backtest;

import io.headroom.core.detect.OomKill;
import java.time.Duration;
import java.util.Optional;

/**
 * A container that was killed for its memory, and whether an alert had said that it would come.
 *
 * @param warning the alert on memory that had begun first of those that fired at the kill; empty if
 *     none did
 */
public record Kill(OomKill kill, Source source, Optional<Alert> warning) {

  /** How it is known. */
  public enum Source {
    /** ECS described the stopped task: it does for about an hour. */
    ECS,
    /** Headroom recorded it in an incident. */
    INCIDENT,
    /** The task's metrics end just below its limit: very likely, but nobody said so. */
    PRESUMED
  }

  /** How long before the kill the warning came; zero without one. */
  public Duration lead() {
    return warning.map(alert -> Duration.between(alert.from(), kill.at())).orElse(Duration.ZERO);
  }
}
