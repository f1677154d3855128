package io.headroom.core.runbook;

import java.time.Duration;

/**
 * One condition of a runbook that opens an incident, or adds a finding to it.
 *
 * <p>The same id in two runbooks means the same condition, so that the tag {@code
 * headroom:memory-high} sets it for both.
 */
public sealed interface Rule
    permits UsageRule, GrowthRule, LeakRule, RateRule, OomKilledRule, RestartsRule {

  /**
   * How far back a rule may look in the minutes, its window included: so much of them is kept. The
   * leak detector has days of its own.
   */
  Duration LONGEST_LOOKBACK = Duration.ofHours(2);

  /** Lower-case words joined by hyphens; unique within its runbook. */
  String id();

  /** Severity of the finding. */
  Severity severity();

  /** One sentence for people: what is the matter when the rule fires. */
  String summary();
}
