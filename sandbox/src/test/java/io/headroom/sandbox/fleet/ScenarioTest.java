package io.headroom.sandbox.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.sandbox.fleet.FleetView.ServiceView;
import io.headroom.sandbox.fleet.FleetView.TaskView;
import io.headroom.sandbox.fleet.sim.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void onlyCheckoutLeaksInTheLeakScenario(long seed) {
    Map<String, Integer> above80 = firstMinutesAbove("leak", seed, 0.8, 30);
    Map<String, Integer> above90 = firstMinutesAbove("leak", seed, 0.9, 30);
    assertThat(above80).containsOnlyKeys("shop/checkout-api");
    assertThat(above80.get("shop/checkout-api")).isBetween(6, 10);
    assertThat(above90.get("shop/checkout-api")).isBetween(11, 16);
  }

  @Test
  void aLeakLeavesTimeToActBeforeTheKernelKills() {
    SimulatedFleet fleet = SimulatedFleet.scenario("leak", 7, START);
    fleet.advanceTo(START.plus(Duration.ofMinutes(28)));
    assertThat(kills(fleet, "shop/checkout-api")).isZero();
    fleet.advanceTo(START.plus(Duration.ofMinutes(45)));
    assertThat(kills(fleet, "shop/checkout-api")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void theDefaultScenarioUnfoldsAsItsDescriptionSays(long seed) {
    Map<String, Integer> above80 = firstMinutesAbove("default", seed, 0.8, 260);
    // A large report takes a minute from nothing to the limit, so a look each minute may miss it.
    above80.remove("data/report-worker");
    assertThat(above80)
        .containsOnlyKeys("shop/checkout-api", "shop/payments-api", "shop/image-resizer");
    assertThat(above80.get("shop/checkout-api")).isBetween(6, 10);
    assertThat(above80.get("shop/payments-api")).isBetween(80, 110);
    assertThat(above80.get("shop/image-resizer")).isBetween(200, 235);
  }

  @Test
  void reportWorkerIsKilledAgainAndAgainInTheDefaultScenario() {
    SimulatedFleet fleet = SimulatedFleet.scenario("default", 7, START);
    fleet.advanceTo(START.plus(Duration.ofMinutes(75)));
    assertThat(kills(fleet, "data/report-worker")).isZero();
    fleet.advanceTo(START.plus(Duration.ofMinutes(82)));
    assertThat(kills(fleet, "data/report-worker")).isBetween(1L, 4L);
    fleet.advanceTo(START.plus(Duration.ofMinutes(105)));
    assertThat(kills(fleet, "data/report-worker")).isGreaterThan(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void nothingHappensInTheQuietScenarioForADay(long seed) {
    SimulatedFleet fleet = SimulatedFleet.scenario("quiet", seed, START);
    for (int minute = 0; minute < 24 * 60; minute += 5) {
      fleet.advanceTo(START.plus(Duration.ofMinutes(minute)));
      for (ServiceView service : services(fleet)) {
        assertThat(hottest(service)).as(service.id()).isBetween(0.2, 0.79);
        assertThat(service.running()).as(service.id()).isEqualTo(service.desired());
        assertThat(service.marks()).as(service.id()).isEmpty();
      }
    }
  }

  @Test
  void oneTaskIsKilledInTheOomScenario() {
    SimulatedFleet fleet = SimulatedFleet.scenario("oom", 7, START);
    fleet.advanceTo(START.plus(Duration.ofMinutes(4)));
    assertThat(kills(fleet, "data/report-worker")).isZero();
    fleet.advanceTo(START.plus(Duration.ofMinutes(6)));
    assertThat(kills(fleet, "data/report-worker")).isEqualTo(1);
    fleet.advanceTo(START.plus(Duration.ofHours(2)));
    assertThat(services(fleet))
        .allSatisfy(
            service ->
                assertThat(kills(fleet, service.id()))
                    .isEqualTo(service.id().equals("data/report-worker") ? 1 : 0));
  }

  @Test
  void anUnknownScenarioIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> SimulatedFleet.scenario("oops", 1, START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no scenario oops; there are [default, leak, oom, quiet, slow-leak, cache, deploy-step,"
                + " past]");
  }

  private static Map<String, Integer> firstMinutesAbove(
      String scenario, long seed, double threshold, int minutes) {
    SimulatedFleet fleet = SimulatedFleet.scenario(scenario, seed, START);
    Map<String, Integer> first = new TreeMap<>();
    for (int minute = 0; minute <= minutes; minute++) {
      fleet.advanceTo(START.plus(Duration.ofMinutes(minute)));
      for (ServiceView service : services(fleet)) {
        if (hottest(service) > threshold) {
          first.putIfAbsent(service.id(), minute);
        }
      }
    }
    return first;
  }

  private static double hottest(ServiceView service) {
    return service.tasks().stream()
        .filter(task -> task.status().equals("RUNNING"))
        .mapToDouble(ScenarioTest::ratio)
        .max()
        .orElse(0);
  }

  private static double ratio(TaskView task) {
    return (double) task.bytes() / task.limitBytes();
  }

  private static long kills(SimulatedFleet fleet, String id) {
    return services(fleet).stream()
        .filter(service -> service.id().equals(id))
        .flatMap(service -> service.marks().stream())
        .filter(mark -> mark.kind() == Mark.Kind.OOM_KILL)
        .count();
  }

  private static java.util.List<ServiceView> services(SimulatedFleet fleet) {
    return fleet.view(Duration.ofHours(3), 1).clusters().stream()
        .flatMap(cluster -> cluster.services().stream())
        .toList();
  }
}
