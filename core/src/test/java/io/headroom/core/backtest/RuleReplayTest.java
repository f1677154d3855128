package io.headroom.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.backtest.Change.Event;
import io.headroom.core.backtest.Condition.Kind;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class RuleReplayTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1024);
  private static final List<Condition> BUNDLED = Condition.each(Runbooks.bundled().all());

  @Test
  void eachConditionComesOnceThoughTwoRunbooksHaveIt() {
    assertThat(BUNDLED.stream().map(Condition::key).map(Object::toString))
        .contains("container-limit/memory-high", "memory-leak/leak")
        .doesNotContain("python-service/memory-high", "python-service/oom-killed")
        .doesNotHaveDuplicates();
    assertThat(BUNDLED.stream().map(Condition::kind)).contains(Kind.values());
  }

  @Test
  void tellsWhenARuleBeginsToFireAndWhenItEnds() {
    List<Change> changes = played(40, minute -> minute >= 10 && minute < 20 ? 850 : 400);

    assertThat(changes.stream().map(RuleReplayTest::words))
        .containsExactly(
            "14 ALERT container-limit/memory-high", "24 CLEAR container-limit/memory-high");
  }

  @Test
  void aGapNeitherBeginsNorEndsAnAlert() {
    List<Change> changes =
        played(300, minute -> minute < 10 ? 850 : minute < 290 ? Double.NaN : 850);

    assertThat(changes.stream().map(RuleReplayTest::words))
        .containsExactly("4 ALERT container-limit/memory-high");
  }

  @Test
  void findsALeakOnceAndSaysHowMuchTimeIsLeft() {
    List<Change> changes = played(30 * 60, minute -> 300 + minute / 3.0 + minute % 5);

    List<Change> leaks =
        changes.stream().filter(change -> change.condition().kind() == Kind.LEAK).toList();
    assertThat(leaks).hasSize(1);
    assertThat(leaks.getFirst().event()).isEqualTo(Event.ALERT);
    assertThat(leaks.getFirst().evaluation().reading()).isPresent();
  }

  @Test
  void aLeakStandsForItsOwnSubjectFromItsAlertToItsClear() {
    var rules = new RuleReplay(BUNDLED);
    var recent = new RecentMemory(Subject.task("a"), RuleReplay.lookback(BUNDLED));
    var stood = new ArrayList<Boolean>();
    boolean told = false;
    // It leaks for a day and a half, and is mended without a restart.
    for (int minute = 0; minute < 60 * 60; minute++) {
      Instant now = START.plus(Duration.ofMinutes(minute));
      double mib = 300 + Math.min(minute, 36 * 60) / 4.5 + minute % 5;
      recent.add(now, mib * 1024 * 1024, LIMIT);
      ServiceMemory memory =
          new ServiceMemory(List.of(recent.series(LIMIT)))
              .with(Map.of(recent.subject(), recent.history()), Map.of());
      for (Change change : rules.at(now, memory, TaskEvents.NONE)) {
        if (change.condition().kind() == Kind.LEAK) {
          told = change.event() == Event.ALERT;
          stood.add(told);
        }
      }
      assertThat(rules.standingLeak(Subject.task("a")).isPresent()).isEqualTo(told);
      assertThat(rules.standingLeak(Subject.SERVICE).isPresent()).isEqualTo(told);
      assertThat(rules.standingLeak(Subject.task("b"))).isEmpty();
    }

    assertThat(stood).containsExactly(true, false);
  }

  @Test
  void theWindowHoldsNoMoreThanTheRulesLookBack() {
    var recent = new RecentMemory(Subject.SERVICE, Duration.ofMinutes(90));
    for (int minute = 0; minute < 1000; minute++) {
      recent.add(START.plus(Duration.ofMinutes(minute)), minute, LIMIT);
    }

    assertThat(recent.series(LIMIT).samples()).hasSize(91);
    assertThat(recent.series(LIMIT).newest().orElseThrow().bytes()).isEqualTo(999);
    assertThat(RuleReplay.lookback(BUNDLED)).isGreaterThanOrEqualTo(Duration.ofMinutes(90));
  }

  private static List<Change> played(int minutes, IntToDoubleFunction mib) {
    var rules = new RuleReplay(BUNDLED);
    var recent = new RecentMemory(Subject.SERVICE, RuleReplay.lookback(BUNDLED));
    var changes = new ArrayList<Change>();
    for (int minute = 0; minute < minutes; minute++) {
      double value = mib.applyAsDouble(minute);
      Instant now = START.plus(Duration.ofMinutes(minute));
      if (!Double.isNaN(value)) {
        recent.add(now, value * 1024 * 1024, LIMIT);
      }
      ServiceMemory memory =
          new ServiceMemory(List.of(recent.series(LIMIT)))
              .with(Map.of(Subject.SERVICE, recent.history()), Map.of());
      changes.addAll(rules.at(now, memory, TaskEvents.NONE));
    }
    return changes;
  }

  private static String words(Change change) {
    long minute = Duration.between(START, change.at()).toMinutes();
    return minute + " " + change.event() + " " + change.condition().key();
  }
}
