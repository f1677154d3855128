package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.sim.SimTask.StartTimes;
import io.headroom.sandbox.fleet.sim.SimTask.Status;
import io.headroom.sandbox.fleet.sim.SimTask.StopTimes;
import io.headroom.sandbox.fleet.workload.ProcessMemory;
import io.headroom.sandbox.fleet.workload.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
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

  /** Without a health check the scheduler waits this long before it counts a task as healthy. */
  private static final double UNCHECKED_SECONDS = 40;

  private static final double DEREGISTRATION_SECONDS = 30;
  private static final double STOP_TIMEOUT_SECONDS = 30;
  private static final List<String> ZONES =
      List.of(Arns.REGION + "a", Arns.REGION + "b", Arns.REGION + "c");

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
    SimTask task = create(service, deployment, now, instance, startTimes(service, deployment, now));
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
    StartTimes longAgo = new StartTimes(startedAt, startedAt, startedAt, startedAt);
    SimTask task = create(service, deployment, startedAt, instance, longAgo);
    task.status = Status.RUNNING;
    task.startedAt = startedAt;
    task.version = 4;
    startProcesses(task);
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
    Instant stopping = drains ? later(now, DEREGISTRATION_SECONDS) : now;
    Instant exited = task.running() ? later(stopping, grace) : stopping;
    request(task, now, code, reason, Status.DEACTIVATING);
    task.stops = new StopTimes(stopping, exited, later(exited, afterExit(task, random)));
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
    task.stops = new StopTimes(now, now, later(now, afterExit(task, task.service.random)));
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
      startProcesses(task);
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

  private SimTask create(
      SimService service,
      Deployment deployment,
      Instant now,
      SimCluster.@Nullable Instance instance,
      StartTimes times) {
    String id = service.ids.hex32();
    String cluster = service.cluster().name();
    TaskDefinition definition = deployment.taskDefinition();
    ContainerDefinition main = Memory.main(definition);
    List<SimContainer> containers = new ArrayList<>();
    for (ContainerDefinition container : definition.containerDefinitions()) {
      containers.add(
          new SimContainer(
              container,
              Arns.container(cluster, id, service.ids.uuid()),
              id + "-" + service.random.nextInt(1_000_000_000, Integer.MAX_VALUE),
              container.equals(main),
              Memory.limitMib(definition, container),
              Memory.reservedMib(definition, container)));
    }
    String zone =
        instance == null
            ? ZONES.get(service.tasks.size() % ZONES.size())
            : instance.availabilityZone();
    String arn = instance == null ? null : Arns.containerInstance(cluster, instance.id());
    return new SimTask(service, deployment, id, containers, now, arn, zone, times);
  }

  private static void startProcesses(SimTask task) {
    for (SimContainer container : task.containers) {
      RandomGenerator random = new SplittableRandom(container.arn().hashCode());
      TaskDefinition definition = task.deployment.taskDefinition();
      container.start(
          container.main()
              ? new ProcessMemory(
                  task.service.workload(),
                  container.definition().image(),
                  container.limitMib(),
                  random)
              : ProcessMemory.sidecar(
                  Memory.sidecarMib(definition, container.definition()),
                  container.limitMib(),
                  random));
    }
  }

  /** Fargate needs 30 to 60 s until a task runs, a warm EC2 instance 10 to 20 s. */
  private static StartTimes startTimes(SimService service, Deployment deployment, Instant now) {
    RandomGenerator random = service.random;
    boolean fargate = service.launchType() == LaunchType.FARGATE;
    double whole = fargate ? 30 + 30 * random.nextDouble() : 10 + 10 * random.nextDouble();
    Instant running = later(now, whole);
    boolean checked = Memory.main(deployment.taskDefinition()).healthCheck() != null;
    double untilHealthy = checked ? 12 + 12 * random.nextDouble() : UNCHECKED_SECONDS;
    return new StartTimes(
        later(now, fargate ? 0.25 * whole : 1),
        later(now, whole - 2),
        running,
        later(running, untilHealthy));
  }

  private static double afterExit(SimTask task, RandomGenerator random) {
    return task.launchType() == LaunchType.FARGATE ? 8 + 8 * random.nextDouble() : 1;
  }

  private static Instant later(Instant now, double seconds) {
    return now.plusMillis(Math.round(seconds * 1000));
  }
}
