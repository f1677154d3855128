package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tasks that ended by themselves, counted within a time (seed pod-memory, "Pod restarts"). What a
 * deployment, a scale-in or a person stopped is not among them.
 */
final class RestartsEvaluation {

  private RestartsEvaluation() {}

  /** A rule that fired does not clear where ECS did not say what stopped. */
  static Evaluation evaluate(
      Finding.Key key,
      RestartsRule rule,
      Optional<List<Restart>> restarts,
      boolean fired,
      Instant now) {
    if (restarts.isEmpty()) {
      return Evaluation.unseen(
          key, rule.severity(), Reason.MISSING_DATA, Subject.SERVICE, Optional.empty());
    }
    Instant latest = now.plus(ServiceMemory.AHEAD);
    // One that is dated ahead of now would count until that day comes.
    List<Restart> known =
        restarts.get().stream().filter(restart -> !restart.at().isAfter(latest)).toList();
    List<Restart> recent =
        known.stream()
            .filter(restart -> restart.at().isAfter(now.minus(rule.within())))
            .sorted(Comparator.comparing(Restart::at))
            .toList();
    Optional<Restart> newest = known.stream().max(Comparator.comparing(Restart::at));
    if (newest.isEmpty()) {
      return Evaluation.of(
          key, rule.severity(), fired ? Reason.CLEARED : Reason.WITHIN_THRESHOLD, Subject.SERVICE);
    }
    Restart last = newest.get();
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, recent.size(), last, fired, now),
        Subject.task(last.task()),
        recent.isEmpty() ? last.at() : recent.getFirst().at(),
        new RestartsReading(last, Math.max(1, recent.size()), rule.within()));
  }

  private static Reason reason(
      RestartsRule rule, int recent, Restart last, boolean fired, Instant now) {
    boolean quiet = last.at().isBefore(now.minus(rule.clearFor()));
    if (fired) {
      return quiet ? Reason.CLEARED : Reason.NOT_YET_CLEAR;
    }
    if (quiet || recent == 0) {
      // What would clear at once does not fire: else it would do both in turn, minute by minute.
      return Reason.WITHIN_THRESHOLD;
    }
    return recent >= rule.count() ? Reason.THRESHOLD_EXCEEDED : Reason.NOT_LONG_ENOUGH;
  }
}
