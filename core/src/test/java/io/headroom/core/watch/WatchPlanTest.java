package io.headroom.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.RateMetric;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchPlanTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:20Z");
  private static final Bytes LIMIT = Bytes.mib(1024);

  @ParameterizedTest
  @CsvSource({"0.40, QUIET", "0.749, QUIET", "0.75, NEAR", "0.95, NEAR"})
  void aServiceNearTheThresholdOfAUsageRuleIsNear(double ratio, WatchReason reason) {
    assertThat(reason(service(2), false, List.of(high(Metric.MEMORY)), steady(ratio)))
        .isEqualTo(reason);
  }

  @Test
  void aTaskThatIsNearCountsAsMuchAsTheService() {
    var memory =
        new ServiceMemory(
            List.of(
                series(Subject.SERVICE, minute -> 0.4),
                series(Subject.task("t1"), minute -> 0.78)));
    assertThat(reason(service(2), false, List.of(high(Metric.MEMORY)), memory))
        .isEqualTo(WatchReason.NEAR);
  }

  @Test
  void whatItsRulesDoNotMeasureSaysNothing() {
    assertThat(reason(service(2), false, List.of(high(Metric.HEAP)), steady(0.95)))
        .isEqualTo(WatchReason.QUIET);
    var heap =
        new ServiceMemory(
            List.of(series(Subject.SERVICE, minute -> 0.3)),
            List.of(series(Subject.SERVICE, minute -> 0.9)),
            List.of(),
            List.of());
    assertThat(reason(service(2), false, List.of(high(Metric.HEAP)), heap))
        .isEqualTo(WatchReason.NEAR);
  }

  @ParameterizedTest
  @CsvSource({"7.9, QUIET", "8.0, NEAR"})
  void aRateNearItsThresholdIsNear(double perSecond, WatchReason reason) {
    var gc = new RateSeries(Subject.SERVICE, List.of(new RateSeries.Point(NOW, perSecond)));
    var memory =
        new ServiceMemory(
            List.of(series(Subject.SERVICE, minute -> 0.3)), List.of(), List.of(), List.of(gc));
    assertThat(reason(service(2), false, List.of(rate()), memory)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0.002, QUIET", "0.010, CLIMBING", "-0.010, QUIET"})
  void whatReachesAThresholdWithinHalfAnHourClimbs(double aMinute, WatchReason reason) {
    var memory = new ServiceMemory(List.of(series(Subject.SERVICE, back -> 0.60 - aMinute * back)));
    assertThat(reason(service(2), false, List.of(high(Metric.MEMORY)), memory)).isEqualTo(reason);
  }

  @Test
  void anOpenIncidentGoesBeforeAll() {
    assertThat(reason(service(2), true, List.of(high(Metric.MEMORY)), steady(0.95)))
        .isEqualTo(WatchReason.OPEN_INCIDENT);
    assertThat(reason(service(0), true, List.of(), ServiceMemory.UNKNOWN))
        .isEqualTo(WatchReason.OPEN_INCIDENT);
  }

  @Test
  void aServiceThatIsScaledToNothingIsNotAskedAbout() {
    assertThat(reason(service(0), false, List.of(high(Metric.MEMORY)), steady(0.95)))
        .isEqualTo(WatchReason.IDLE);
    for (int minute = 0; minute < 10; minute++) {
      Instant now = NOW.plus(Duration.ofMinutes(minute));
      assertThat(due(1, WatchReason.IDLE, Optional.empty(), now)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"14, NEW", "15, QUIET"})
  void aServiceIsNewForAQuarterOfAnHour(int minutes, WatchReason reason) {
    Instant seen = NOW.minus(Duration.ofMinutes(minutes));
    assertThat(
            WatchPlan.reason(
                new Watched(service(2), false, List.of(), steady(0.4), Optional.of(seen)), NOW))
        .isEqualTo(reason);
  }

  @Test
  void aQuietServiceHasItsTurnOnceInFiveMinutesAndAllTurnsAreAsFull() {
    int[] perMinute = new int[5];
    for (int i = 0; i < 1000; i++) {
      var turns = new ArrayList<Integer>();
      for (int minute = 0; minute < 10; minute++) {
        Instant now = NOW.plus(Duration.ofMinutes(minute));
        if (due(i, WatchReason.QUIET, Optional.of(now.minusSeconds(60)), now)) {
          turns.add(minute);
        }
      }
      assertThat(turns).hasSize(2);
      assertThat(turns.get(1) - turns.get(0)).isEqualTo(5);
      perMinute[turns.getFirst()]++;
    }
    assertThat(IntStream.of(perMinute).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(150, 250));
  }

  @Test
  void aCheckThatWasLeftOutIsMadeUpFor() {
    long due =
        IntStream.range(0, 1000)
            .filter(i -> due(i, WatchReason.QUIET, Optional.of(NOW.minusSeconds(120)), NOW))
            .count();
    assertThat(due).as("two minutes' turns").isBetween(320L, 480L);
    long after =
        IntStream.range(0, 1000)
            .filter(i -> due(i, WatchReason.QUIET, Optional.of(NOW.minusSeconds(3600)), NOW))
            .count();
    assertThat(after).as("another instance did it meanwhile").isBetween(150L, 250L);
  }

  /** In a call that waits for others, a service is asked about five or six minutes apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6})
  void aHistoryIsKeptOnceInAHundredMinutesHoweverOftenItIsAskedAbout(int apart) {
    Optional<Instant> kept = Optional.empty();
    var ages = new ArrayList<Long>();
    for (int minute = 0; minute < 24 * 60; minute += apart) {
      Instant now = NOW.plus(Duration.ofMinutes(minute));
      if (WatchPlan.keepingDue(id(7), kept, now)) {
        kept.ifPresent(before -> ages.add(Duration.between(before, now).toMinutes()));
        kept = Optional.of(now);
      }
    }
    assertThat(ages).hasSizeBetween(13, 14);
    assertThat(ages)
        .as("an instance that starts just before the next asks for two hours six minutes later")
        .allSatisfy(age -> assertThat(age + 6).isLessThan(120));
  }

  private static boolean due(
      int service, WatchReason reason, Optional<Instant> before, Instant now) {
    return WatchPlan.due(id(service), reason, before, Optional.empty(), now);
  }

  private static WatchReason reason(
      Service service, boolean incident, List<Rule> rules, ServiceMemory memory) {
    return WatchPlan.reason(new Watched(service, incident, rules, memory, Optional.empty()), NOW);
  }

  private static ServiceMemory steady(double ratio) {
    return new ServiceMemory(List.of(series(Subject.SERVICE, minute -> ratio)));
  }

  /** An hour, by minutes back from now, with a little noise. */
  private static MemorySeries series(Subject subject, IntToDoubleFunction ratioByMinutesBack) {
    return new MemorySeries(
        subject,
        LIMIT,
        IntStream.range(0, 60)
            .mapToObj(
                back ->
                    new Sample(
                        NOW.minus(Duration.ofMinutes(back)),
                        LIMIT.value() * ratioByMinutesBack.applyAsDouble(back)))
            .toList());
  }

  private static Service service(int desired) {
    return SampleServices.fargate("shop", "cart", desired, LIMIT);
  }

  private static ServiceId id(int number) {
    return SampleServices.id("shop", "s" + number);
  }

  private static UsageRule high(Metric of) {
    return new UsageRule(
        "high",
        Severity.SEV3,
        of,
        0.80,
        Duration.ofMinutes(5),
        0.75,
        Duration.ofMinutes(5),
        "It is high");
  }

  private static RateRule rate() {
    return new RateRule(
        "gc",
        Severity.SEV3,
        RateMetric.GC,
        10,
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        5,
        Duration.ofMinutes(10),
        "It collects a lot");
  }
}
