package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.sim.SimTask.StartTimes;
import io.headroom.sandbox.fleet.workload.ProcessMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Makes tasks: their ids, containers and start-up times. */
final class TaskFactory {

  /** Without a health check the scheduler waits this long before it counts a task as healthy. */
  private static final double UNCHECKED_SECONDS = 40;

  private static final List<String> ZONES =
      List.of(Arns.REGION + "a", Arns.REGION + "b", Arns.REGION + "c");

  private TaskFactory() {}

  /** A task that has been asked for just now. */
  static SimTask starting(
      SimService service,
      Deployment deployment,
      Instant now,
      SimCluster.@Nullable Instance instance) {
    return create(service, deployment, now, instance, startTimes(service, deployment, now));
  }

  /** A task that was healthy already at a moment long ago. */
  static SimTask old(
      SimService service,
      Deployment deployment,
      Instant startedAt,
      SimCluster.@Nullable Instance instance) {
    StartTimes longAgo = new StartTimes(startedAt, startedAt, startedAt, startedAt);
    return create(service, deployment, startedAt, instance, longAgo);
  }

  private static SimTask create(
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

  /** Starts the processes of its containers, each with randomness of its own. */
  static void startProcesses(SimTask task) {
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

  static Instant later(Instant now, double seconds) {
    return now.plusMillis(Math.round(seconds * 1000));
  }
}
