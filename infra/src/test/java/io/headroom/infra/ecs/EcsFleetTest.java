package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.LimitChange;
import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class EcsFleetTest {

  private static final ServiceId CART =
      new ServiceId("123456789012", "eu-central-1", "shop", "cart");
  private static final LimitChange RAISE =
      new LimitChange(
          "app",
          Optional.empty(),
          Optional.empty(),
          Optional.of(Bytes.mib(1024)),
          Optional.empty());

  private final FakeEcs ecs = new FakeEcs();
  private final FakeAutoScaling scaling = new FakeAutoScaling();
  private final EcsFleet fleet = new EcsFleet(ecs, scaling, PassableRoles.ALL);

  EcsFleetTest() {
    EcsFixtures.cluster(ecs, "shop");
    EcsFixtures.service(ecs, "shop", "cart");
  }

  // ---- Describing ----

  @ParameterizedTest
  @CsvSource({"disabled, OFF", "enabled, ON", "enhanced, ENHANCED", "brand-new, OFF"})
  void readsWhichMetricsTheClusterPublishes(String setting, Service.Insights insights) {
    ecs.clusters.computeIfPresent(
        FakeEcs.ARN + "cluster/shop",
        (arn, cluster) ->
            cluster.toBuilder()
                .settings(ClusterSetting.builder().name("containerInsights").value(setting).build())
                .build());

    assertThat(cart().insights()).isEqualTo(insights);
  }

  @Test
  void describesTheServiceAsEcsDoes() {
    changed(
        service ->
            service.toBuilder()
                .tags(Tag.builder().key("headroom:owner").value("shop").build())
                .events(
                    ServiceEvent.builder()
                        .createdAt(Instant.parse("2026-01-01T00:00:00Z"))
                        .message("(service cart) has reached a steady state.")
                        .build())
                .build());

    Service cart = cart();

    assertThat(cart.id()).isEqualTo(CART);
    assertThat(cart.insights()).isEqualTo(Service.Insights.OFF);
    assertThat(cart.controller()).isEqualTo(Service.Controller.ECS);
    assertThat(cart.limit()).isEqualTo(Bytes.mib(512));
    assertThat(cart.taskDefinition().fargate()).isTrue();
    assertThat(cart.taskDefinition().cpu()).contains(256);
    assertThat(cart.tags()).isEqualTo(Map.of("headroom:owner", "shop"));
    assertThat(cart.events())
        .extracting(Service.ServiceEvent::message)
        .containsExactly("(service cart) has reached a steady state.");
  }

  @Test
  void aClusterSpeaksForItsServicesWhereTheySayNothingThemselves() {
    ecs.clusters.computeIfPresent(
        FakeEcs.ARN + "cluster/shop",
        (arn, cluster) ->
            cluster.toBuilder()
                .tags(
                    tag("headroom:channel", "C0SHOP"),
                    tag("headroom:owner", "team-shop"),
                    tag("headroom:ignore", "true"),
                    tag("cost-center", "7"))
                .build());
    changed(service -> service.toBuilder().tags(tag("headroom:owner", "team-cart")).build());

    Map<String, String> tags = Map.of("headroom:channel", "C0SHOP", "headroom:owner", "team-cart");
    assertThat(cart().tags()).isEqualTo(tags);
    assertThat(fleet.read(SampleServices.SCOPE).services())
        .filteredOn(service -> service.id().equals(CART))
        .extracting(Service::tags)
        .containsExactly(tags);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void thePrimaryDeploymentComesFirstAndAMissingStateIsCompleted() {
    changed(
        service -> {
          var primary = service.deployments().getFirst();
          return service.toBuilder()
              .deployments(
                  primary.toBuilder().id("old").status("ACTIVE").build(),
                  primary.toBuilder().id("new").rolloutState((String) null).build())
              .build();
        });

    List<Deployment> deployments = cart().deployments();

    assertThat(deployments).extracting(Deployment::id).containsExactly("new", "old");
    assertThat(deployments.getFirst().rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
  }

  @Test
  void keepsTenEventsTheNewest() {
    var events = new ArrayList<ServiceEvent>();
    for (int i = 0; i < 100; i++) {
      events.add(
          ServiceEvent.builder()
              .createdAt(Instant.parse("2026-01-01T00:00:00Z").minusSeconds(i))
              .message("event " + i)
              .build());
    }
    changed(service -> service.toBuilder().events(events).build());

    assertThat(cart().events()).hasSize(10).first().extracting("message").isEqualTo("event 0");
  }

  @Test
  void aServiceOfAnExternalControllerHasTheRevisionOfItsPrimaryTaskSet() {
    String revision = EcsFixtures.definition(ecs, "web", 8).taskDefinitionArn();
    changed(
        service ->
            service.toBuilder()
                .deploymentController(DeploymentController.builder().type("EXTERNAL").build())
                .taskDefinition(null)
                .deployments(List.of())
                .taskSets(TaskSet.builder().status("PRIMARY").taskDefinition(revision).build())
                .build());

    assertThat(cart().controller()).isEqualTo(Service.Controller.EXTERNAL);
    assertThat(cart().taskDefinition().revision()).isEqualTo(8);
    assertThat(cart().primary()).isEmpty();
  }

  @Test
  void codeDeployIsSeen() {
    changed(
        service ->
            service.toBuilder()
                .deploymentController(DeploymentController.builder().type("CODE_DEPLOY").build())
                .build());

    assertThat(cart().controller()).isEqualTo(Service.Controller.CODE_DEPLOY);
  }

  @Test
  void aServiceWithTheOldShortArnIsFoundByItsCluster() {
    changed(service -> service.toBuilder().serviceArn(FakeEcs.ARN + "service/cart").build());

    assertThat(cart().id()).isEqualTo(CART);
  }

  @Test
  void anInactiveServiceIsNone() {
    changed(service -> service.toBuilder().status("INACTIVE").build());

    assertThat(fleet.service(CART)).isEmpty();
  }

  // ---- Tasks ----

  @ParameterizedTest
  @CsvSource({"1, 1", "100, 1", "101, 2", "250, 3"})
  void describesAHundredTasksAtATime(int tasks, int calls) {
    for (int i = 0; i < tasks; i++) {
      EcsFixtures.task(ecs, "cart", i, "RUNNING", "RUNNING");
    }

    assertThat(fleet.tasks(CART)).hasSize(tasks).extracting(Task::id).doesNotHaveDuplicates();
    assertThat(ecs.requests(ListTasksRequest.class)).hasSize(calls);
    assertThat(ecs.requests(DescribeTasksRequest.class)).hasSize(calls);
  }

  @Test
  void aServiceWithoutTasksTakesNoDescription() {
    assertThat(fleet.tasks(CART)).isEmpty();
    assertThat(ecs.requests(DescribeTasksRequest.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PROVISIONING, RUNNING, STARTING",
    "PENDING, RUNNING, STARTING",
    "ACTIVATING, RUNNING, STARTING",
    "RUNNING, RUNNING, RUNNING",
    "DEACTIVATING, RUNNING, STOPPING",
    "STOPPING, RUNNING, STOPPING",
    "DEPROVISIONING, RUNNING, STOPPING"
  })
  void tellsWhereATaskIsInItsLife(String last, String desired, Task.Status status) {
    EcsFixtures.task(ecs, "cart", 1, last, desired);

    assertThat(fleet.tasks(CART)).extracting(Task::status).containsExactly(status);
  }

  @Test
  void aTaskThatStoppedSinceItWasListedIsNone() {
    EcsFixtures.task(ecs, "cart", 1, "STOPPED", "RUNNING");

    assertThat(fleet.tasks(CART)).isEmpty();
  }

  @Test
  void stoppedTasksComeNewestFirstWithHowTheirContainersEnded() {
    stopped(1, "2026-01-01T10:00:00Z");
    stopped(2, "2026-01-01T11:00:00Z");
    EcsFixtures.task(ecs, "cart", 3, "DEPROVISIONING", "STOPPED");

    List<StoppedTask> stopped = fleet.stopped(CART);

    assertThat(stopped)
        .extracting(StoppedTask::stoppedAt)
        .containsExactly(
            Instant.parse("2026-01-01T11:00:00Z"), Instant.parse("2026-01-01T10:00:00Z"));
    assertThat(stopped.getFirst().outOfMemory())
        .contains(new Exit("app", Optional.of(137), "OutOfMemoryError: Container killed"));
    assertThat(stopped.getFirst().stopCode()).isEqualTo("EssentialContainerExited");
  }

  // ---- Effects ----

  @Test
  void restartChangesNothingButTheTasks() {
    fleet.restart(CART);

    assertThat(ecs.requests(UpdateServiceRequest.class))
        .containsExactly(
            UpdateServiceRequest.builder()
                .cluster("shop")
                .service("cart")
                .forceNewDeployment(true)
                .build());
  }

  @Test
  void deployChangesNothingButTheRevision() {
    fleet.deploy(CART, FakeEcs.ARN + "task-definition/web:8");

    assertThat(ecs.requests(UpdateServiceRequest.class))
        .containsExactly(
            UpdateServiceRequest.builder()
                .cluster("shop")
                .service("cart")
                .taskDefinition(FakeEcs.ARN + "task-definition/web:8")
                .build());
  }

  @Test
  void setDesiredChangesNothingButTheCount() {
    fleet.setDesired(CART, 4);

    assertThat(ecs.requests(UpdateServiceRequest.class))
        .containsExactly(
            UpdateServiceRequest.builder().cluster("shop").service("cart").desiredCount(4).build());
  }

  @Test
  void aReasonThatIsTooLongIsShortened() {
    fleet.stopTask(CART, "3f2a", "x".repeat(400));

    assertThat(ecs.requests(StopTaskRequest.class))
        .containsExactly(
            StopTaskRequest.builder().cluster("shop").task("3f2a").reason("x".repeat(255)).build());
  }

  @Test
  void stoppingATaskThatEcsHasForgottenChangesNothing() {
    ecs.refusing(
        request -> {
          throw FakeEcs.error(
              400, "InvalidParameterException", "The referenced task was not found.");
        });

    fleet.stopTask(CART, "3f2a", "hottest");
  }

  @Test
  void anotherInvalidParameterIsAnError() {
    ecs.refusing(
        request -> {
          throw FakeEcs.error(400, "InvalidParameterException", "taskId longer than 36.");
        });

    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> fleet.stopTask(CART, "3f2a", "hottest"))
        .withMessage(
            "StopTask shop/cart, task 3f2a: InvalidParameterException: taskId longer than 36.")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
  }

  @Test
  void aRefusalNamesOperationServiceAndAwssOwnWords() {
    ecs.refusing(
        request -> {
          throw FakeEcs.error(400, "ThrottlingException", "Rate exceeded");
        });

    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> fleet.restart(CART))
        .withMessage("UpdateService shop/cart: ThrottlingException: Rate exceeded")
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.THROTTLED);
              assertThat(e).hasCauseInstanceOf(RuntimeException.class);
            });
  }

  @Test
  void readsAndMovesTheScalingRange() {
    assertThat(fleet.scaling(CART)).isEmpty();

    fleet.setScaling(CART, new ScalingRange(2, 6));

    assertThat(fleet.scaling(CART)).contains(new ScalingRange(2, 6));
    assertThat(scaling.registered())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.resourceId()).isEqualTo("service/shop/cart");
              assertThat(request.roleARN()).isNull();
              assertThat(request.suspendedState()).isNull();
            });
  }

  // ---- Revisions ----

  @Test
  void registersARevisionOnceForARemedy() {
    String from = FakeEcs.ARN + "task-definition/web:7";

    String first = fleet.registerWithLimit(from, RAISE, "incident-1");
    String again = fleet.registerWithLimit(from, RAISE, "incident-1");
    String other = fleet.registerWithLimit(from, RAISE, "incident-2");

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(ecs.requests(RegisterTaskDefinitionRequest.class))
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.memory()).isEqualTo("1024"));
  }

  @Test
  void anOlderRevisionOfTheRemedyIsNotTaken() {
    String from = FakeEcs.ARN + "task-definition/web:7";
    EcsFixtures.definition(ecs, "web", 5);
    ecs.definitionTags.put(
        FakeEcs.ARN + "task-definition/web:5",
        List.of(Tag.builder().key("headroom:remedy").value("incident-1").build()));

    assertThat(fleet.registerWithLimit(from, RAISE, "incident-1")).doesNotEndWith(":5");
  }

  private Service cart() {
    return fleet.service(CART).orElseThrow();
  }

  private void changed(UnaryOperator<software.amazon.awssdk.services.ecs.model.Service> change) {
    ecs.services.computeIfPresent(
        FakeEcs.ARN + "service/shop/cart", (arn, service) -> change.apply(service));
  }

  private void stopped(int number, String at) {
    var task = EcsFixtures.task(ecs, "cart", number, "STOPPED", "STOPPED");
    ecs.tasks.put(
        task.taskArn(),
        task.toBuilder()
            .stoppedAt(Instant.parse(at))
            .stopCode("EssentialContainerExited")
            .containers(
                Container.builder()
                    .name("app")
                    .exitCode(137)
                    .reason("OutOfMemoryError: Container killed")
                    .build())
            .build());
  }
}
