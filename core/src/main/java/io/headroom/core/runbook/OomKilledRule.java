package io.headroom.core.runbook;

import java.time.Duration;

/**
 * Containers killed for memory: ECS gives the reason {@code OutOfMemoryError}, most often with exit
 * code 137.
 *
 * @param count fires at this many kills of the service's containers; at least 1
 * @param within the window in which they are counted; more than 0
 * @param clearFor how long without a kill to clear; more than 0
 */
public record OomKilledRule(
    String id, Severity severity, int count, Duration within, Duration clearFor, String summary)
    implements Rule {

  public OomKilledRule {
    Checks.id(id);
    Checks.that(count >= 1, "count is at least 1, not " + count);
    Checks.positive("within", within);
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }
}
