package io.headroom.core.runbook;

import java.time.Duration;

/**
 * Tasks that end by themselves and are replaced, whatever the cause; stops that a deployment, a
 * scale-in or a person asked for do not count.
 *
 * @param count fires at this many restarts of the service's tasks; at least 1
 * @param within the window in which they are counted; more than 0
 * @param clearFor how long without a restart to clear; more than 0
 */
public record RestartsRule(
    String id, Severity severity, int count, Duration within, Duration clearFor, String summary)
    implements Rule {

  public RestartsRule {
    Checks.id(id);
    Checks.that(count >= 1, "count is at least 1, not " + count);
    Checks.positive("within", within);
    Checks.positive("clear-for", clearFor);
    Checks.text("summary", summary);
  }
}
