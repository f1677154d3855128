package io.headroom.core.backtest;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Thresholds;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A rule with another threshold, as a service's tag would set it: what would it have given? What
 * clears it moves with it.
 *
 * @param of the rule as it is
 * @param tried the rule with the other threshold
 * @param lower whether that is below the rule's own
 */
public record Variant(Condition of, Rule tried, boolean lower) {

  /** Points of percent. */
  private static final int[] POINTS = {-15, -10, -5, 5, 10, 15};

  private static final double[] FACTORS = {0.5, 2, 4};

  /** For each rule on usage, growth or a rate some thresholds around its own, the lowest first. */
  public static List<Variant> each(List<Condition> conditions) {
    var variants = new ArrayList<Variant>();
    for (Condition condition : conditions) {
      Rule rule = condition.rule();
      double own = threshold(rule);
      others(rule)
          .map(threshold -> Thresholds.with(rule, threshold))
          .map(tried -> new Variant(condition, tried, threshold(tried) < own))
          .forEach(variants::add);
    }
    return variants;
  }

  /** The threshold that is tried, as in a tag: {@code 85%}, {@code 20 MiB}. */
  public String threshold() {
    return Thresholds.of(tried);
  }

  private static Stream<String> others(Rule rule) {
    return switch (rule) {
      case UsageRule usage ->
          IntStream.of(POINTS)
              .mapToLong(points -> Math.round(usage.above() * 100) + points)
              .filter(percent -> percent > 0 && percent < 100)
              .mapToObj(percent -> percent + "%");
      case GrowthRule growth ->
          DoubleStream.of(FACTORS)
              .mapToObj(factor -> Bytes.of(growth.moreThan().value() * factor).toString());
      case RateRule rate ->
          DoubleStream.of(FACTORS).mapToObj(factor -> rate.abovePerSecond() * factor + "/s");
      case LeakRule _, OomKilledRule _, RestartsRule _ -> Stream.empty();
    };
  }

  private static double threshold(Rule rule) {
    return switch (rule) {
      case UsageRule usage -> usage.above();
      case GrowthRule growth -> growth.moreThan().value();
      case RateRule rate -> rate.abovePerSecond();
      case LeakRule _, OomKilledRule _, RestartsRule _ -> 0;
    };
  }
}
