package io.headroom.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict.Kind;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class OutlookTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);

  /** Up by 240 MiB in four hours, and back: over a floor that rises by 5 MiB an hour. */
  private static double rising(int minute) {
    return 300 + minute / 12.0 + minute % 240;
  }

  @Test
  void noToothIsTakenForTheWayToTheLimit() {
    for (int hours = 5; hours < 80; hours++) {
      int minutes = 60 * hours;
      Optional<TimeLeft> told = outlook(minutes, OutlookTest::rising, Optional.empty()).timeLeft();
      long truth = (1000 - 240 - 300) * 12L - minutes;

      told.ifPresent(
          left ->
              assertThat(left.high())
                  .as("%s after %d min", left, minutes)
                  .isGreaterThan(Duration.ofMinutes(truth * 7 / 10)));
    }
  }

  @Test
  void aPlateauHasNoTimeLeft() {
    Outlook outlook = outlook(30 * 60, minute -> 850, Optional.empty());

    assertThat(outlook.verdict().kind()).isEqualTo(Kind.PLATEAU);
    assertThat(outlook.timeLeft()).isEmpty();
  }

  @Test
  void aYoungClimbHasAWideOneBesideNoVerdict() {
    Outlook outlook =
        outlook(
            30 * 60,
            minute -> minute < 29 * 60 ? 600 : 600 + (minute - 29 * 60) * 3,
            Optional.empty());

    assertThat(outlook.verdict().kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(outlook.timeLeft())
        .hasValueSatisfying(
            left -> {
              assertThat(left.likely()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(85));
              assertThat(left.high()).isGreaterThan(left.low().multipliedBy(5).dividedBy(4));
            });
  }

  @Test
  void aLeakThatStandsHasItsNumbersThoughMemoryRests() {
    var growth = new Growth(Bytes.mib(20), Bytes.mib(24), Bytes.mib(30));
    var left = new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8));
    var standing = new LeakReading(growth, left, Duration.ofHours(12), Bytes.mib(850), LIMIT);

    Outlook outlook = outlook(30 * 60, minute -> 850, Optional.of(standing));

    assertThat(outlook.verdict().kind()).isEqualTo(Kind.LEAK);
    assertThat(outlook.growth()).contains(growth);
    assertThat(outlook.timeLeft()).isEmpty();
  }

  private static Outlook outlook(
      int minutes, IntToDoubleFunction mib, Optional<LeakReading> standing) {
    var random = new Random(3);
    var recent = new RecentMemory(Subject.SERVICE, Duration.ofHours(2));
    for (int minute = 0; minute < minutes; minute++) {
      double value = mib.applyAsDouble(minute) + random.nextGaussian();
      recent.add(START.plus(Duration.ofMinutes(minute)), value * (1 << 20), LIMIT);
    }
    Instant now = START.plus(Duration.ofMinutes(minutes));
    return Outlook.of(
        recent.series(LIMIT), recent.history(), List.of(), standing, List.of(), List.of(), now);
  }
}
