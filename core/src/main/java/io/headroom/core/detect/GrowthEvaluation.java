package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Growth of more than an amount within a window, seen at every minute of a time. This is the seeds'
 * leak rule as meant, not as written: see the readings of the runbook {@code python-service}.
 */
final class GrowthEvaluation {

  /** How far from one window earlier a sample may be to stand for it. */
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  private GrowthEvaluation() {}

  /** Fires if any series of the service that is fresh does, and clears when none does. */
  static Evaluation evaluate(
      Finding.Key key, GrowthRule rule, ServiceMemory memory, boolean fired, Instant now) {
    if (memory.hottest().filter(series -> !series.samples().isEmpty()).isEmpty()) {
      return Evaluation.of(key, rule.severity(), Reason.MISSING_DATA, Subject.SERVICE);
    }
    if (!memory.fresh(now)) {
      return Evaluation.of(key, rule.severity(), Reason.STALE_DATA, Subject.SERVICE);
    }
    Optional<Evaluation> worst = Optional.empty();
    for (MemorySeries series : candidates(memory, now)) {
      Evaluation evaluation = evaluate(key, rule, series, fired);
      if (worst.isEmpty() || rank(evaluation) > rank(worst.get())) {
        worst = Optional.of(evaluation);
      }
    }
    return worst.orElseThrow();
  }

  private static List<MemorySeries> candidates(ServiceMemory memory, Instant now) {
    var candidates = new ArrayList<MemorySeries>();
    memory.hottest().ifPresent(candidates::add);
    memory.tasks().stream()
        .filter(task -> ServiceMemory.fresh(task, now) && !candidates.contains(task))
        .forEach(candidates::add);
    return candidates;
  }

  private static int rank(Evaluation evaluation) {
    return switch (evaluation.state()) {
      case NO_DATA -> 0;
      case NORMAL -> evaluation.reason() == Reason.NOT_ENOUGH_HISTORY ? 1 : 2;
      case PENDING -> 3;
      case FIRING -> evaluation.reason() == Reason.NOT_YET_CLEAR ? 4 : 5;
    };
  }

  private static Evaluation evaluate(
      Finding.Key key, GrowthRule rule, MemorySeries series, boolean fired) {
    List<Streak.Point> growth = growth(rule, series);
    if (growth.isEmpty()) {
      Reason reason = fired ? Reason.MISSING_DATA : Reason.NOT_ENOUGH_HISTORY;
      return Evaluation.of(key, rule.severity(), reason, series.subject());
    }
    Sample newest = series.newest().orElseThrow();
    if (growth.getLast().at().isBefore(newest.at().minus(Streak.LARGEST_GAP))) {
      // A hole one window ago: what the newest minutes gained cannot be said.
      return Evaluation.of(key, rule.severity(), Reason.MISSING_DATA, series.subject());
    }
    Streak growing = Streak.of(growth, bytes -> bytes > rule.moreThan().value());
    var reading =
        new GrowthReading(
            Bytes.of(growth.getLast().value()),
            rule.within(),
            rule.moreThan(),
            growing.span(),
            Bytes.of(newest.bytes()),
            series.limit());
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, growth, growing, fired),
        series.subject(),
        growing.from().orElse(newest.at()),
        reading);
  }

  private static Reason reason(
      GrowthRule rule, List<Streak.Point> growth, Streak growing, boolean fired) {
    if (growing.lasts(rule.forAtLeast())) {
      return Reason.THRESHOLD_EXCEEDED;
    }
    if (fired) {
      Streak quiet = Streak.of(growth, bytes -> bytes < rule.clearBelow().value());
      return quiet.lasts(rule.clearFor()) ? Reason.CLEARED : Reason.NOT_YET_CLEAR;
    }
    return growing.minutes() > 0 ? Reason.NOT_LONG_ENOUGH : Reason.WITHIN_THRESHOLD;
  }

  /**
   * What memory gained within the rule's window, at each minute that has a sample one window
   * earlier. A minute at which usage is not above the rule's own floor counts as no growth.
   */
  private static List<Streak.Point> growth(GrowthRule rule, MemorySeries series) {
    var byTime = new TreeMap<Instant, Sample>();
    series.samples().forEach(sample -> byTime.put(sample.at(), sample));
    var points = new ArrayList<Streak.Point>();
    for (Sample sample : series.samples()) {
      Map.Entry<Instant, Sample> earlier = byTime.floorEntry(sample.at().minus(rule.within()));
      if (earlier != null
          && !earlier.getKey().isBefore(sample.at().minus(rule.within()).minus(TOLERANCE))) {
        boolean counts = rule.whileAbove() == 0 || series.ratio(sample).value() > rule.whileAbove();
        double gained = sample.bytes() - earlier.getValue().bytes();
        points.add(new Streak.Point(sample.at(), counts ? gained : 0));
      }
    }
    return points;
  }
}
