package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class UsualRulesTest {

  private static final double MIB = 1024 * 1024;
  private static final double LIMIT = 1024 * MIB;
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  @Test
  void aStaticThresholdFiresAfterFiveMinutesAboveIt() {
    IntToDoubleFunction risesAtTen = minute -> minute < 10 ? 100 : 820;

    assertThat(alerts(Thresholds.above(LIMIT, 0.8), 60, risesAtTen))
        .containsExactly(new Span(15, 60));
    assertThat(alerts(Thresholds.above(LIMIT, 0.9), 60, risesAtTen)).isEmpty();
    assertThat(alerts(Thresholds.above(LIMIT, 0.8), 60, minute -> minute % 5 == 0 ? 100 : 900))
        .isEmpty();
  }

  @Test
  void theSeedAsWrittenFiresOnJitterAndNotOnALeak() {
    // Prometheus takes each drop for a counter that restarted: 8 GiB of it every other minute.
    IntToDoubleFunction jitter = minute -> 8192 + (minute % 2 == 0 ? 8 : 0);
    IntToDoubleFunction leak = minute -> 200 + 20.0 * minute / HOUR;

    assertThat(alerts(Thresholds.seedAsWritten(), DAY, jitter)).isNotEmpty();
    assertThat(alerts(Thresholds.seedAsWritten(), DAY, leak)).isEmpty();
  }

  @Test
  void rateIsThatOfPrometheus() {
    // 30 samples a minute apart, 29 rises of 60 bytes: one a second, extrapolated to the window.
    assertThat(Thresholds.rate(past(60, minute -> 60.0 * minute), 59, 30))
        .isCloseTo(1, within(1e-9));
    // A drop from 100 to 40 counts as 40.
    Past dropped = past(2, minute -> minute == 0 ? 100 : 40);
    assertThat(Thresholds.rate(dropped, 1, 2)).isCloseTo(40 * 2.0 / 120, within(1e-9));
    assertThat(Thresholds.rate(past(60, minute -> minute == 59 ? 1 : Double.NaN), 59, 30)).isNaN();
  }

  @Test
  void theSeedAsMeantFiresOnGrowthHeldForAnHour() {
    IntToDoubleFunction fast = minute -> 200 + 30.0 * minute / HOUR;
    IntToDoubleFunction slow = minute -> 200 + 18.0 * minute / HOUR;
    IntToDoubleFunction step = minute -> minute < HOUR ? 200 : 300;

    // 10 MiB are first passed after half an hour, and for an hour an hour later.
    assertThat(alerts(Thresholds.seedAsMeant(), 3 * HOUR, fast)).containsExactly(new Span(90, 180));
    assertThat(alerts(Thresholds.seedAsMeant(), DAY, slow)).isEmpty();
    assertThat(alerts(Thresholds.seedAsMeant(), DAY, step)).isEmpty();
  }

  @Test
  void aLineIsPredictedAhead() {
    Past line = past(60, minute -> minute % 7 == 3 ? Double.NaN : 100 + 2.0 * minute);

    assertThat(Trends.predict(line, 59, 60, 240)).isCloseTo(100 + 2 * 299, within(1e-6));
    assertThat(Trends.predict(past(60, _ -> Double.NaN), 59, 60, 240)).isNaN();
  }

  @Test
  void predictLinearFiresOnceTheLineMeetsTheLimitInTime() {
    // At its limit after 10 hours: from the sixth on within four hours.
    List<Span> alerts =
        alerts(Trends.predictLinear(LIMIT, HOUR, 4 * HOUR), 10 * HOUR, m -> 24 + 100.0 * m / HOUR);

    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().from()).isBetween(6 * HOUR, 6 * HOUR + 10);
    assertThat(alerts(Trends.predictLinear(LIMIT, HOUR, 4 * HOUR), DAY, _ -> 900)).isEmpty();
  }

  @Test
  void mannKendallSeesAnyTrendAndNoneInWhatIsFlat() {
    assertThat(alerts(Trends.mannKendall(), 2 * DAY, minute -> 200 + 0.01 * minute)).isNotEmpty();
    assertThat(alerts(Trends.mannKendall(), 2 * DAY, _ -> 200)).isEmpty();
    assertThat(alerts(Trends.mannKendall(), 2 * DAY, minute -> 900 - 0.1 * minute)).isEmpty();
    assertThat(Trends.score(new double[] {1, 2, 3, 4, 5}, 2))
        .isCloseTo(9 / Math.sqrt(5 * 4 * 15 / 18.0), within(1e-9));
    assertThat(Trends.score(new double[] {1, Double.NaN, 2}, 3)).isNaN();
  }

  @Test
  void sensSlopeIsTheMedianOfAllPairs() {
    assertThat(Trends.sen(new double[] {0, 2, 4, 6, 100})).isCloseTo(2, within(1e-9));
    assertThat(Trends.sen(new double[] {0, Double.NaN, 4, 6, 8})).isCloseTo(2, within(1e-9));
  }

  @Test
  void withSensSlopeTheLimitMustBeNearToo() {
    IntToDoubleFunction inFiveDays = minute -> 200 + 800.0 * minute / (5 * DAY);
    IntToDoubleFunction inAYear = minute -> 200 + 800.0 * minute / (365 * DAY);

    assertThat(alerts(Trends.mannKendallAndSen(LIMIT), 5 * DAY, inFiveDays)).isNotEmpty();
    assertThat(alerts(Trends.mannKendallAndSen(LIMIT), 5 * DAY, inAYear)).isEmpty();
  }

  @Test
  void nothingIsSaidOfNothing() {
    for (Contestant contestant : Contestant.values()) {
      if (!contestant.composed()) {
        assertThat(alerts(contestant.watch(LIMIT), DAY, _ -> Double.NaN)).isEmpty();
      }
    }
  }

  private static List<Span> alerts(Watch watch, int minutes, IntToDoubleFunction mib) {
    var bytes = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      bytes[minute] = mib.applyAsDouble(minute) * MIB;
    }
    return Replay.of(new Series("hand-made", LIMIT, bytes, List.of(), List.of()), watch).alerts();
  }

  private static Past past(int minutes, IntToDoubleFunction bytes) {
    var past = new Past();
    for (int minute = 0; minute < minutes; minute++) {
      past.add(bytes.applyAsDouble(minute));
    }
    return past;
  }
}
