package io.headroom.core.runbook;

import java.time.Duration;
import java.util.Optional;

/**
 * Events per second of a counter, averaged over a window, above a bound for a time.
 *
 * @param of the counter
 * @param abovePerSecond fires strictly above this rate; more than 0
 * @param within the window the rate is averaged over; more than 0
 * @param forAtLeast how long the rate must stay above; more than 0
 * @param outOf with it, the minutes above need not follow each other: so many as {@code forAtLeast}
 *     has, of the last so many; at least {@code forAtLeast}
 * @param clearBelowPerSecond clears strictly below this rate; at most {@code abovePerSecond}
 * @param clearFor how long the rate must stay below to clear; more than 0
 */
public record RateRule(
    String id,
    Severity severity,
    RateMetric of,
    double abovePerSecond,
    Duration within,
    Duration forAtLeast,
    Optional<Duration> outOf,
    double clearBelowPerSecond,
    Duration clearFor,
    String summary)
    implements Rule {

  public RateRule {
    Checks.id(id);
    Checks.that(abovePerSecond > 0, "above-per-second is more than 0, not " + abovePerSecond);
    Checks.positive("within", within);
    Checks.positive("for", forAtLeast);
    Checks.outOf(forAtLeast, outOf);
    Checks.that(
        clearBelowPerSecond > 0 && clearBelowPerSecond <= abovePerSecond,
        "clear-below-per-second is more than 0 and at most above-per-second");
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }

  /** One that asks for consecutive minutes. */
  public RateRule(
      String id,
      Severity severity,
      RateMetric of,
      double abovePerSecond,
      Duration within,
      Duration forAtLeast,
      double clearBelowPerSecond,
      Duration clearFor,
      String summary) {
    this(
        id,
        severity,
        of,
        abovePerSecond,
        within,
        forAtLeast,
        Optional.empty(),
        clearBelowPerSecond,
        clearFor,
        summary);
  }
}
