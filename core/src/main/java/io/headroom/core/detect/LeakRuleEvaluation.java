package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.leak.LeakDetector;
import io.headroom.core.detect.leak.LeakEvaluation;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The leak detector's word on every subject whose history is known: fires if any leaks, and clears
 * when none has for the rule's time.
 */
final class LeakRuleEvaluation {

  /** By state, then by the time that is left; of two that cannot be said, the later seen. */
  private static final Comparator<Evaluation> WORST_LAST =
      Comparator.comparingInt(LeakRuleEvaluation::rank)
          .thenComparing(LeakRuleEvaluation::timeLeft, Comparator.reverseOrder())
          .thenComparing(evaluation -> evaluation.noDataSince().orElse(Instant.MIN));

  private LeakRuleEvaluation() {}

  /** One subject and what is known of it. */
  private record Suspect(
      Subject subject, MemoryHistory history, Bytes limit, List<Instant> starts) {}

  static Evaluation evaluate(
      Finding.Key key, LeakRule rule, ServiceMemory memory, boolean fired, Instant now) {
    return suspects(memory)
        .map(suspect -> evaluate(key, rule, suspect, fired, now))
        .max(WORST_LAST)
        .orElseGet(
            () ->
                Evaluation.unseen(
                    key,
                    rule.severity(),
                    Reason.MISSING_DATA,
                    Subject.SERVICE,
                    memory.noDataSince(now)));
  }

  private static Stream<Suspect> suspects(ServiceMemory memory) {
    return memory.histories().entrySet().stream()
        .flatMap(
            entry ->
                limit(memory, entry.getKey()).stream()
                    .map(limit -> suspect(memory, entry.getKey(), entry.getValue(), limit)));
  }

  private static Suspect suspect(
      ServiceMemory memory, Subject subject, MemoryHistory history, Bytes limit) {
    return new Suspect(subject, history, limit, memory.starts().getOrDefault(subject, List.of()));
  }

  /** Its own, else that of the hottest: tasks of a service have the same as a rule. */
  private static Optional<Bytes> limit(ServiceMemory memory, Subject subject) {
    return memory.series().stream()
        .filter(series -> series.subject().equals(subject))
        .findFirst()
        .or(memory::hottest)
        .map(MemorySeries::limit);
  }

  private static Evaluation evaluate(
      Finding.Key key, LeakRule rule, Suspect suspect, boolean fired, Instant now) {
    LeakEvaluation leak =
        LeakDetector.evaluate(suspect.history(), suspect.limit(), suspect.starts(), now);
    double used = suspect.history().mean(suspect.history().last());
    boolean counts = used > rule.whileAbove() * suspect.limit().value();
    Reason reason =
        switch (leak.reason()) {
          case NO_DATA, NO_LIMIT, CLOCK_AHEAD -> Reason.MISSING_DATA;
          case STALE_DATA -> Reason.STALE_DATA;
          case LEAK -> counts ? Reason.THRESHOLD_EXCEEDED : otherwise(rule, suspect, fired, now);
          case SEEN_ONCE ->
              counts && !fired ? Reason.NOT_LONG_ENOUGH : otherwise(rule, suspect, fired, now);
          case TOO_YOUNG, TOO_FEW_VALUES ->
              fired ? otherwise(rule, suspect, true, now) : Reason.NOT_ENOUGH_HISTORY;
          case NO_TREND,
              NOT_MATERIAL,
              WANDERING,
              FAR_FROM_LIMIT,
              STEP,
              PLATEAU,
              SEASON,
              UNPROVEN,
              AS_BEFORE ->
              otherwise(rule, suspect, fired, now);
        };
    if (reason.state() == Evaluation.State.NO_DATA) {
      return Evaluation.unseen(
          key, rule.severity(), reason, suspect.subject(), lastSeen(suspect.history(), now));
    }
    return reading(leak, suspect, used)
        .map(
            reading ->
                Evaluation.of(
                    key,
                    rule.severity(),
                    reason,
                    suspect.subject(),
                    now.minus(reading.window()),
                    reading))
        .orElseGet(() -> Evaluation.of(key, rule.severity(), reason, suspect.subject()));
  }

  /**
   * The end of the newest minute that is known; empty where there is none, or it is yet to come.
   */
  private static Optional<Instant> lastSeen(MemoryHistory history, Instant now) {
    return history
        .newest()
        .map(minute -> minute.plus(Duration.ofMinutes(1)))
        .filter(end -> !end.isAfter(now));
  }

  /** Where nothing is found now: a rule that fired goes on until the leak has ended. */
  private static Reason otherwise(LeakRule rule, Suspect suspect, boolean fired, Instant now) {
    if (!fired) {
      return Reason.WITHIN_THRESHOLD;
    }
    return LeakDetector.standing(
                suspect.history(), suspect.limit(), suspect.starts(), rule.clearFor(), now)
            .isPresent()
        ? Reason.NOT_YET_CLEAR
        : Reason.CLEARED;
  }

  private static Optional<LeakReading> reading(LeakEvaluation leak, Suspect suspect, double used) {
    if (leak.growth().isEmpty() || leak.timeLeft().isEmpty() || leak.window().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LeakReading(
            leak.growth().get(),
            leak.timeLeft().get(),
            leak.window().get(),
            Bytes.of(used),
            suspect.limit()));
  }

  private static int rank(Evaluation evaluation) {
    return switch (evaluation.state()) {
      case NO_DATA -> 0;
      case NORMAL -> 1;
      case PENDING -> 2;
      case FIRING -> evaluation.reason() == Reason.NOT_YET_CLEAR ? 3 : 4;
    };
  }

  private static Duration timeLeft(Evaluation evaluation) {
    return evaluation.reading().orElse(null) instanceof LeakReading leak
        ? leak.timeLeft().likely()
        : TimeLeft.LONGEST;
  }
}
