package io.headroom.core.detect;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.UsageRule;
import java.time.Duration;

/** How far back a rule looks in the samples: with less than that it can never fire, or clear. */
public final class Lookback {

  private Lookback() {}

  /** Zero for a rule that looks at no samples. */
  public static Duration of(Rule rule) {
    return switch (rule) {
      case UsageRule usage -> longer(usage.outOf().orElse(usage.forAtLeast()), usage.clearFor());
      case GrowthRule growth ->
          shorter(
              Rule.LONGEST_LOOKBACK,
              growth
                  .within()
                  .plus(growth.outOf().orElse(growth.forAtLeast()))
                  .plus(growth.clearFor()));
      case RateRule rate ->
          rate.within().plus(longer(rate.outOf().orElse(rate.forAtLeast()), rate.clearFor()));
      case LeakRule leak -> Duration.ZERO;
      case OomKilledRule oomKilled -> Duration.ZERO;
      case RestartsRule restarts -> Duration.ZERO;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
