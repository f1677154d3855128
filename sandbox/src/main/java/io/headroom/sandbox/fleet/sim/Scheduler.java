package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.sim.RollingUpdate.Side;
import io.headroom.sandbox.fleet.sim.RollingUpdate.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The ECS service scheduler: keeps the desired number of tasks and rolls deployments out. Its
 * sentences are those of "Amazon ECS service event messages" in the developer guide.
 */
final class Scheduler {

  /** A steady service says so again after this time. */
  private static final Duration STEADY_AGAIN = Duration.ofHours(6);

  /** How often it says again that a task cannot be placed. */
  private static final Duration PLACEMENT_AGAIN = Duration.ofMinutes(5);

  private final TaskLifecycle lifecycle;
  private final EventBus events;

  Scheduler(TaskLifecycle lifecycle, EventBus events) {
    this.lifecycle = lifecycle;
    this.events = events;
  }

  /** Does what is due for a service. */
  void run(SimService service, Instant now) {
    if (atRest(service, now)) {
      return;
    }
    Deployment primary = service.primary();
    List<SimTask> fresh = liveOf(service, primary, true);
    List<SimTask> old = liveOf(service, primary, false);
    Step step = service.rollingUpdate().next(side(fresh, now), side(old, now));
    if (step.start() > 0) {
      start(service, primary, step.start(), now);
    }
    if (step.stopOld() > 0) {
      stop(service, pick(old, step.stopOld(), now), now);
    }
    if (step.stopNew() > 0) {
      stop(service, pick(fresh, step.stopNew(), now), now);
    }
    settle(service, primary, now);
  }

  /** Nothing to do: most services, most of the time; a day of history is made of such steps. */
  private static boolean atRest(SimService service, Instant now) {
    Instant said = service.steadySaidAt;
    return service.steady
        && said != null
        && said.plus(STEADY_AGAIN).isAfter(now)
        && service.deployments.size() == 1
        && service.live() == service.desired;
  }

  private static List<SimTask> liveOf(SimService service, Deployment primary, boolean ofPrimary) {
    return service.tasks.stream()
        .filter(SimTask::live)
        .filter(task -> (task.deployment == primary) == ofPrimary)
        .toList();
  }

  private static Side side(List<SimTask> tasks, Instant now) {
    return new Side(tasks.size(), (int) tasks.stream().filter(task -> task.healthyAt(now)).count());
  }

  /** Those not healthy first, then the oldest. */
  private static List<SimTask> pick(List<SimTask> tasks, int count, Instant now) {
    return tasks.stream()
        .sorted(
            Comparator.comparing((SimTask task) -> task.healthyAt(now))
                .thenComparing(SimTask::createdAt))
        .limit(count)
        .toList();
  }

  private void start(SimService service, Deployment deployment, int count, Instant now) {
    List<SimTask> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimCluster.Instance instance = null;
      if (service.launchType() == LaunchType.EC2) {
        instance = service.cluster().place(Memory.reservedMib(deployment.taskDefinition()));
        if (instance == null) {
          sayUnplaced(service, now);
          break;
        }
      }
      SimTask task = lifecycle.start(service, deployment, now, instance);
      service.tasks.add(task);
      started.add(task);
    }
    if (!started.isEmpty()) {
      service.steady = false;
      deployment.touch(now);
      service.say(
          now,
          "(service %s) has started %d tasks: %s."
              .formatted(service.name(), started.size(), names(started)));
    }
  }

  private void sayUnplaced(SimService service, Instant now) {
    Instant said = service.placementFailedAt;
    service.steady = false;
    if (said != null && said.plus(PLACEMENT_AGAIN).isAfter(now)) {
      return;
    }
    service.placementFailedAt = now;
    service.say(
        now,
        ("(service %s) was unable to place a task because no container instance met all of its"
                + " requirements. The closest matching (container-instance %s) has insufficient"
                + " memory available. For more information, see the Troubleshooting section of the"
                + " Amazon ECS Developer Guide.")
            .formatted(service.name(), service.cluster().closest().id()));
    events.serviceAction(
        service, now, "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", "RESOURCE:MEMORY");
  }

  private void stop(SimService service, List<SimTask> tasks, Instant now) {
    service.steady = false;
    for (SimTask task : tasks) {
      lifecycle.stop(
          task,
          now,
          TaskStopCode.SERVICE_SCHEDULER_INITIATED,
          "Scaling activity initiated by (deployment " + service.primary().id() + ")");
    }
    service.say(
        now,
        "(service %s) has stopped %d running tasks: %s."
            .formatted(service.name(), tasks.size(), names(tasks)));
    if (service.loadBalanced()) {
      service.say(
          now.plusMillis(400),
          "(service %s, taskSet %s) has begun draining connections on %d tasks."
              .formatted(service.name(), tasks.getFirst().deployment.id(), tasks.size()));
    }
  }

  private void settle(SimService service, Deployment primary, Instant now) {
    service.deployments.removeIf(
        deployment ->
            deployment != primary
                && service.tasks.stream()
                    .noneMatch(
                        task ->
                            task.deployment == deployment
                                && task.status().compareTo(SimTask.Status.DEPROVISIONING) < 0));
    List<SimTask> fresh = liveOf(service, primary, true);
    boolean whole =
        service.deployments.size() == 1
            && fresh.size() == service.desired
            && fresh.stream().allMatch(task -> task.healthyAt(now));
    if (!whole || service.deleted) {
      return;
    }
    if (!primary.completed()) {
      primary.complete(now);
      service.say(
          now,
          "(service %s) (deployment %s) deployment completed."
              .formatted(service.name(), primary.id()));
      events.deploymentState(service, primary, now);
    }
    Instant said = service.steadySaidAt;
    if (!service.steady || said == null || !said.plus(STEADY_AGAIN).isAfter(now)) {
      service.steady = true;
      service.steadySaidAt = now;
      service.say(
          now.plusMillis(200),
          "(service %s) has reached a steady state.".formatted(service.name()));
      events.serviceAction(service, now, "INFO", "SERVICE_STEADY_STATE", null);
    }
  }

  private static String names(List<SimTask> tasks) {
    return tasks.stream().map(task -> "(task " + task.id() + ")").collect(Collectors.joining(" "));
  }
}
