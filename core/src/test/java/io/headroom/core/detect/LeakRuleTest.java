package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class LeakRuleTest {

  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant NOW = BEGIN.plus(Duration.ofHours(84));
  private static final Bytes LIMIT = Bytes.mib(512);
  private static final Finding.Key KEY = new Finding.Key("memory-leak", "leak");
  private static final Subject GOOD = Subject.task("good");
  private static final Subject BAD = Subject.task("bad");

  @Test
  void firesForTheOneTaskThatLeaks() {
    Evaluation evaluation =
        evaluate(
            rule(0),
            memory(Map.of(GOOD, history(LeakRuleTest::flat), BAD, history(LeakRuleTest::leak))),
            false);

    assertThat(evaluation.reason()).isEqualTo(Reason.THRESHOLD_EXCEEDED);
    assertThat(evaluation.subject()).isEqualTo(BAD);
    Finding finding = evaluation.finding().orElseThrow();
    LeakReading reading = (LeakReading) finding.reading();
    assertThat(reading.limit()).isEqualTo(LIMIT);
    assertThat(reading.used().toMib()).isBetween(320L, 335L);
    assertThat(reading.growth().likely().toMib()).isBetween(9L, 11L);
    assertThat(finding.since()).isEqualTo(NOW.minus(reading.window()));
  }

  @Test
  void ofTwoThatLeakTheOneThatIsNearerToItsLimitIsNamed() {
    DoubleUnaryOperator faster = hour -> leak(hour) + 0.01 * Math.max(0, hour - 72);

    Evaluation evaluation =
        evaluate(
            rule(0),
            memory(Map.of(BAD, history(LeakRuleTest::leak), GOOD, history(faster))),
            false);

    assertThat(evaluation.subject()).isEqualTo(GOOD);
  }

  @Test
  void doesNotFireWhileUsageIsNotAboveItsOwnFloor() {
    ServiceMemory memory = memory(Map.of(BAD, history(LeakRuleTest::leak)));

    assertThat(evaluate(rule(0.6), memory, false).reason()).isEqualTo(Reason.THRESHOLD_EXCEEDED);
    assertThat(evaluate(rule(0.7), memory, false).reason()).isEqualTo(Reason.WITHIN_THRESHOLD);
  }

  @Test
  void withoutHistoryItCannotBeSaid() {
    assertThat(evaluate(rule(0), memory(Map.of()), false).reason()).isEqualTo(Reason.MISSING_DATA);
    assertThat(evaluate(rule(0), memory(Map.of(BAD, new MemoryHistory())), true).state())
        .isEqualTo(Evaluation.State.NO_DATA);
    assertThat(evaluate(rule(0.5), memory(Map.of(BAD, new MemoryHistory())), true).state())
        .isEqualTo(Evaluation.State.NO_DATA);
  }

  @Test
  void saysSinceWhenItCannotSee() {
    Instant later = NOW.plus(Duration.ofHours(1));
    Map<Subject, MemoryHistory> silent = Map.of(BAD, history(LeakRuleTest::flat));

    Evaluation evaluation = LeakRuleEvaluation.evaluate(KEY, rule(0), memory(silent), false, later);

    assertThat(evaluation.reason()).isEqualTo(Reason.STALE_DATA);
    assertThat(evaluation.noDataSince())
        .as("the end of the last minute that is known")
        .contains(NOW.minusSeconds(240));
    assertThat(evaluate(rule(0), memory(silent), false).noDataSince()).isEmpty();
  }

  @Test
  void ofTwoTasksThatFellSilentTheOneThatWasSeenLastTells() {
    MemoryHistory longer = history(LeakRuleTest::flat);
    longer.add(NOW.plus(Duration.ofMinutes(9)), 1);
    ServiceMemory memory = memory(Map.of(BAD, history(LeakRuleTest::flat), GOOD, longer));

    assertThat(
            LeakRuleEvaluation.evaluate(KEY, rule(0), memory, true, NOW.plus(Duration.ofHours(1)))
                .noDataSince())
        .contains(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void withoutAnyHistoryItIsBlindSinceTheLastValueOfTheService() {
    assertThat(evaluate(rule(0), ServiceMemory.UNKNOWN, false).noDataSince()).isEmpty();
    assertThat(
            LeakRuleEvaluation.evaluate(
                    KEY, rule(0), memory(Map.of()), false, NOW.plus(Duration.ofHours(1)))
                .noDataSince())
        .contains(NOW.plus(Duration.ofMinutes(1)));
  }

  @Test
  void oneThatFiredGoesOnWhileMemoryRisesAndClearsWhenItDoesNot() {
    assertThat(evaluate(rule(0), memory(Map.of(BAD, history(LeakRuleTest::leak))), true).state())
        .isEqualTo(Evaluation.State.FIRING);
    assertThat(evaluate(rule(0), memory(Map.of(BAD, history(LeakRuleTest::flat))), true).reason())
        .isEqualTo(Reason.CLEARED);
  }

  @Test
  void oneThatFiredBelowItsOwnFloorIsNotYetClear() {
    assertThat(evaluate(rule(0.7), memory(Map.of(BAD, history(LeakRuleTest::leak))), true).reason())
        .isEqualTo(Reason.NOT_YET_CLEAR);
  }

  @Test
  void aYoungTaskIsNotYetJudgedAndEndsTheLeakOfTheOneBefore() {
    ServiceMemory memory = memory(Map.of(BAD, history(LeakRuleTest::leak)));
    ServiceMemory restarted =
        memory.with(memory.histories(), Map.of(BAD, List.of(NOW.minus(Duration.ofMinutes(50)))));

    assertThat(evaluate(rule(0), restarted, false).reason()).isEqualTo(Reason.NOT_ENOUGH_HISTORY);
    assertThat(evaluate(rule(0), restarted, true).reason()).isEqualTo(Reason.CLEARED);
  }

  private static double flat(double hour) {
    return 0.4 + 0.002 * Math.sin(7 * hour);
  }

  /** Two percent of the limit an hour, for the last twelve hours. */
  private static double leak(double hour) {
    return flat(hour) + 0.02 * Math.max(0, hour - 72);
  }

  private static Evaluation evaluate(LeakRule rule, ServiceMemory memory, boolean fired) {
    return LeakRuleEvaluation.evaluate(KEY, rule, memory, fired, NOW);
  }

  private static LeakRule rule(double whileAbove) {
    return new LeakRule(
        "leak", Severity.SEV2, Metric.MEMORY, whileAbove, Duration.ofMinutes(30), "It leaks.");
  }

  private static ServiceMemory memory(Map<Subject, MemoryHistory> histories) {
    var newest = new Sample(NOW, 0.6 * LIMIT.value());
    return new ServiceMemory(List.of(new MemorySeries(Subject.SERVICE, LIMIT, List.of(newest))))
        .with(histories, Map.of());
  }

  private static MemoryHistory history(DoubleUnaryOperator share) {
    var history = new MemoryHistory();
    for (Instant at = BEGIN; at.isBefore(NOW); at = at.plusSeconds(300)) {
      double hour = Duration.between(BEGIN, at).toMinutes() / 60.0;
      history.add(at, share.applyAsDouble(hour) * LIMIT.value());
    }
    return history;
  }
}
