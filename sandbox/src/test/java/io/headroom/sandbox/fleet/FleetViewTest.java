package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.fleet.FleetView.Point;
import io.headroom.sandbox.fleet.FleetView.ServiceView;
import io.headroom.sandbox.fleet.FleetView.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FleetViewTest {

  @Test
  void chartsReachBackAsFarAsAskedWithNoMorePointsThanAsked() {
    SimulatedFleet fleet = quiet();
    assertThat(fleet.view().at()).isEqualTo(START);
    for (ServiceView service : services(fleet.view(Duration.ofHours(12), 100))) {
      for (TaskView task : service.tasks()) {
        assertThat(task.history()).hasSizeBetween(80, 100);
        assertThat(task.history()).extracting(Point::at).isSorted();
        assertThat(task.history().getFirst().at())
            .isBetween(START.minus(Duration.ofHours(13)), START.minus(Duration.ofHours(11)));
        assertThat(task.history())
            .allSatisfy(point -> assertThat(point.bytes()).isBetween(1L, task.limitBytes()));
      }
    }
  }

  @Test
  void aServiceIsShownWithItsTasksLimitAndState() {
    ServiceView checkout = service(quiet(), "shop/checkout-api");
    assertThat(checkout.launchType()).isEqualTo("FARGATE");
    assertThat(checkout.runtime()).isEqualTo("Node.js 22");
    assertThat(checkout.limitBytes()).isEqualTo(1L << 30);
    assertThat(checkout.taskDefinition()).isEqualTo("checkout-api:1");
    assertThat(checkout.desired()).isEqualTo(3);
    assertThat(checkout.running()).isEqualTo(3);
    assertThat(checkout.pending()).isZero();
    assertThat(checkout.rolling()).isFalse();
    assertThat(checkout.tasks()).extracting(TaskView::status).containsOnly("RUNNING");
    assertThat(service(quiet(), "data/ledger").limitBytes()).isEqualTo(3L << 30);
  }

  @Test
  void aKilledTaskStaysInTheChartUntilItLeavesTheWindow() {
    SimulatedFleet fleet = quiet();
    String killed = fleet.killOutOfMemory("data", "graphql-api");
    fleet.advanceTo(minute(5));
    TaskView task =
        service(fleet, "data/graphql-api").tasks().stream()
            .filter(each -> each.id().equals(killed))
            .findFirst()
            .orElseThrow();
    assertThat(task.outOfMemory()).isTrue();
    assertThat(task.bytes()).isZero();
    assertThat(task.stoppedAt()).isBetween(START, minute(2));
    assertThat(task.history().getLast().bytes()).isEqualTo(task.limitBytes());
    fleet.advanceTo(minute(200));
    assertThat(service(fleet, "data/graphql-api").tasks())
        .extracting(TaskView::id)
        .doesNotContain(killed);
  }

  @Test
  void severalThreadsReadWhileTimeMovesOn() throws Exception {
    SimulatedFleet fleet = SimulatedFleet.scenario("default", 7, START);
    List<Future<Instant>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < 3; i++) {
        readers.add(
            threads.submit(
                () -> {
                  Instant seen = START;
                  while (seen.isBefore(minute(30))) {
                    Instant at = fleet.view(Duration.ofHours(1), 10).at();
                    assertThat(at).isAfterOrEqualTo(seen);
                    seen = at;
                    assertThat(Testing.service(fleet.ecs(), "shop", "checkout-api").desiredCount())
                        .isEqualTo(3);
                  }
                  return seen;
                }));
      }
      for (int i = 1; i <= 30; i++) {
        fleet.advanceTo(minute(i));
      }
      for (Future<Instant> reader : readers) {
        assertThat(reader.get()).isEqualTo(minute(30));
      }
    }
  }

  private static ServiceView service(SimulatedFleet fleet, String id) {
    return services(fleet.view()).stream()
        .filter(service -> service.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<ServiceView> services(FleetView view) {
    return view.clusters().stream().flatMap(cluster -> cluster.services().stream()).toList();
  }
}
