package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.sim.Incidents;
import io.headroom.sandbox.fleet.sim.Memory;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Plans what happens in a scenario beside what the workloads do by themselves. */
final class Screenplay {

  private final World world;
  private final Incidents incidents;
  private final Instant start;

  Screenplay(World world, Incidents incidents, Instant start) {
    this.world = world;
    this.incidents = incidents;
    this.start = start;
  }

  void plan(Scenario scenario) {
    switch (scenario) {
      case DEFAULT -> {
        at(1, () -> incidents.leak("shop", "checkout-api", Integer.MAX_VALUE, 0));
        at(20, () -> redeploy("shop", "product-cache"));
        at(30, () -> incidents.leak("shop", "payments-api", 1, 8));
        at(180, () -> release("shop", "image-resizer", ShopServices.LEAKING_RELEASE));
      }
      case LEAK -> at(1, () -> incidents.leak("shop", "checkout-api", Integer.MAX_VALUE, 0));
      case OOM -> at(4, () -> incidents.runAway("data", "report-worker"));
      case QUIET -> {}
      case SLOW_LEAK ->
          at(10, () -> incidents.leak("shop", "checkout-api", Integer.MAX_VALUE, 20 / 60.0));
      case CACHE -> at(10, () -> redeploy("shop", "product-cache"));
      case DEPLOY_STEP ->
          at(10, () -> release("shop", "image-resizer", ShopServices.LARGER_RELEASE));
      case PAST -> past();
    }
  }

  /** Two weeks of a team's life, counted back from the start. */
  private void past() {
    before(11, 8, () -> incidents.leak("shop", "checkout-api", Integer.MAX_VALUE, 8 / 60.0));
    before(8, 3, () -> incidents.leak("shop", "payments-api", 1, 6));
    before(7, 14, () -> incidents.runAway("data", "report-worker"));
    before(6, 9, () -> incidents.runAway("data", "report-worker"));
    before(3, 10, () -> release("shop", "image-resizer", ShopServices.LEAKING_RELEASE));
    before(3, 7, () -> release("shop", "image-resizer", ShopServices.USUAL_RELEASE));
    before(2, 5, () -> redeploy("shop", "product-cache"));
  }

  private void before(int days, int hours, Runnable action) {
    world.plan(start.minus(Duration.ofDays(days)).minus(Duration.ofHours(hours)), action);
  }

  private void at(int minutes, Runnable action) {
    world.plan(start.plus(Duration.ofMinutes(minutes)), action);
  }

  private void redeploy(String cluster, String name) {
    SimService service = service(cluster, name);
    world.deploy(service, service.taskDefinition());
  }

  /** What a team's pipeline does: a new revision with the new image, rolled out. */
  private void release(String cluster, String name, String image) {
    SimService service = service(cluster, name);
    TaskDefinition before = service.taskDefinition();
    ContainerDefinition main = Memory.main(before);
    List<ContainerDefinition> containers =
        before.containerDefinitions().stream()
            .map(each -> each.equals(main) ? each.toBuilder().image(image).build() : each)
            .toList();
    TaskDefinition after = before.toBuilder().containerDefinitions(containers).build();
    List<software.amazon.awssdk.services.ecs.model.Tag> tags =
        world.taskDefinitions().tags(before.taskDefinitionArn());
    world.deploy(service, world.taskDefinitions().register(after, tags, world.now()));
  }

  private SimService service(String cluster, String name) {
    SimCluster found = Objects.requireNonNull(world.cluster(cluster));
    return Objects.requireNonNull(found.service(name));
  }
}
