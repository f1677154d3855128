package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Containers killed for memory, counted within a time (all seeds but nodejs-heap name it first).
 */
final class OomEvaluation {

  private OomEvaluation() {}

  static Evaluation evaluate(
      Finding.Key key, OomKilledRule rule, List<OomKill> kills, boolean fired, Instant now) {
    Instant latest = now.plus(ServiceMemory.AHEAD);
    // One that is dated ahead of now would count until that day comes.
    List<OomKill> known = kills.stream().filter(kill -> !kill.at().isAfter(latest)).toList();
    List<OomKill> recent =
        known.stream()
            .filter(kill -> kill.at().isAfter(now.minus(rule.within())))
            .sorted(Comparator.comparing(OomKill::at))
            .toList();
    Optional<OomKill> newest = known.stream().max(Comparator.comparing(OomKill::at));
    if (newest.isEmpty()) {
      return Evaluation.of(
          key, rule.severity(), fired ? Reason.CLEARED : Reason.WITHIN_THRESHOLD, Subject.SERVICE);
    }
    boolean quiet = newest.get().at().isBefore(now.minus(rule.clearFor()));
    Reason reason;
    if (fired) {
      reason = quiet ? Reason.CLEARED : Reason.NOT_YET_CLEAR;
    } else if (quiet || recent.isEmpty()) {
      // What would clear at once does not fire: else it would do both in turn, minute by minute.
      reason = Reason.WITHIN_THRESHOLD;
    } else {
      reason = recent.size() >= rule.count() ? Reason.THRESHOLD_EXCEEDED : Reason.NOT_LONG_ENOUGH;
    }
    OomKill last = newest.get();
    return Evaluation.of(
        key,
        rule.severity(),
        reason,
        Subject.container(last.task(), last.container()),
        recent.isEmpty() ? last.at() : recent.getFirst().at(),
        new OomKillReading(last, Math.max(1, recent.size())));
  }
}
