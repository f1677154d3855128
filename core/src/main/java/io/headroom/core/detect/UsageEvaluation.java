package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.List;

/**
 * Usage above a ratio of the limit for a time, with a clear threshold of its own (all five seeds
 * have such a rule). It reads the maximum over the service's tasks: an average hides the one that
 * is about to be killed.
 */
final class UsageEvaluation {

  private UsageEvaluation() {}

  static Evaluation evaluate(
      Finding.Key key, UsageRule rule, ServiceMemory memory, boolean fired, Instant now) {
    MemorySeries series = memory.hottest().orElse(null);
    if (series == null || series.samples().isEmpty()) {
      return Evaluation.of(key, rule.severity(), Reason.MISSING_DATA, Subject.SERVICE);
    }
    if (!memory.fresh(now)) {
      return Evaluation.of(key, rule.severity(), Reason.STALE_DATA, Subject.SERVICE);
    }
    List<Streak.Point> ratios =
        series.samples().stream()
            .map(sample -> new Streak.Point(sample.at(), series.ratio(sample).value()))
            .toList();
    Streak above = Streak.of(ratios, ratio -> ratio > rule.above());
    Reason reason = reason(rule, ratios, above, fired);
    Sample newest = series.newest().orElseThrow();
    var reading =
        new UsageReading(
            series.ratio(newest),
            Bytes.of(newest.bytes()),
            series.limit(),
            new Ratio(rule.above()),
            above.span());
    return Evaluation.of(
        key, rule.severity(), reason, subject(memory), above.from().orElse(newest.at()), reading);
  }

  private static Reason reason(
      UsageRule rule, List<Streak.Point> ratios, Streak above, boolean fired) {
    if (above.lasts(rule.forAtLeast())) {
      return Reason.THRESHOLD_EXCEEDED;
    }
    if (fired) {
      Streak below = Streak.of(ratios, ratio -> ratio < rule.clearBelow());
      return below.lasts(rule.clearFor()) ? Reason.CLEARED : Reason.NOT_YET_CLEAR;
    }
    return above.minutes() > 0 ? Reason.NOT_LONG_ENOUGH : Reason.WITHIN_THRESHOLD;
  }

  /** The hottest task by name where it is known, else the service. */
  private static Subject subject(ServiceMemory memory) {
    return memory.hottestTask().map(MemorySeries::subject).orElse(Subject.SERVICE);
  }
}
