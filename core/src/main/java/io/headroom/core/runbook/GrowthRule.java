package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * Growth of more than an amount within a window, held for a time: at every evaluation during {@code
 * forAtLeast}, the value is more than {@code moreThan} above the value one window earlier.
 *
 * <p>This is a difference of two values of a gauge, in bytes per window. It is not Prometheus's
 * {@code rate()}, which is per second and takes each drop of a gauge for a counter that restarted.
 *
 * <p>It fires only if the floor of the values rises surely over {@code within} and {@code
 * forAtLeast}, and clears too when it does so no more for {@code clearFor}; of memory, only above
 * where it was within the day before.
 *
 * @param of what grows
 * @param moreThan fires strictly above this growth over {@code within}; more than 0
 * @param within the window; more than 0
 * @param forAtLeast how long the growth must be seen; more than 0
 * @param outOf with it, the minutes of growth need not follow each other: so many as {@code
 *     forAtLeast} has, of the last so many; at least {@code forAtLeast}
 * @param whileAbove the rule holds only while usage is strictly above this ratio of the limit too;
 *     0 to fire at any usage
 * @param clearBelow clears strictly below this growth over {@code within}; at most {@code moreThan}
 * @param clearFor how long the growth must stay below to clear; more than 0
 */
public record GrowthRule(
    String id,
    Severity severity,
    Metric of,
    Bytes moreThan,
    Duration within,
    Duration forAtLeast,
    Optional<Duration> outOf,
    double whileAbove,
    Bytes clearBelow,
    Duration clearFor,
    String summary)
    implements Rule {

  public GrowthRule {
    Checks.id(id);
    Checks.positive("more-than", moreThan);
    Checks.positive("within", within);
    Checks.positive("for", forAtLeast);
    Checks.outOf(forAtLeast, outOf);
    Checks.that(whileAbove >= 0 && whileAbove < 1, "while-above is at least 0 and below 1");
    Checks.positive("clear-below", clearBelow);
    Checks.that(clearBelow.compareTo(moreThan) <= 0, "clear-below is at most more-than");
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }

  /** One that asks for consecutive minutes. */
  public GrowthRule(
      String id,
      Severity severity,
      Metric of,
      Bytes moreThan,
      Duration within,
      Duration forAtLeast,
      double whileAbove,
      Bytes clearBelow,
      Duration clearFor,
      String summary) {
    this(
        id,
        severity,
        of,
        moreThan,
        within,
        forAtLeast,
        Optional.empty(),
        whileAbove,
        clearBelow,
        clearFor,
        summary);
  }
}
