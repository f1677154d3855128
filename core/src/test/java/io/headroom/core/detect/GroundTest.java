package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Change.Event;
import io.headroom.core.backtest.Condition;
import io.headroom.core.backtest.RecentMemory;
import io.headroom.core.backtest.RuleReplay;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runbooks' growth rules of memory, minute by minute. */
final class GroundTest {

  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(2000);
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final List<Condition> RULES =
      Condition.each(Runbooks.bundled().all()).stream()
          .filter(each -> each.rule() instanceof GrowthRule rule && rule.of() == Metric.MEMORY)
          .toList();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noiseAroundALevelIsNoGrowth(long seed) {
    var noise = new Random(seed);

    assertThat(play(7 * DAY, minute -> 1500 + 60 * noise.nextGaussian(), List.of())).isEmpty();
  }

  @Test
  void aDailyCycleIsNoGrowthOnceADayOfItWasSeen() {
    var noise = new Random(7);

    assertThat(
            play(
                7 * DAY,
                minute ->
                    1000 - 500 * Math.cos(2 * Math.PI * minute / DAY) + 10 * noise.nextGaussian(),
                List.of()))
        .allSatisfy(change -> assertThat(minute(change)).isLessThan(DAY));
  }

  @Test
  void aLeakOfTheSeedsPaceIsToldThroughNoiseAndClearsWhenItIsMended() {
    var noise = new Random(11);
    int onset = 2 * DAY;
    int mended = onset + 10 * HOUR;
    // 15 MiB in 30 minutes.
    List<Change> changes =
        play(
            3 * DAY,
            minute ->
                600
                    + Math.clamp(minute - onset, 0, mended - onset) / 2.0
                    + 1.5 * noise.nextGaussian(),
            List.of());

    assertThat(changes)
        .extracting(change -> change.event() + " " + change.condition().rule().id())
        .containsExactly("ALERT memory-rising", "CLEAR memory-rising");
    assertThat(minute(changes.getFirst())).isBetween(onset + HOUR, onset + 3 * HOUR);
    assertThat(minute(changes.getLast())).isBetween(mended, mended + 2 * HOUR);
  }

  @Test
  void afterAnOomKillTheNextRunIsNotComparedWithTheOneThatWasKilled() {
    int killed = 2 * DAY;
    // A leak of 30 MiB in 30 minutes that fills the limit in two days at first, and begins anew.
    IntToDoubleFunction leak =
        minute -> minute < killed ? 500 + 1500.0 * minute / killed : 500 + minute - killed;
    var kill = new OomKill("a", "app", 137, "OutOfMemoryError", at(killed));

    assertThat(play(killed + 4 * HOUR, leak, List.of(kill)))
        .anySatisfy(
            change -> assertThat(minute(change)).isBetween(killed + HOUR, killed + 3 * HOUR));
    assertThat(play(killed + 4 * HOUR, leak, List.of()))
        .noneSatisfy(change -> assertThat(minute(change)).isGreaterThan(killed + HOUR));
  }

  /** A step among noise rises surely at one minute, and at the next one does not. */
  @Test
  void anAlertOutlastsItsTimeToClear() {
    int cleared = 0;
    for (int seed = 0; seed < 12; seed++) {
      var noise = new Random(seed);
      List<Change> changes =
          play(
              2 * DAY,
              minute -> (minute < 36 * HOUR ? 1330 : 1640) + 14 * noise.nextGaussian(),
              List.of());
      var told = new HashMap<Finding.Key, Integer>();
      for (Change change : changes) {
        Integer before = told.put(change.condition().key(), minute(change));
        if (change.event() == Event.CLEAR && before != null) {
          assertThat(minute(change) - before).as("seed %d", seed).isGreaterThanOrEqualTo(10);
          cleared++;
        }
      }
    }
    assertThat(cleared).isPositive();
  }

  private static List<Change> play(int minutes, IntToDoubleFunction mib, List<OomKill> kills) {
    var recent = new RecentMemory(Subject.SERVICE, RuleReplay.lookback(RULES));
    var replay = new RuleReplay(RULES);
    var changes = new ArrayList<Change>();
    for (int minute = 0; minute < minutes; minute++) {
      Instant now = at(minute);
      recent.add(now, Bytes.mib(1).value() * mib.applyAsDouble(minute), LIMIT);
      var memory =
          new ServiceMemory(List.of(recent.series(LIMIT)))
              .with(Map.of(Subject.SERVICE, recent.history()), Map.of());
      List<OomKill> known = kills.stream().filter(kill -> !kill.at().isAfter(now)).toList();
      changes.addAll(replay.at(now, memory, TaskEvents.of(known)));
    }
    return changes;
  }

  private static Instant at(int minute) {
    return BEGIN.plus(Duration.ofMinutes(minute));
  }

  private static int minute(Change change) {
    return Math.toIntExact(Duration.between(BEGIN, change.at()).toMinutes());
  }
}
