package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What watching 1,000 services for a day asks of AWS, and how late its alerts are. */
final class WatchDayTest {

  /** "GetMetricData: $0.01 per 1,000 metrics requested". */
  private static final double A_METRIC = 0.01 / 1_000;

  /** "Standard resolution (60 sec): $0.10 per alarm metric" and month, of 730 hours. */
  private static final double THREE_ALARMS_A_DAY = 3 * 0.10 * 24 / 730;

  /** "Write request units: $0.625 per million". */
  private static final double A_WRITE = 0.625 / 1_000_000;

  @Test
  void aDayOfAThousandServicesIsWithinItsBounds() {
    WatchDay day = new WatchDay().pass();
    double price =
        (day.metricsAsked * A_METRIC + day.writeUnits * A_WRITE) * WatchDay.DAY / WatchDay.MINUTES;
    var lateness =
        day.lateness.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    System.out.printf(
        Locale.ROOT,
        "metrics %d, calls %d (fewest %d; most in a tick %d; more than needed in %d ticks), $%.2f a"
            + " day of %.2f; ECS: %d describes, %d listings, %d for tasks; write units %d; minutes"
            + " late: %s%n",
        day.metricsAsked,
        day.metricCalls,
        day.fewestCalls,
        day.mostInATick,
        day.ticksWithMore,
        price,
        WatchDay.SERVICES * THREE_ALARMS_A_DAY,
        day.describeCalls,
        day.listCalls,
        day.taskCalls,
        day.writeUnits,
        lateness);

    assertThat(day.metricCalls).isLessThanOrEqualTo(day.fewestCalls * 11 / 10);
    assertThat(price).isLessThanOrEqualTo(WatchDay.SERVICES * THREE_ALARMS_A_DAY / 3);
    long describesOfEverything = (long) WatchDay.MINUTES * WatchDay.SERVICES / 10;
    assertThat(day.describeCalls).isLessThanOrEqualTo(describesOfEverything / 10);
    long callsForEverything = WatchDay.MINUTES * (2 + 10 + WatchDay.SERVICES / 10L);
    assertThat(day.describeCalls + day.listCalls).isLessThanOrEqualTo(callsForEverything / 10);
    assertThat(day.unseen).as("alerts that polling each minute would have given").isEmpty();
    assertThat(day.lateness).hasSizeGreaterThan(WatchDay.TROUBLED * 4 / 5);
    assertThat(Collections.max(day.lateness)).isLessThanOrEqualTo(5);
  }
}
