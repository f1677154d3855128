package io.headroom.core.runbook;

/**
 * One condition of a runbook that opens an incident, or adds a finding to it.
 *
 * <p>The same id in two runbooks means the same condition, so that the tag {@code
 * headroom:memory-high} sets it for both.
 */
public sealed interface Rule
    permits UsageRule, GrowthRule, LeakRule, RateRule, OomKilledRule, RestartsRule {

  /** Lower-case words joined by hyphens; unique within its runbook. */
  String id();

  /** Severity of the finding. */
  Severity severity();

  /** One sentence for people: what is the matter when the rule fires. */
  String summary();
}
