package io.headroom.core.port;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One service of {@link InMemoryFleet}: its tasks and deployments as they change. New tasks start
 * beside the old ones and take their places when told to.
 */
final class InMemoryService {

  private final Service described;
  private final List<Task> tasks = new ArrayList<>();
  private final List<StoppedTask> stopped = new ArrayList<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private TaskDefinition definition;
  private int desired;
  private int started;
  private int deployed;

  /** A service as described; its desired tasks run, and its first deployment is long done. */
  InMemoryService(Service service, Instant now) {
    described = service;
    definition = service.taskDefinition();
    desired = service.desired();
    if (service.deployments().isEmpty()) {
      deployments.add(deployment(Rollout.COMPLETED, now));
    } else {
      deployments.addAll(service.deployments());
    }
    startMissing();
    replace(Integer.MAX_VALUE, now);
  }

  ServiceId id() {
    return described.id();
  }

  int desired() {
    return desired;
  }

  TaskDefinition taskDefinition() {
    return definition;
  }

  List<Task> tasks() {
    return List.copyOf(tasks);
  }

  List<StoppedTask> stopped() {
    return List.copyOf(stopped.reversed());
  }

  Service describe() {
    return new Service(
        described.id(),
        desired,
        count(Task.Status.RUNNING),
        count(Task.Status.STARTING),
        definition,
        deployments.stream().map(this::counted).toList(),
        described.controller(),
        described.insights(),
        described.tags(),
        described.events());
  }

  /** Begins a deployment; the tasks of the earlier ones run on. */
  void deploy(TaskDefinition newDefinition, Instant now) {
    definition = newDefinition;
    deployments.replaceAll(old -> with(old, Deployment.Status.ACTIVE, old.rollout(), ""));
    deployments.addFirst(deployment(Rollout.IN_PROGRESS, now));
    startMissing();
  }

  /** So many starting tasks run, and as many old ones stop; the roll-out ends when all do. */
  void replace(int most, Instant now) {
    int left = most;
    for (int i = 0; i < tasks.size() && left > 0; i++) {
      Task task = tasks.get(i);
      if (task.status() == Task.Status.STARTING) {
        tasks.set(i, running(task, now));
        left--;
      }
    }
    while (count(Task.Status.RUNNING) > desired) {
      stopAndForget(leastWanted(), now);
    }
    if (count(Task.Status.STARTING) == 0) {
      deployments.subList(1, deployments.size()).clear();
      deployments.replaceAll(one -> with(one, one.status(), Rollout.COMPLETED, ""));
    }
  }

  void fail(String reason, Instant now) {
    String primary = deployments.getFirst().id();
    for (Task task : List.copyOf(tasks)) {
      if (task.deployment().equals(Optional.of(primary))) {
        stopAndForget(task, now);
      }
    }
    deployments.set(
        0, with(deployments.getFirst(), Deployment.Status.PRIMARY, Rollout.FAILED, reason));
  }

  /** Stops a task and starts another; empty if there is no such task. */
  Optional<StoppedTask> stop(
      String id, String stopCode, String reason, List<Exit> exits, Instant now) {
    return tasks.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .map(
            task -> {
              tasks.remove(task);
              StoppedTask gone = gone(task, stopCode, reason, exits, now);
              stopped.add(gone);
              startMissing();
              return gone;
            });
  }

  void health(String id, Task.Health health) {
    tasks.replaceAll(
        task ->
            task.id().equals(id)
                ? new Task(
                    task.id(),
                    task.taskDefinition(),
                    task.deployment(),
                    task.status(),
                    task.startedAt(),
                    health)
                : task);
  }

  void setDesired(int wanted, Instant now) {
    desired = wanted;
    while (tasks.size() > desired) {
      stopAndForget(tasks.getLast(), now);
    }
    startMissing();
  }

  private void startMissing() {
    String primary = deployments.getFirst().id();
    long there =
        tasks.stream().filter(task -> task.deployment().equals(Optional.of(primary))).count();
    for (long i = there; i < desired; i++) {
      tasks.add(
          new Task(
              nextTaskId(),
              definition.arn(),
              Optional.of(primary),
              Task.Status.STARTING,
              Optional.empty()));
    }
  }

  /** 32 hexadecimal digits as ECS has them; the first eight tell the tasks of a service apart. */
  private String nextTaskId() {
    started++;
    return "%08x%024x".formatted(id().hashCode() + started * 0x9E3779B9, started);
  }

  private Task leastWanted() {
    String primary = deployments.getFirst().id();
    return tasks.stream()
        .filter(task -> !task.deployment().equals(Optional.of(primary)))
        .findFirst()
        .orElse(tasks.getLast());
  }

  private void stopAndForget(Task task, Instant now) {
    tasks.remove(task);
    stopped.add(
        gone(
            task,
            "ServiceSchedulerInitiated",
            "Scaling activity initiated by (deployment)",
            List.of(),
            now));
  }

  private StoppedTask gone(
      Task task, String stopCode, String reason, List<Exit> exits, Instant now) {
    return new StoppedTask(
        id(), task.id(), task.taskDefinition(), task.startedAt(), now, stopCode, reason, exits);
  }

  private static Task running(Task task, Instant now) {
    return new Task(
        task.id(), task.taskDefinition(), task.deployment(), Task.Status.RUNNING, Optional.of(now));
  }

  private Deployment deployment(Rollout rollout, Instant now) {
    deployed++;
    return new Deployment(
        "ecs-svc/%d%04d".formatted(Math.abs((long) id().hashCode()), deployed),
        Deployment.Status.PRIMARY,
        rollout,
        "",
        definition.arn(),
        now,
        desired,
        0,
        0,
        0);
  }

  private static Deployment with(
      Deployment one, Deployment.Status status, Rollout rollout, String reason) {
    return new Deployment(
        one.id(),
        status,
        rollout,
        reason,
        one.taskDefinition(),
        one.createdAt(),
        one.desired(),
        one.running(),
        one.pending(),
        one.failed());
  }

  private Deployment counted(Deployment one) {
    Optional<String> id = Optional.of(one.id());
    return new Deployment(
        one.id(),
        one.status(),
        one.rollout(),
        one.reason(),
        one.taskDefinition(),
        one.createdAt(),
        one.status() == Deployment.Status.PRIMARY ? desired : 0,
        (int) tasks.stream().filter(t -> t.deployment().equals(id) && isRunning(t)).count(),
        (int) tasks.stream().filter(t -> t.deployment().equals(id) && !isRunning(t)).count(),
        one.failed());
  }

  private static boolean isRunning(Task task) {
    return task.status() == Task.Status.RUNNING;
  }

  private int count(Task.Status status) {
    return (int) tasks.stream().filter(task -> task.status() == status).count();
  }
}
