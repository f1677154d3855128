package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What watching 1,000 services for a day asks of AWS, and how late its alerts are. */
final class WatchDayTest {

  /** "GetMetricData: $0.01 per 1,000 metrics requested". */
  private static final double A_METRIC = 0.01 / 1_000;

  /** "Standard resolution (60 sec): $0.10 per alarm metric" and month, of 730 hours. */
  private static final double THREE_ALARMS_A_DAY = 3 * 0.10 * 24 / 730;

  /** "Write request units: $0.625 per million". */
  private static final double A_WRITE = 0.625 / 1_000_000;

  private static final WatchDay DAY = new WatchDay().pass();

  @Test
  void inEveryMinuteTheCallsAreAtMostATenthMoreThanItsMetricsNeed() {
    assertThat(DAY.ticks).hasSize(WatchDay.MINUTES);
    assertThat(DAY.ticks)
        .allSatisfy(tick -> assertThat(tick.calls()).isLessThanOrEqualTo(tick.mostCalls()));
    assertThat(DAY.cloudWatch.calls)
        .isLessThanOrEqualTo(
            DAY.ticks.stream().mapToLong(WatchDay.Tick::fewestCalls).sum() * 11 / 10);
  }

  @Test
  void aDayCostsAThirdOfThreeAlarmsForEachServiceAndATenthOfEcssDescribes() {
    double price =
        (DAY.cloudWatch.metricsAsked * A_METRIC + DAY.store.writeUnits * A_WRITE)
            * WatchDay.DAY
            / WatchDay.MINUTES;
    System.out.printf(
        Locale.ROOT,
        "metrics %d, points %d, calls %d, most in a minute %d metrics and %d calls, $%.2f a day of %.2f; ECS:"
            + " %d describes, %d listings, %d for tasks; write units %d; days waited"
            + " %s%n%s%n",
        DAY.cloudWatch.metricsAsked,
        DAY.cloudWatch.points,
        DAY.cloudWatch.calls,
        DAY.ticks.stream().mapToLong(WatchDay.Tick::metrics).max().orElse(0),
        DAY.ticks.stream().mapToLong(WatchDay.Tick::calls).max().orElse(0),
        price,
        DayCourse.SERVICES * THREE_ALARMS_A_DAY,
        DAY.ecs.describeCalls,
        DAY.ecs.listCalls,
        DAY.ecs.taskCalls,
        DAY.store.writeUnits,
        DAY.daysWaited.stream().sorted().toList(),
        DAY.lateness.table());
    assertThat(price).isLessThanOrEqualTo(DayCourse.SERVICES * THREE_ALARMS_A_DAY / 3);
    long describesOfEverything = (long) WatchDay.MINUTES * DayCourse.SERVICES / 10;
    assertThat(DAY.ecs.describeCalls).isLessThanOrEqualTo(describesOfEverything / 10);
    long callsForEverything =
        WatchDay.MINUTES * (2 + DayCourse.CLUSTERS + DayCourse.SERVICES / 10L);
    assertThat(DAY.ecs.describeCalls + DAY.ecs.listCalls)
        .isLessThanOrEqualTo(callsForEverything / 10);
  }

  /** Most come at once; where the function starts anew, many at once want theirs. */
  @Test
  void theDaysBeforeOfTasksAreWaitedForBriefly() {
    assertThat(DAY.daysWaited).hasSizeGreaterThan(5);
    assertThat(DAY.daysWaited.stream().sorted().toList().get(DAY.daysWaited.size() / 2))
        .isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(Collections.max(DAY.daysWaited)).isLessThanOrEqualTo(Duration.ofMinutes(20));
  }

  @ParameterizedTest
  @CsvSource({"usage, 40", "growth, 20", "leak, 8"})
  void noAlertIsMoreThanFiveMinutesLaterThanByAskingEachMinute(String kind, int alertsADay) {
    assertThat(DAY.lateness.unseen(DAY.ticks.getLast().at())).isEmpty();
    List<Long> minutes = DAY.lateness.byKind().getOrDefault(kind, List.of());
    assertThat(minutes).hasSizeGreaterThanOrEqualTo(alertsADay * WatchDay.MINUTES / WatchDay.DAY);
    assertThat(Collections.max(minutes)).isLessThanOrEqualTo(5);
  }
}
