package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.RateReading;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Events a second, averaged over a window, above a bound for a time: the seed python-service's
 * {@code rate(python_gc_collections_total[5m]) > 10} for 10 minutes. Every series is read: the
 * worst one counts.
 */
final class RateEvaluation {

  private RateEvaluation() {}

  static Evaluation evaluate(
      Finding.Key key, RateRule rule, ServiceMemory memory, boolean fired, Instant now) {
    List<RateSeries> all =
        switch (rule.of()) {
          case GC -> memory.gc();
        };
    if (all.isEmpty()) {
      return Evaluation.of(key, rule.severity(), Reason.METRIC_NOT_PUBLISHED, Subject.SERVICE);
    }
    return all.stream()
        .map(series -> untilNow(series, now))
        .filter(series -> fresh(series, now))
        .map(series -> evaluate(key, rule, series, fired))
        .reduce(Evaluation::worse)
        .orElseGet(() -> silent(key, rule, all, now));
  }

  private static RateSeries untilNow(RateSeries series, Instant now) {
    long latest = now.plus(ServiceMemory.AHEAD).getEpochSecond();
    return series.size() == 0 || series.second(series.size() - 1) <= latest
        ? series
        : new RateSeries(
            series.subject(),
            series.points().stream().filter(p -> p.at().getEpochSecond() <= latest).toList());
  }

  private static boolean fresh(RateSeries series, Instant now) {
    return series.size() > 0 && ServiceMemory.fresh(series.second(series.size() - 1), now);
  }

  private static Evaluation silent(
      Finding.Key key, RateRule rule, List<RateSeries> all, Instant now) {
    Optional<Instant> since =
        all.stream()
            .map(series -> untilNow(series, now))
            .filter(series -> series.size() > 0)
            .map(series -> Instant.ofEpochSecond(series.second(series.size() - 1) + 60))
            .max(Instant::compareTo);
    Reason reason = since.isPresent() ? Reason.STALE_DATA : Reason.MISSING_DATA;
    return Evaluation.unseen(key, rule.severity(), reason, Subject.SERVICE, since);
  }

  private static Evaluation evaluate(
      Finding.Key key, RateRule rule, RateSeries series, boolean fired) {
    var rate = new Course.Rate(series, rule.within().toSeconds());
    int newest = rate.size() - 1;
    if (Double.isNaN(rate.value(newest))) {
      return fired
          ? Evaluation.unseen(
              key, rule.severity(), Reason.MISSING_DATA, series.subject(), Optional.empty())
          : Evaluation.of(key, rule.severity(), Reason.NOT_ENOUGH_HISTORY, series.subject());
    }
    Streak above = Streak.above(rate, rule.abovePerSecond(), rule.outOf());
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, rate, above, fired),
        series.subject(),
        above.from(Instant.ofEpochSecond(series.second(newest))),
        new RateReading(
            rule.of(), rate.value(newest), rule.abovePerSecond(), rule.within(), above.span()));
  }

  private static Reason reason(RateRule rule, Course rate, Streak above, boolean fired) {
    if (above.lasts(rule.forAtLeast())) {
      return Reason.THRESHOLD_EXCEEDED;
    }
    if (fired) {
      return Streak.below(rate, rule.clearBelowPerSecond()).lasts(rule.clearFor())
          ? Reason.CLEARED
          : Reason.NOT_YET_CLEAR;
    }
    return above.any() ? Reason.NOT_LONG_ENOUGH : Reason.WITHIN_THRESHOLD;
  }
}
