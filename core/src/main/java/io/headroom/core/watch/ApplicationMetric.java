package io.headroom.core.watch;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.UsageRule;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What only an application can tell of itself. Each is asked for where a rule needs it. */
public enum ApplicationMetric {
  HEAP,
  SWAP,
  GC;

  /** What some rules need. */
  public static Set<ApplicationMetric> of(Collection<Rule> rules) {
    Set<ApplicationMetric> needed = EnumSet.noneOf(ApplicationMetric.class);
    rules.forEach(rule -> of(rule).ifPresent(needed::add));
    return needed;
  }

  private static Optional<ApplicationMetric> of(Rule rule) {
    return switch (rule) {
      case UsageRule usage -> of(usage.of());
      case GrowthRule growth -> of(growth.of());
      case LeakRule leak -> of(leak.of());
      case RateRule _ -> Optional.of(GC);
      case OomKilledRule _, RestartsRule _ -> Optional.empty();
    };
  }

  private static Optional<ApplicationMetric> of(Metric metric) {
    return switch (metric) {
      case MEMORY -> Optional.empty();
      case HEAP -> Optional.of(HEAP);
      case SWAP -> Optional.of(SWAP);
    };
  }
}
