package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.leakingRelease;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.fleet.FleetView.ServiceView;
import io.headroom.sandbox.fleet.FleetView.TaskView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class LeakTest {

  @ParameterizedTest
  @CsvSource({
    "shop, storefront",
    "shop, checkout-api",
    "shop, payments-api",
    "shop, product-cache",
    "shop, promo-web",
    "shop, image-resizer",
    "data, graphql-api",
    "data, ledger"
  })
  void aServiceLeaksToNinetyPercentInAboutThirteenMinutes(String cluster, String name) {
    SimulatedFleet fleet = quiet();
    fleet.makeItLeak(cluster, name);
    fleet.advanceTo(minute(8));
    assertThat(hottest(fleet, cluster, name)).isLessThan(0.9);
    fleet.advanceTo(minute(16));
    assertThat(hottest(fleet, cluster, name)).isBetween(0.88, 1.0);
  }

  @Test
  void aNumberOfTasksLeaksAtARate() {
    SimulatedFleet fleet = quiet();
    fleet.leak("shop", "payments-api", 1, 10);
    fleet.advanceTo(minute(20));
    List<Double> shares =
        view(fleet, "shop", "payments-api").tasks().stream()
            .map(task -> task.bytes() / 1048576.0)
            .sorted()
            .toList();
    double rest = shares.get(2);
    assertThat(shares.get(3) - rest).isBetween(180.0, 215.0);
    assertThat(shares.getFirst()).isCloseTo(rest, org.assertj.core.data.Offset.offset(8.0));
  }

  @Test
  void aRestartClearsALeakOfTheProcesses() {
    SimulatedFleet fleet = quiet();
    fleet.makeItLeak("shop", "checkout-api");
    fleet.advanceTo(minute(15));
    fleet
        .ecs()
        .updateService(
            request -> request.cluster("shop").service("checkout-api").forceNewDeployment(true));
    fleet.advanceTo(minute(25));
    double after = hottest(fleet, "shop", "checkout-api");
    assertThat(after).isLessThan(0.7);
    fleet.advanceTo(minute(90));
    assertThat(hottest(fleet, "shop", "checkout-api"))
        .isCloseTo(after, org.assertj.core.data.Offset.offset(0.02));
    assertThat(view(fleet, "shop", "checkout-api").tasks()).noneMatch(TaskView::leaking);
  }

  @Test
  void afterARestartMemoryGrowsLessThanOneMegabyteInTenMinutes() {
    SimulatedFleet fleet = quiet();
    fleet.makeItLeak("shop", "checkout-api");
    fleet.advanceTo(minute(15));
    fleet
        .ecs()
        .updateService(
            request -> request.cluster("shop").service("checkout-api").forceNewDeployment(true));
    fleet.advanceTo(minute(40));
    for (TaskView task : view(fleet, "shop", "checkout-api").tasks()) {
      if (task.status().equals("RUNNING")) {
        List<FleetView.Point> history = task.history();
        long last = history.getLast().bytes();
        long before = history.get(history.size() - 11).bytes();
        assertThat(last - before).isLessThan(1_500_000);
      }
    }
  }

  @Test
  void aLeakInTheCodeComesBackAfterARestartAndGoesWithTheRelease() {
    SimulatedFleet fleet = quiet();
    String leaking = leakingRelease(fleet);
    deploy(fleet, leaking);
    fleet.advanceTo(minute(45));
    assertThat(hottest(fleet, "shop", "image-resizer")).isGreaterThan(0.7);
    deploy(fleet, leaking);
    fleet.advanceTo(minute(52));
    assertThat(hottest(fleet, "shop", "image-resizer")).isLessThan(0.55);
    fleet.advanceTo(minute(90));
    assertThat(hottest(fleet, "shop", "image-resizer")).isGreaterThan(0.75);
    deploy(fleet, "image-resizer:1");
    fleet.advanceTo(minute(150));
    assertThat(hottest(fleet, "shop", "image-resizer")).isLessThan(0.5);
  }

  @Test
  void moreMemoryOnlyBuysALeakInTheCodeTime() {
    SimulatedFleet fleet = quiet();
    deploy(fleet, leakingRelease(fleet));
    fleet.advanceTo(minute(10));
    TaskDefinition small =
        fleet
            .ecs()
            .describeTaskDefinition(request -> request.taskDefinition("image-resizer"))
            .taskDefinition();
    ContainerDefinition app = small.containerDefinitions().getFirst();
    String larger =
        fleet
            .ecs()
            .registerTaskDefinition(
                request ->
                    request
                        .family("image-resizer")
                        .cpu("512")
                        .memory("2048")
                        .networkMode(small.networkMode())
                        .requiresCompatibilities(small.requiresCompatibilities())
                        .containerDefinitions(app.toBuilder().memory(2048).build()))
            .taskDefinition()
            .taskDefinitionArn();
    deploy(fleet, larger);
    fleet.advanceTo(minute(70));
    assertThat(view(fleet, "shop", "image-resizer").limitBytes()).isEqualTo(2048L << 20);
    assertThat(hottest(fleet, "shop", "image-resizer")).isBetween(0.3, 0.75);
    fleet.advanceTo(minute(160));
    assertThat(hottest(fleet, "shop", "image-resizer")).isGreaterThan(0.85);
  }

  private static void deploy(SimulatedFleet fleet, String taskDefinition) {
    fleet
        .ecs()
        .updateService(
            request ->
                request
                    .cluster("shop")
                    .service("image-resizer")
                    .taskDefinition(taskDefinition)
                    .forceNewDeployment(true));
  }

  private static double hottest(SimulatedFleet fleet, String cluster, String name) {
    return view(fleet, cluster, name).tasks().stream()
        .filter(task -> task.status().equals("RUNNING"))
        .mapToDouble(task -> (double) task.bytes() / task.limitBytes())
        .max()
        .orElse(0);
  }

  private static ServiceView view(SimulatedFleet fleet, String cluster, String name) {
    return fleet.view().clusters().stream()
        .filter(each -> each.name().equals(cluster))
        .flatMap(each -> each.services().stream())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
