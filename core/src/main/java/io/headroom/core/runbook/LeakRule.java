package io.headroom.core.runbook;

import java.time.Duration;

/**
 * The leak detector's finding: the floor of memory rises, and not because of load, a deployment, a
 * warm-up or a cache that fills.
 *
 * @param of memory: days of heap and swap are not kept
 * @param whileAbove the rule holds only while usage is strictly above this ratio of the limit too;
 *     0 to fire at any usage
 * @param clearFor how long the detector must see no leak to clear; more than 0
 */
public record LeakRule(
    String id, Severity severity, Metric of, double whileAbove, Duration clearFor, String summary)
    implements Rule {

  public LeakRule {
    Checks.id(id);
    Checks.that(of == Metric.MEMORY, "a leak is one of memory: days are kept of nothing else");
    Checks.that(whileAbove >= 0 && whileAbove < 1, "while-above is at least 0 and below 1");
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }
}
