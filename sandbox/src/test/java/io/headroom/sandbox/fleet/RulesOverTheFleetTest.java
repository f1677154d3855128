package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.leakingRelease;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped rules, read by the shipped code, over what the simulated AWS answers. */
class RulesOverTheFleetTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 7})
  void aLeakIsDetectedRestartedVerifiedAndResolved(long seed) {
    Operator operator = new Operator(SimulatedFleet.scenario("leak", seed, START));
    operator.until(() -> operator.open("shop/checkout-api").isPresent(), 25);
    assertThat(operator.minutes()).isBetween(10, 20);
    operator.click("shop/checkout-api", RemedyKind.RESTART);
    operator.until(() -> !operator.resolved().isEmpty(), 40);
    assertThat(operator.happened("shop/checkout-api", Verified.class)).isTrue();
    assertThat(operator.store.open()).isEmpty();
  }

  @Test
  void anOutOfMemoryKillIsDetectedRaisedVerifiedAndResolved() {
    Operator operator = new Operator(SimulatedFleet.scenario("oom", 7, START));
    operator.until(() -> operator.open("data/report-worker").isPresent(), 10);
    operator.click("data/report-worker", RemedyKind.RAISE_LIMIT);
    operator.until(() -> !operator.resolved().isEmpty(), 60);
    assertThat(operator.happened("data/report-worker", Verified.class)).isTrue();
    assertThat(operator.store.open()).isEmpty();
  }

  @Test
  void aRestartDoesNotHoldAgainstALeakInTheCode() {
    SimulatedFleet fleet = SimulatedFleet.scenario("quiet", 7, START);
    String release = leakingRelease(fleet);
    fleet
        .ecs()
        .updateService(
            request -> request.cluster("shop").service("image-resizer").taskDefinition(release));
    Operator operator = new Operator(fleet);
    operator.until(() -> operator.open("shop/image-resizer").isPresent(), 60);
    operator.click("shop/image-resizer", RemedyKind.RESTART);
    operator.until(() -> operator.happened("shop/image-resizer", DidNotHold.class), 45);
  }

  @Test
  void theDefaultScenarioBringsOneIncidentAfterTheOther() {
    Operator operator = new Operator(SimulatedFleet.scenario("default", 7, START));
    Map<String, Integer> opened = new TreeMap<>();
    while (operator.minutes() < 240) {
      operator.step();
      for (Incident incident : operator.store.open()) {
        opened.putIfAbsent(incident.service().toString(), operator.minutes());
      }
    }
    assertThat(opened)
        .containsOnlyKeys(
            "shop/checkout-api",
            "data/report-worker",
            "data/graphql-api",
            "shop/payments-api",
            "shop/image-resizer");
    assertThat(opened.get("shop/checkout-api")).isBetween(10, 20);
    assertThat(opened.get("data/report-worker")).isBetween(76, 90);
    assertThat(opened.get("shop/payments-api")).isBetween(90, 130);
    assertThat(opened.get("data/graphql-api")).isBetween(105, 150);
    assertThat(opened.get("shop/image-resizer")).isBetween(205, 240);
  }

  @Test
  void nothingIsToldOfAQuietMorning() {
    Operator operator = new Operator(SimulatedFleet.scenario("quiet", 7, START));
    for (long i = 0; i < Duration.ofHours(5).toMinutes(); i++) {
      operator.step();
    }
    assertThat(operator.store.open()).isEmpty();
    assertThat(operator.resolved()).isEmpty();
  }

  @Test
  void aClusterWithoutPermissionDoesNotHideTheOther() {
    SimulatedFleet fleet = SimulatedFleet.scenario("leak", 7, START);
    fleet.faults(faults -> faults.forbid("data"));
    Operator operator = new Operator(fleet);
    operator.until(() -> operator.open("shop/checkout-api").isPresent(), 25);
    assertThat(operator.happened("shop/checkout-api", IncidentEvent.Detected.class)).isTrue();
  }
}
