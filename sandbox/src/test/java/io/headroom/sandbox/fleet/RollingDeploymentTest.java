package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static io.headroom.sandbox.fleet.Testing.service;
import static io.headroom.sandbox.fleet.Testing.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class RollingDeploymentTest {

  private final SimulatedFleet fleet = quiet();
  private final EcsClient ecs = fleet.ecs();

  @Test
  void aForcedDeploymentReplacesEveryTaskAndCompletes() {
    Set<String> before = running("shop", "checkout-api");
    ecs.updateService(
        request -> request.cluster("shop").service("checkout-api").forceNewDeployment(true));

    List<Deployment> both = service(ecs, "shop", "checkout-api").deployments();
    assertThat(both).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
    assertThat(both.getFirst().id()).matches("ecs-svc/\\d{19}");
    assertThat(both.getFirst().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    assertThat(both.getFirst().rolloutStateReason())
        .isEqualTo("ECS deployment " + both.getFirst().id() + " in progress.");

    fleet.advanceTo(minute(6));
    Service after = service(ecs, "shop", "checkout-api");
    assertThat(after.deployments())
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.id()).isEqualTo(both.getFirst().id());
              assertThat(only.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
              assertThat(only.runningCount()).isEqualTo(3);
            });
    assertThat(running("shop", "checkout-api")).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(tasks(ecs, "shop", "checkout-api", DesiredStatus.STOPPED))
        .hasSize(3)
        .allSatisfy(
            task -> {
              assertThat(before).contains(task.taskArn());
              assertThat(task.lastStatus()).isEqualTo("STOPPED");
              assertThat(task.stopCode()).isEqualTo(TaskStopCode.SERVICE_SCHEDULER_INITIATED);
              assertThat(task.stoppedReason())
                  .isEqualTo(
                      "Scaling activity initiated by (deployment " + both.getFirst().id() + ")");
              assertThat(task.containers().getFirst().exitCode()).isEqualTo(143);
              assertThat(task.containers().getFirst().reason()).isNull();
            });
  }

  @Test
  void theEventsTellTheStoryInOrder() {
    ecs.updateService(
        request -> request.cluster("shop").service("checkout-api").forceNewDeployment(true));
    fleet.advanceTo(minute(6));
    String story =
        service(ecs, "shop", "checkout-api").events().reversed().stream()
            .filter(event -> event.createdAt().isAfter(START.plusSeconds(1)))
            .map(ServiceEvent::message)
            .map(message -> message.replaceAll("[0-9a-f]{32}", "ID").replaceAll("\\d{19}", "N"))
            .collect(Collectors.joining("\n"));
    assertThat(story)
        .startsWith(
            "(service checkout-api) has started 3 tasks: (task ID) (task ID) (task ID).\n"
                + "(service checkout-api) has stopped ")
        .contains("(service checkout-api, taskSet ecs-svc/N) has begun draining connections on ")
        .endsWith(
            "(service checkout-api) (deployment ecs-svc/N) deployment completed.\n"
                + "(service checkout-api) has reached a steady state.");
  }

  @Test
  void theBoundsHoldAtEveryMoment() {
    // ledger: 3 tasks, 50 % to 100 %: at least ceil(1.5) = 2 run, never more than 3.
    boundsHold("data", "ledger", 2, 3);
    // storefront: 3 tasks, 100 % to 200 %.
    boundsHold("shop", "storefront", 3, 6);
  }

  private void boundsHold(String cluster, String name, int least, int most) {
    Instant from = fleet.now();
    ecs.updateService(request -> request.cluster(cluster).service(name).forceNewDeployment(true));
    for (Instant now = from;
        now.isBefore(from.plus(Duration.ofMinutes(15)));
        now = now.plusSeconds(10)) {
      fleet.advanceTo(now);
      List<Task> live = tasks(ecs, cluster, name, DesiredStatus.RUNNING);
      long running = live.stream().filter(task -> task.lastStatus().equals("RUNNING")).count();
      assertThat(running).as("%s running at %s", name, now).isBetween((long) least, (long) most);
      assertThat(live).as("%s live at %s", name, now).hasSizeLessThanOrEqualTo(most);
    }
    assertThat(service(ecs, cluster, name).deployments())
        .singleElement()
        .satisfies(
            only -> assertThat(only.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED));
  }

  @Test
  void fargateTasksNeedHalfAMinuteToAMinuteToRunAndPassThroughTheStates() {
    ecs.updateService(request -> request.cluster("shop").service("promo-web").desiredCount(3));
    fleet.advanceTo(START.plusSeconds(10));
    Task started = newest("shop", "promo-web");
    assertThat(started.lastStatus()).isIn("PROVISIONING", "PENDING");
    assertThat(started.startedAt()).isNull();
    fleet.advanceTo(START.plusSeconds(30));
    assertThat(newest("shop", "promo-web").lastStatus()).isIn("PENDING", "ACTIVATING");
    fleet.advanceTo(START.plusSeconds(80));
    Task up = newest("shop", "promo-web");
    assertThat(up.taskArn()).isEqualTo(started.taskArn());
    assertThat(up.lastStatus()).isEqualTo("RUNNING");
    assertThat(Duration.between(up.createdAt(), up.startedAt()).toSeconds()).isBetween(29L, 60L);
    assertThat(up.platformVersion()).isEqualTo("1.4.0");
  }

  @Test
  void tasksOnEc2StartFasterAndOnAnInstance() {
    ecs.updateService(request -> request.cluster("data").service("order-events").desiredCount(3));
    fleet.advanceTo(START.plusSeconds(40));
    Task up = newest("data", "order-events");
    assertThat(up.lastStatus()).isEqualTo("RUNNING");
    assertThat(Duration.between(up.createdAt(), up.startedAt()).toSeconds()).isBetween(9L, 20L);
    assertThat(up.containerInstanceArn()).contains(":container-instance/data/");
  }

  @Test
  void aTaskThatFitsNoInstanceIsNotPlacedAndTheServiceSaysSo() {
    ecs.updateService(request -> request.cluster("data").service("order-events").desiredCount(40));
    fleet.advanceTo(minute(3));
    Service service = service(ecs, "data", "order-events");
    assertThat(service.runningCount()).isBetween(10, 25);
    assertThat(service.events().stream().map(ServiceEvent::message))
        .anyMatch(
            message ->
                message.contains(
                    "was unable to place a task because no container instance met all of its"
                        + " requirements"));
  }

  @Test
  void aNewDeploymentOvertakesOneInProgress() {
    ecs.updateService(
        request -> request.cluster("shop").service("storefront").forceNewDeployment(true));
    fleet.advanceTo(START.plusSeconds(20));
    ecs.updateService(
        request -> request.cluster("shop").service("storefront").forceNewDeployment(true));
    fleet.advanceTo(minute(10));
    Service after = service(ecs, "shop", "storefront");
    assertThat(after.deployments()).hasSize(1);
    assertThat(after.runningCount()).isEqualTo(3);
    assertThat(tasks(ecs, "shop", "storefront", DesiredStatus.RUNNING))
        .extracting(Task::startedBy)
        .containsOnly(after.deployments().getFirst().id());
  }

  @Test
  void aDeletedServiceDrainsAndIsInactive() {
    fleet.delete("shop", "promo-web");
    fleet.advanceTo(START.plusSeconds(20));
    assertThat(service(ecs, "shop", "promo-web").status()).isEqualTo("DRAINING");
    fleet.advanceTo(minute(5));
    assertThat(service(ecs, "shop", "promo-web").status()).isEqualTo("INACTIVE");
    assertThat(ecs.listServices(request -> request.cluster("shop")).serviceArns())
        .noneMatch(arn -> arn.endsWith("/promo-web"));
  }

  private Set<String> running(String cluster, String name) {
    return tasks(ecs, cluster, name, DesiredStatus.RUNNING).stream()
        .filter(task -> task.lastStatus().equals("RUNNING"))
        .map(Task::taskArn)
        .collect(Collectors.toSet());
  }

  private Task newest(String cluster, String name) {
    return tasks(ecs, cluster, name, DesiredStatus.RUNNING).getLast();
  }
}
