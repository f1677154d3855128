package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Growth of more than an amount within a window, seen at every minute of a time. This is the seeds'
 * leak rule as meant, not as written: see the readings of the runbook {@code python-service}.
 *
 * <p>Two values that differ are no growth yet: it begins to fire only where the floor of memory
 * gains ground ({@link Ground}), and clears when it does not any more.
 *
 * <p>It begins to fire only at growth of the same tasks: not while tasks are being replaced, nor
 * against memory from before a deployment, a scale-in or a task's own warm-up. Once it fires it
 * goes on and clears by what memory does.
 */
final class GrowthEvaluation {

  private GrowthEvaluation() {}

  /** Fires if any series of the service that is fresh does, and clears when none does. */
  static Evaluation evaluate(
      Finding.Key key,
      GrowthRule rule,
      ServiceMemory memory,
      TaskEvents events,
      boolean fired,
      Instant now) {
    List<MemorySeries> all = Sight.of(rule.of(), memory);
    List<MemorySeries> candidates = candidates(rule.of(), memory, now);
    if (candidates.isEmpty()) {
      return Sight.none(key, rule, rule.of(), all, now);
    }
    Evaluation worst = evaluate(key, rule, candidates.getFirst(), memory, events, fired);
    for (int i = 1; i < candidates.size(); i++) {
      worst = worst.worse(evaluate(key, rule, candidates.get(i), memory, events, fired));
    }
    return worst;
  }

  /** Of memory the service's own series decides whether anything can be seen. */
  private static List<MemorySeries> candidates(Metric of, ServiceMemory memory, Instant now) {
    if (of != Metric.MEMORY) {
      return Sight.fresh(Sight.of(of, memory), now);
    }
    Optional<MemorySeries> hottest = memory.hottest().map(series -> Sight.untilNow(series, now));
    if (hottest.isEmpty() || !ServiceMemory.fresh(hottest.get(), now)) {
      return List.of();
    }
    var candidates = new ArrayList<MemorySeries>();
    candidates.add(hottest.get());
    for (MemorySeries series : memory.series()) {
      Subject subject = series.subject();
      if (subject.task().isPresent()
          && subject.container().isEmpty()
          && !subject.equals(hottest.get().subject())) {
        MemorySeries known = Sight.untilNow(series, now);
        if (ServiceMemory.fresh(known, now)) {
          candidates.add(known);
        }
      }
    }
    return candidates;
  }

  private static Evaluation evaluate(
      Finding.Key key,
      GrowthRule rule,
      MemorySeries series,
      ServiceMemory memory,
      TaskEvents events,
      boolean fired) {
    Course growth = course(rule, series, Long.MIN_VALUE);
    int newest = newest(growth);
    if (newest < 0) {
      return fired
          ? Evaluation.unseen(
              key, rule.severity(), Reason.MISSING_DATA, series.subject(), Optional.empty())
          : Evaluation.of(key, rule.severity(), Reason.NOT_ENOUGH_HISTORY, series.subject());
    }
    int last = series.size() - 1;
    if (series.second(last) - growth.second(newest) > Streak.LARGEST_GAP.toSeconds()) {
      // A hole one window ago: what the newest minutes gained cannot be said.
      Instant since = Instant.ofEpochSecond(growth.second(newest)).plus(Duration.ofMinutes(1));
      return Evaluation.unseen(
          key, rule.severity(), Reason.MISSING_DATA, series.subject(), Optional.of(since));
    }
    Streak growing = Streak.above(growth, (double) rule.moreThan().value(), rule.outOf());
    var reading =
        new GrowthReading(
            rule.of(),
            Bytes.of(growth.value(newest)),
            rule.within(),
            rule.moreThan(),
            growing.span(),
            Bytes.of(series.bytes(last)),
            series.limit());
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, series, growth, growing, memory, events, fired),
        series.subject(),
        growing.from(Instant.ofEpochSecond(series.second(last))),
        reading);
  }

  private static Course course(GrowthRule rule, MemorySeries series, long from) {
    return new Course.Growth(
        series,
        rule.within().toSeconds(),
        rule.whileAbove() * (double) series.limit().value(),
        from);
  }

  private static int newest(Course growth) {
    int newest = growth.size() - 1;
    while (newest >= 0 && Double.isNaN(growth.value(newest))) {
      newest--;
    }
    return newest;
  }

  private static Reason reason(
      GrowthRule rule,
      MemorySeries series,
      Course growth,
      Streak growing,
      ServiceMemory memory,
      TaskEvents events,
      boolean fired) {
    var ground = new Ground(rule, series, memory, events.kills());
    if (fired) {
      if (Streak.below(growth, (double) rule.clearBelow().value()).lasts(rule.clearFor())
          || ground.lost()) {
        return Reason.CLEARED;
      }
      return growing.lasts(rule.forAtLeast()) ? Reason.THRESHOLD_EXCEEDED : Reason.NOT_YET_CLEAR;
    }
    if (!growing.any()) {
      return Reason.WITHIN_THRESHOLD;
    }
    if (!growing.lasts(rule.forAtLeast())) {
      return Reason.NOT_LONG_ENOUGH;
    }
    if (events.replacingSince().isPresent()) {
      return Reason.TASKS_BEING_REPLACED;
    }
    Instant settled = events.settledFrom(series.subject());
    Course own = course(rule, series, settled.getEpochSecond());
    boolean settledGrowth =
        Streak.above(own, (double) rule.moreThan().value(), rule.outOf()).lasts(rule.forAtLeast());
    return settledGrowth
        ? ground.objection().orElse(Reason.THRESHOLD_EXCEEDED)
        : Reason.TASKS_BEING_REPLACED;
  }
}
