package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import io.headroom.core.fleet.Task;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.FakeAutoScaling;
import io.headroom.infra.ecs.PassableRoles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ministack.testcontainers.MiniStackContainer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/**
 * ECS tasks that are containers of the engine: they take time to start, roll-outs are in progress
 * for a while, and a process that ends stops its task. MiniStack puts no memory limit on them, so a
 * kill for memory is played by the exit code that it has.
 */
@NeedsContainers
class MiniStackTasksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private static MiniStackContainer container;

  @SuppressWarnings("NullAway.Init")
  private static EcsClient ecs;

  @SuppressWarnings("NullAway.Init")
  private static EcsFleet fleet;

  @BeforeAll
  static void start() {
    container = AwsContainers.newMiniStack().withRealInfrastructure();
    container.start();
    AwsClients clients = AwsContainers.clients(container);
    ecs = clients.ecs();
    fleet = new EcsFleet(ecs, new FakeAutoScaling(), PassableRoles.ALL);
    ecs.createCluster(request -> request.clusterName("shop"));
  }

  /** Removes the tasks' containers with it. */
  @AfterAll
  static void stop() {
    ecs.close();
    container.stop();
  }

  @Test
  void aRestartIsSeenFromItsBeginningToItsEnd() {
    ServiceId id = service("steady", 2, "sleep 3600");
    Set<String> old = running(id);

    fleet.restart(id);

    Service during = described(id);
    assertThat(during.deploying()).isTrue();
    assertThat(during.deployments()).hasSize(2);
    assertThat(during.primary().orElseThrow().rollout()).isEqualTo(Rollout.IN_PROGRESS);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Service after = described(id);
              assertThat(after.deploying()).isFalse();
              assertThat(after.running()).isEqualTo(2);
              assertThat(running(id)).hasSize(2).doesNotContainAnyElementsOf(old);
            });
    assertThat(fleet.stopped(id)).extracting(StoppedTask::id).containsAll(old);
  }

  @Test
  void aTaskWhoseProcessEndsIsStoppedWithItsExitCodeAndReplaced() {
    ServiceId id = service("crashing", 1, "sleep 4; exit 137");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<StoppedTask> stopped = fleet.stopped(id);
              assertThat(stopped).isNotEmpty();
              assertThat(stopped.getLast().stopCode()).isEqualTo("EssentialContainerExited");
              assertThat(stopped.getLast().startedAt()).isPresent();
              assertThat(stopped.getLast().exits())
                  .extracting(Exit::container, Exit::exitCode)
                  .containsExactly(tuple("app", Optional.of(137)));
            });
    String gone = fleet.stopped(id).getLast().id();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(running(id)).isNotEmpty().doesNotContain(gone));
  }

  private static Service described(ServiceId id) {
    return fleet.service(id).orElseThrow();
  }

  private static Set<String> running(ServiceId id) {
    return fleet.tasks(id).stream()
        .filter(task -> task.status() == Task.Status.RUNNING)
        .map(Task::id)
        .collect(Collectors.toSet());
  }

  /** A service of the cluster {@code shop}, all of whose tasks have run. */
  private static ServiceId service(String name, int tasks, String script) {
    ecs.registerTaskDefinition(
        request ->
            request
                .family(name)
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("app")
                        .image("alpine:3.17")
                        .command("sh", "-c", script)
                        .memory(64)
                        .build()));
    ServiceId id =
        ServiceId.ofArn(
            ecs.createService(
                    request ->
                        request
                            .cluster("shop")
                            .serviceName(name)
                            .taskDefinition(name)
                            .desiredCount(tasks))
                .service()
                .serviceArn());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(running(id)).hasSize(tasks));
    return id;
  }
}
