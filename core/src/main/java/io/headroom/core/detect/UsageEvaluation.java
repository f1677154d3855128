package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Usage above a ratio of the limit for a time, with a clear threshold of its own (all five seeds
 * have such a rule). Of memory it reads the maximum over the service's tasks: an average hides the
 * one that is about to be killed. Of heap and swap it reads every series: the worst one counts.
 */
final class UsageEvaluation {

  private UsageEvaluation() {}

  static Evaluation evaluate(
      Finding.Key key, UsageRule rule, ServiceMemory memory, boolean fired, Instant now) {
    if (rule.of() == Metric.MEMORY) {
      Optional<MemorySeries> hottest = memory.hottest().map(series -> Sight.untilNow(series, now));
      if (hottest.isEmpty() || !ServiceMemory.fresh(hottest.get(), now)) {
        return Sight.none(key, rule, rule.of(), hottest.map(List::of).orElse(List.of()), now);
      }
      return evaluate(key, rule, hottest.get(), memory, fired);
    }
    List<MemorySeries> all = Sight.of(rule.of(), memory);
    List<MemorySeries> fresh = Sight.fresh(all, now);
    if (fresh.isEmpty()) {
      return Sight.none(key, rule, rule.of(), all, now);
    }
    return fresh.stream()
        .map(series -> evaluate(key, rule, series, memory, fired))
        .reduce(Evaluation::worse)
        .orElseThrow();
  }

  private static Evaluation evaluate(
      Finding.Key key, UsageRule rule, MemorySeries series, ServiceMemory memory, boolean fired) {
    var usage = new Course.Usage(series);
    Streak above = Streak.above(usage, rule.above(), rule.outOf());
    int newest = series.size() - 1;
    var reading =
        new UsageReading(
            rule.of(),
            new Ratio(usage.value(newest)),
            Bytes.of(series.bytes(newest)),
            series.limit(),
            new Ratio(rule.above()),
            above.span());
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, usage, above, fired),
        above.any() ? subject(rule, series, memory) : series.subject(),
        above.from(Instant.ofEpochSecond(series.second(newest))),
        reading);
  }

  private static Reason reason(UsageRule rule, Course usage, Streak above, boolean fired) {
    if (above.lasts(rule.forAtLeast())) {
      return Reason.THRESHOLD_EXCEEDED;
    }
    if (fired) {
      return Streak.below(usage, rule.clearBelow()).lasts(rule.clearFor())
          ? Reason.CLEARED
          : Reason.NOT_YET_CLEAR;
    }
    return above.any() ? Reason.NOT_LONG_ENOUGH : Reason.WITHIN_THRESHOLD;
  }

  /** The hottest task by name where it is known, else whose series it is. */
  private static Subject subject(UsageRule rule, MemorySeries series, ServiceMemory memory) {
    return rule.of() == Metric.MEMORY && series.subject().equals(Subject.SERVICE)
        ? memory.hottestTask().map(MemorySeries::subject).orElse(Subject.SERVICE)
        : series.subject();
  }
}
