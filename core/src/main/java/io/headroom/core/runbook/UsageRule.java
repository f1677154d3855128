package io.headroom.core.runbook;

import java.time.Duration;
import java.util.Optional;

/**
 * Usage above a share of the limit, without interruption or in most minutes, for a time.
 *
 * @param of what is measured
 * @param above fires strictly above this ratio; above 0, at most 1
 * @param forAtLeast how long usage must stay above; more than 0
 * @param outOf with it, the minutes above need not follow each other: so many as {@code forAtLeast}
 *     has, of the last so many; at least {@code forAtLeast}
 * @param clearBelow clears strictly below this ratio; at most {@code above}, so that a value that
 *     wavers around the threshold does not open and close the incident
 * @param clearFor how long usage must stay below to clear; more than 0
 */
public record UsageRule(
    String id,
    Severity severity,
    Metric of,
    double above,
    Duration forAtLeast,
    Optional<Duration> outOf,
    double clearBelow,
    Duration clearFor,
    String summary)
    implements Rule {

  public UsageRule {
    Checks.id(id);
    Checks.ratio("above", above);
    Checks.positive("for", forAtLeast);
    Checks.outOf(forAtLeast, outOf);
    Checks.ratio("clear-below", clearBelow);
    Checks.that(clearBelow <= above, "clear-below is at most above");
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }

  /** One that asks for consecutive minutes. */
  public UsageRule(
      String id,
      Severity severity,
      Metric of,
      double above,
      Duration forAtLeast,
      double clearBelow,
      Duration clearFor,
      String summary) {
    this(id, severity, of, above, forAtLeast, Optional.empty(), clearBelow, clearFor, summary);
  }
}
