package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.sim.SimTask.StartTimes;
import io.headroom.sandbox.fleet.sim.SimTask.Status;
import io.headroom.sandbox.fleet.sim.SimTask.StopTimes;
import io.headroom.sandbox.fleet.workload.ProcessMemory;
import io.headroom.sandbox.fleet.workload.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Starts tasks, moves them through their states, and stops them. Reports each change of state. */
final class TaskLifecycle {

  /** What ECS puts on a container that the kernel killed at its memory limit. */
  static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";

  static final String ESSENTIAL_EXITED = "Essential container in task exited";

  /** 128 + SIGKILL. */
  private static final int KILLED = 137;

  /** 128 + SIGTERM. */
  private static final int TERMINATED = 143;

  private static final double DEREGISTRATION_SECONDS = 30;
  private static final double STOP_TIMEOUT_SECONDS = 30;

  private final Consumer<SimTask> changed;

  TaskLifecycle(Consumer<SimTask> changed) {
    this.changed = changed;
  }

  /** Starts a task of a deployment, on an instance where the launch type is EC2. */
  SimTask start(
      SimService service,
      Deployment deployment,
      Instant now,
      SimCluster.@Nullable Instance instance) {
    SimTask task = TaskFactory.starting(service, deployment, now, instance);
    changed.accept(task);
    return task;
  }

  /** Adds a task that has been running since long before. */
  SimTask adopt(
      SimService service,
      Deployment deployment,
      Instant startedAt,
      Instant now,
      SimCluster.@Nullable Instance instance) {
    SimTask task = TaskFactory.old(service, deployment, startedAt, instance);
    task.status = Status.RUNNING;
    task.startedAt = startedAt;
    task.version = 4;
    TaskFactory.startProcesses(task);
    double age = Duration.between(startedAt, now).toSeconds();
    Tick settled = new Tick(now, age, age, service.workload().traffic().at(now));
    for (SimContainer container : task.containers) {
      ProcessMemory process = container.process();
      if (process != null) {
        process.advance(settled);
      }
    }
    return task;
  }

  /** Moves a task through the states that are due. */
  void advance(SimTask task, Instant now) {
    while (step(task, now)) {
      task.version++;
      changed.accept(task);
    }
  }

  /** Tells a task to stop: it drains, gets SIGTERM, and stops. */
  void stop(SimTask task, Instant now, TaskStopCode code, String reason) {
    RandomGenerator random = task.service.random;
    boolean drains = task.service.loadBalanced() && task.status == Status.RUNNING;
    boolean kill = task.service.workload().ignoresSigterm();
    double grace = kill ? STOP_TIMEOUT_SECONDS : 2 + 8 * random.nextDouble();
    Instant stopping = drains ? TaskFactory.later(now, DEREGISTRATION_SECONDS) : now;
    Instant exited = task.running() ? TaskFactory.later(stopping, grace) : stopping;
    request(task, now, code, reason, Status.DEACTIVATING);
    task.stops =
        new StopTimes(stopping, exited, TaskFactory.later(exited, afterExit(task, random)));
    if (!drains) {
      task.status = Status.STOPPING;
    }
    task.version++;
    changed.accept(task);
  }

  /** The kernel kills a container at its limit. An essential one takes its task with it. */
  void killOutOfMemory(SimTask task, SimContainer container, Instant now) {
    container.exit(KILLED, OUT_OF_MEMORY);
    if (Boolean.FALSE.equals(container.definition().essential())) {
      return;
    }
    for (SimContainer other : task.containers) {
      if (other.process() != null) {
        other.exit(TERMINATED, null);
      }
    }
    request(
        task,
        now,
        TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
        ESSENTIAL_EXITED,
        Status.DEPROVISIONING);
    task.executionStoppedAt = now;
    task.stops =
        new StopTimes(now, now, TaskFactory.later(now, afterExit(task, task.service.random)));
    task.version++;
    changed.accept(task);
  }

  private void request(SimTask task, Instant now, TaskStopCode code, String reason, Status status) {
    task.stopRequested = true;
    task.stoppingAt = now;
    task.stopCode = code;
    task.stoppedReason = reason;
    task.status = status;
  }

  private boolean step(SimTask task, Instant now) {
    StopTimes stops = task.stops;
    if (stops != null) {
      return stepDown(task, stops, now);
    }
    StartTimes starts = task.starts;
    if (task.status == Status.PROVISIONING && !now.isBefore(starts.pending())) {
      task.status = Status.PENDING;
      return true;
    }
    if (task.status == Status.PENDING && !now.isBefore(starts.activating())) {
      task.status = Status.ACTIVATING;
      return true;
    }
    if (task.status == Status.ACTIVATING && !now.isBefore(starts.running())) {
      task.status = Status.RUNNING;
      task.startedAt = starts.running();
      TaskFactory.startProcesses(task);
      return true;
    }
    return false;
  }

  private boolean stepDown(SimTask task, StopTimes stops, Instant now) {
    if (task.status == Status.DEACTIVATING && !now.isBefore(stops.stopping())) {
      task.status = Status.STOPPING;
      return true;
    }
    if (task.status == Status.STOPPING && !now.isBefore(stops.deprovisioning())) {
      int code = task.service.workload().ignoresSigterm() ? KILLED : TERMINATED;
      for (SimContainer container : task.containers) {
        if (container.process() != null) {
          container.exit(code, null);
        }
      }
      task.executionStoppedAt = stops.deprovisioning();
      task.status = Status.DEPROVISIONING;
      return true;
    }
    if (task.status == Status.DEPROVISIONING && !now.isBefore(stops.stopped())) {
      task.status = Status.STOPPED;
      task.stoppedAt = stops.stopped();
      return true;
    }
    return false;
  }

  private static double afterExit(SimTask task, RandomGenerator random) {
    return task.launchType() == LaunchType.FARGATE ? 8 + 8 * random.nextDouble() : 1;
  }
}
