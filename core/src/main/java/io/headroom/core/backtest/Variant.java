package io.headroom.core.backtest;

import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.UsageRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A usage rule with another threshold: what would it have given? The clear threshold moves with it.
 *
 * @param of the rule as it is
 * @param above the other threshold, a ratio
 * @param tried the rule with it, under an id of its own
 */
public record Variant(Condition of, double above, Condition tried) {

  private static final int[] STEPS = {-15, -10, -5, 5, 10, 15};

  /** For each usage rule on memory, its threshold some points lower and higher. */
  public static List<Variant> each(List<Condition> conditions) {
    var variants = new ArrayList<Variant>();
    for (Condition condition : conditions) {
      if (condition.rule() instanceof UsageRule rule && rule.of() == Metric.MEMORY) {
        for (int points : STEPS) {
          long percent = Math.round(rule.above() * 100) + points;
          if (percent > 0 && percent < 100) {
            variants.add(of(condition, rule, percent));
          }
        }
      }
    }
    return variants;
  }

  private static Variant of(Condition condition, UsageRule rule, long percent) {
    double above = percent / 100.0;
    double clearBelow = Math.clamp(rule.clearBelow() + above - rule.above(), 0.01, above);
    var tried =
        new UsageRule(
            rule.id() + "-at-" + percent,
            rule.severity(),
            rule.of(),
            above,
            rule.forAtLeast(),
            rule.outOf(),
            clearBelow,
            rule.clearFor(),
            rule.summary());
    return new Variant(condition, above, new Condition(condition.runbook(), tried));
  }
}
