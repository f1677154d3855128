package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.remedy.LimitChange;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Fleet} does alike. An implementation's test extends it and says how a service
 * comes to be and how time passes there.
 *
 * <p>The service of {@link #running} has two tasks of one container {@code app}, whose hard limit
 * is {@link #LIMIT}, with an environment variable {@code STAGE=test} and the tag {@code
 * headroom:owner=shop}; ECS itself rolls it out.
 */
public abstract class FleetContract {

  protected static final Bytes LIMIT = Bytes.mib(128);
  protected static final int TASKS = 2;

  private static final Bytes DOUBLE = Bytes.mib(256);
  private static final LimitChange RAISE =
      new LimitChange(
          "app", Optional.of(DOUBLE), Optional.empty(), Optional.empty(), Optional.empty());

  /** The fleet under test. */
  protected abstract Fleet fleet();

  /** A service that this test alone uses, as described above, with both tasks running. */
  protected abstract ServiceId running();

  /** Lets ECS finish what it has begun on a service: every desired task runs, no other one. */
  protected abstract void settle(ServiceId id);

  /** Whether a task names the deployment that started it, as ECS's do; an emulator's may not. */
  protected boolean namesStarters() {
    return true;
  }

  /** Whether a revision that does not exist is refused, as ECS does; an emulator may not. */
  protected boolean refusesUnknownRevisions() {
    return true;
  }

  @Test
  void readsTheServicesOfACluster() {
    ServiceId id = running();

    FleetReading reading = fleet().read(new Scope(id.place(), List.of(id.cluster())));

    assertThat(reading.unread()).isEmpty();
    assertThat(reading.services()).extracting(Service::id).contains(id).isSorted();
  }

  @Test
  void aClusterThatDoesNotExistIsNamedAndTheOthersAreRead() {
    ServiceId id = running();

    FleetReading reading =
        fleet().read(new Scope(id.place(), List.of("no-such-cluster", id.cluster())));

    assertThat(reading.services()).extracting(Service::id).contains(id);
    assertThat(reading.unread())
        .extracting(Unread::what, Unread::reason)
        .containsExactly(tuple("no-such-cluster", FleetException.Reason.NOT_FOUND));
  }

  @Test
  void everyClusterIsReadWhereNoneIsNamed() {
    ServiceId id = running();

    assertThat(fleet().read(Scope.all(id.place())).services()).extracting(Service::id).contains(id);
  }

  @Test
  void describesAService() {
    ServiceId id = running();

    Service service = described(id);

    assertThat(service.id()).isEqualTo(id);
    assertThat(service.desired()).isEqualTo(TASKS);
    assertThat(service.running()).isEqualTo(TASKS);
    assertThat(service.pending()).isZero();
    assertThat(service.deploying()).isFalse();
    assertThat(service.controller()).isEqualTo(Service.Controller.ECS);
    assertThat(service.tag("headroom:owner")).contains("shop");
    assertThat(service.limit()).isEqualTo(LIMIT);
    TaskDefinition definition = service.taskDefinition();
    assertThat(definition.arn()).endsWith(definition.shortName());
    assertThat(definition.containers()).hasSize(1);
    assertThat(definition.containers().getFirst().name()).isEqualTo("app");
    assertThat(definition.containers().getFirst().essential()).isTrue();
    assertThat(definition.containers().getFirst().limit()).contains(LIMIT);
    assertThat(definition.containers().getFirst().environment()).containsEntry("STAGE", "test");
    Deployment primary = service.primary().orElseThrow();
    assertThat(primary.taskDefinition()).isEqualTo(definition.arn());
    assertThat(primary.rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
    assertThat(primary.desired()).isEqualTo(TASKS);
    assertThat(primary.running()).isEqualTo(TASKS);
  }

  @Test
  void aServiceThatDoesNotExistIsEmpty() {
    ServiceId id = running();

    assertThat(fleet().service(unknownBeside(id))).isEmpty();
    assertThat(
            fleet().service(new ServiceId(id.account(), id.region(), "no-such-cluster", id.name())))
        .isEmpty();
  }

  @Test
  void listsItsTasks() {
    ServiceId id = running();
    String primary = described(id).primary().orElseThrow().id();

    List<Task> tasks = fleet().tasks(id);

    assertThat(tasks).hasSize(TASKS);
    assertThat(tasks).extracting(Task::id).doesNotHaveDuplicates().noneMatch(t -> t.contains("/"));
    assertThat(tasks).extracting(Task::status).containsOnly(Task.Status.RUNNING);
    assertThat(tasks)
        .extracting(Task::deployment)
        .containsOnly(namesStarters() ? Optional.of(primary) : Optional.empty());
    assertThat(tasks).extracting(Task::startedAt).allMatch(Optional::isPresent);
    assertThat(tasks)
        .extracting(Task::taskDefinition)
        .containsOnly(described(id).taskDefinition().arn());
  }

  @Test
  void restartReplacesEveryTaskByOneOfTheSameRevision() {
    ServiceId id = running();
    Service before = described(id);
    Set<String> old = taskIds(id);

    fleet().restart(id);

    assertThat(described(id).primary().orElseThrow().id())
        .isNotEqualTo(before.primary().orElseThrow().id());
    settle(id);
    Service after = described(id);
    assertThat(after.deploying()).isFalse();
    assertThat(after.deployments()).hasSize(1);
    assertThat(after.running()).isEqualTo(TASKS);
    assertThat(after.taskDefinition()).isEqualTo(before.taskDefinition());
    assertThat(taskIds(id)).hasSize(TASKS).doesNotContainAnyElementsOf(old);
  }

  @Test
  void aServiceThatDoesNotExistCannotBeChanged() {
    ServiceId unknown = unknownBeside(running());

    assertThat(reasonOf(() -> fleet().restart(unknown))).isEqualTo(FleetException.Reason.NOT_FOUND);
    assertThat(reasonOf(() -> fleet().setDesired(unknown, 3)))
        .isEqualTo(FleetException.Reason.NOT_FOUND);
  }

  @Test
  void aStoppedTaskIsReplaced() {
    ServiceId id = running();
    String victim = fleet().tasks(id).getFirst().id();

    fleet().stopTask(id, victim, "Headroom: hottest task");
    settle(id);

    assertThat(taskIds(id)).hasSize(TASKS).doesNotContain(victim);
    StoppedTask stopped =
        fleet().stopped(id).stream()
            .filter(task -> task.id().equals(victim))
            .findFirst()
            .orElseThrow();
    assertThat(stopped.service()).isEqualTo(id);
    assertThat(stopped.stoppedReason()).contains("Headroom: hottest task");
    assertThat(stopped.stopCode()).isEqualTo("UserInitiated");
    assertThat(stopped.outOfMemory()).isEmpty();
  }

  @Test
  void stoppingAStoppedOrUnknownTaskChangesNothing() {
    ServiceId id = running();
    String victim = fleet().tasks(id).getFirst().id();
    fleet().stopTask(id, victim, "once");
    settle(id);
    Set<String> tasks = taskIds(id);

    fleet().stopTask(id, victim, "twice");
    fleet().stopTask(id, "0123456789abcdef0123456789abcdef", "nobody");
    settle(id);

    assertThat(taskIds(id)).isEqualTo(tasks);
  }

  @Test
  void aRaisedLimitIsARevisionOfItsOwnThatKeepsTheRest() {
    ServiceId id = running();
    TaskDefinition before = described(id).taskDefinition();

    String arn = fleet().registerWithLimit(before.arn(), RAISE, "incident-1");

    assertThat(arn).isNotEqualTo(before.arn());
    assertThat(described(id).taskDefinition()).isEqualTo(before);
    fleet().deploy(id, arn);
    settle(id);
    TaskDefinition after = described(id).taskDefinition();
    assertThat(after.arn()).isEqualTo(arn);
    assertThat(after.family()).isEqualTo(before.family());
    assertThat(after.revision()).isGreaterThan(before.revision());
    assertThat(after.limit()).isEqualTo(DOUBLE);
    assertThat(after.containers().getFirst().limit()).contains(DOUBLE);
    assertThat(after.containers().getFirst().environment())
        .isEqualTo(before.containers().getFirst().environment());
    assertThat(fleet().tasks(id)).extracting(Task::taskDefinition).containsOnly(arn);
  }

  @Test
  void aRevisionIsRegisteredOnceForARemedy() {
    String from = described(running()).taskDefinition().arn();

    String first = fleet().registerWithLimit(from, RAISE, "incident-2");

    assertThat(fleet().registerWithLimit(from, RAISE, "incident-2")).isEqualTo(first);
    assertThat(fleet().registerWithLimit(from, RAISE, "incident-3")).isNotEqualTo(first);
  }

  @Test
  void aRevisionThatDoesNotExistCannotBeDeployed() {
    ServiceId id = running();
    TaskDefinition definition = described(id).taskDefinition();
    String unknown =
        definition.arn().substring(0, definition.arn().lastIndexOf(':')) + ":" + 999_999;

    if (refusesUnknownRevisions()) {
      assertThat(reasonOf(() -> fleet().deploy(id, unknown)))
          .isEqualTo(FleetException.Reason.INVALID);
    }
    assertThat(described(id).taskDefinition()).isEqualTo(definition);
  }

  @Test
  void runsAsManyTasksAsDesired() {
    ServiceId id = running();

    fleet().setDesired(id, TASKS + 1);

    assertThat(described(id).desired()).isEqualTo(TASKS + 1);
    settle(id);
    assertThat(described(id).running()).isEqualTo(TASKS + 1);
    assertThat(taskIds(id)).hasSize(TASKS + 1);
  }

  @Test
  void theScalingRangeIsReadAndMoved() {
    ServiceId id = running();
    assertThat(fleet().scaling(id)).isEmpty();

    fleet().setScaling(id, new ScalingRange(TASKS, 6));
    assertThat(fleet().scaling(id)).contains(new ScalingRange(TASKS, 6));

    fleet().setScaling(id, new ScalingRange(TASKS, 8));
    assertThat(fleet().scaling(id)).contains(new ScalingRange(TASKS, 8));
  }

  private Service described(ServiceId id) {
    return fleet().service(id).orElseThrow();
  }

  private Set<String> taskIds(ServiceId id) {
    return fleet().tasks(id).stream()
        .filter(task -> task.status() == Task.Status.RUNNING)
        .map(Task::id)
        .collect(Collectors.toSet());
  }

  private static ServiceId unknownBeside(ServiceId id) {
    return new ServiceId(id.account(), id.region(), id.cluster(), "no-such-service");
  }

  private static FleetException.Reason reasonOf(Runnable call) {
    FleetException thrown = catchThrowableOfType(FleetException.class, call::run);
    assertThat(thrown).as("the call is refused").isNotNull();
    return thrown.reason();
  }
}
