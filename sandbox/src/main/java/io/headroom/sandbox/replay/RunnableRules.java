package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Condition;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.UsageRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which rules can say something about a column of memory, with a limit and without one.
 *
 * @param all the rules wished for
 */
record RunnableRules(List<Condition> all) {

  private static final int MOST_NAMED = 5;

  private enum Needs {
    BYTES,
    SHARE,
    BYTES_AND_SHARE,
    /** Heap, swap, garbage collections, kills: a column of memory does not tell. */
    OTHER_DATA
  }

  RunnableRules {
    all = List.copyOf(all);
  }

  /**
   * Those that can run.
   *
   * @param limited whether the limit is known
   * @param ratios whether the values are shares of the limit: without it they tell no bytes
   */
  List<Condition> of(boolean limited, boolean ratios) {
    return all.stream()
        .filter(
            each ->
                switch (needs(each.rule())) {
                  case BYTES -> limited || !ratios;
                  case SHARE -> limited || ratios;
                  case BYTES_AND_SHARE -> limited;
                  case OTHER_DATA -> false;
                })
        .toList();
  }

  /** What cannot run, and what to do about it, for people. */
  List<String> explain(Export export, Predicate<ExportedSeries> limited) {
    var notes = new ArrayList<String>();
    List<Condition> others =
        all.stream().filter(each -> needs(each.rule()) == Needs.OTHER_DATA).toList();
    if (!others.isEmpty()) {
      notes.add("not run, since memory alone does not tell: " + names(others));
    }
    List<String> unlimited =
        export.series().stream().filter(limited.negate()).map(ExportedSeries::name).toList();
    List<Condition> left = of(true, export.ratios());
    List<Condition> lost =
        left.stream().filter(each -> !of(false, export.ratios()).contains(each)).toList();
    if (!unlimited.isEmpty() && !lost.isEmpty()) {
      notes.add(
          "no limit is known for %s: not run there: %s. Give --limit 2GiB, --limits FILE or --limit-column COLUMN"
              .formatted(series(unlimited), names(lost)));
    }
    return notes;
  }

  private static Needs needs(Rule rule) {
    return switch (rule) {
      case UsageRule usage -> usage.of() == Metric.MEMORY ? Needs.SHARE : Needs.OTHER_DATA;
      case LeakRule leak -> leak.of() == Metric.MEMORY ? Needs.SHARE : Needs.OTHER_DATA;
      case GrowthRule growth when growth.of() == Metric.MEMORY ->
          growth.whileAbove() == 0 ? Needs.BYTES : Needs.BYTES_AND_SHARE;
      case GrowthRule _, RateRule _, OomKilledRule _, RestartsRule _ -> Needs.OTHER_DATA;
    };
  }

  private static String names(List<Condition> conditions) {
    return conditions.stream().map(each -> each.key().toString()).collect(Collectors.joining(", "));
  }

  private static String series(List<String> names) {
    String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED
        ? some
        : "%s and %d more".formatted(some, names.size() - MOST_NAMED);
  }
}
