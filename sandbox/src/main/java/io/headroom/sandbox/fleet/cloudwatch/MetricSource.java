package io.headroom.sandbox.fleet.cloudwatch;

import io.headroom.sandbox.fleet.sim.Memory;
import io.headroom.sandbox.fleet.sim.MinuteSeries.Stat;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimCluster.Insights;
import io.headroom.sandbox.fleet.sim.SimContainer;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The one-minute values of every metric that the fleet sends: {@code AWS/ECS} for each service, and
 * {@code ECS/ContainerInsights} where the cluster has it, per task and container where it is
 * enhanced. Names, dimensions and units are those of "service utilization metrics" in the ECS
 * developer guide and of the two Container Insights tables in the CloudWatch user guide.
 */
final class MetricSource {

  static final String ECS = "AWS/ECS";
  static final String INSIGHTS = "ECS/ContainerInsights";
  static final Set<String> COUNTS =
      Set.of("RunningTaskCount", "PendingTaskCount", "DesiredTaskCount", "DeploymentCount");
  static final Set<String> TASK_METRICS =
      Set.of("MemoryUtilized", "MemoryReserved", "CpuUtilized", "CpuReserved");
  static final Set<String> ENHANCED_TASK_METRICS =
      Set.of("TaskMemoryUtilization", "TaskCpuUtilization");
  static final Set<String> CONTAINER_METRICS =
      Set.of("ContainerMemoryUtilized", "ContainerMemoryReserved", "ContainerMemoryUtilization");

  private static final Set<String> SERVICE_DIMENSIONS =
      Set.of(MetricName.CLUSTER, MetricName.SERVICE);
  private static final double DEFAULT_CPU_UNITS = 1024;

  private final World world;
  private final Arrival arrival;

  MetricSource(World world) {
    this.world = world;
    this.arrival = new Arrival(world.seed());
  }

  /** The values of a metric by minute since the epoch, as they are known at a moment. */
  LongFunction<@Nullable Stat> values(MetricName metric, Instant asOf) {
    String clusterName = metric.dimensions().get(MetricName.CLUSTER);
    SimCluster cluster = clusterName == null ? null : world.cluster(clusterName);
    if (cluster == null) {
      return minute -> null;
    }
    return switch (metric.namespace()) {
      case ECS -> utilization(cluster, metric, asOf);
      case INSIGHTS -> insights(cluster, metric, asOf);
      default -> minute -> null;
    };
  }

  private LongFunction<@Nullable Stat> utilization(
      SimCluster cluster, MetricName metric, Instant asOf) {
    SimService service = service(cluster, metric);
    boolean memory = metric.name().equals("MemoryUtilization");
    if (service == null
        || !metric.dimensions().keySet().equals(SERVICE_DIMENSIONS)
        || !(memory || metric.name().equals("CPUUtilization"))) {
      return minute -> null;
    }
    List<SimTask> tasks = service.tasks();
    return minute ->
        arrival.arrived(service.arn(), minute, asOf)
            ? together(tasks, task -> memory ? memoryPercent(task, minute) : cpu(task, minute))
            : null;
  }

  private LongFunction<@Nullable Stat> insights(
      SimCluster cluster, MetricName metric, Instant asOf) {
    if (cluster.insights() == Insights.DISABLED) {
      return minute -> null;
    }
    if (COUNTS.contains(metric.name())) {
      return counts(cluster, metric, asOf);
    }
    boolean enhanced = cluster.insights() == Insights.ENHANCED;
    boolean containers = CONTAINER_METRICS.contains(metric.name()) && enhanced;
    boolean known =
        containers
            || TASK_METRICS.contains(metric.name())
            || (ENHANCED_TASK_METRICS.contains(metric.name()) && enhanced);
    if (!known || !Dimensions.allowed(metric.dimensions().keySet(), containers, enhanced)) {
      return minute -> null;
    }
    List<SimTask> tasks = cluster.tasks().stream().filter(task -> matches(task, metric)).toList();
    return minute ->
        together(
            tasks.stream()
                .filter(task -> arrival.arrived(task.service().name() + "/insights", minute, asOf))
                .filter(task -> !arrival.lost(task.id(), minute))
                .toList(),
            task ->
                containers
                    ? ofContainers(task, metric, minute)
                    : ofTask(task, metric.name(), minute));
  }

  private LongFunction<@Nullable Stat> counts(SimCluster cluster, MetricName metric, Instant asOf) {
    SimService service = service(cluster, metric);
    if (service == null || !metric.dimensions().keySet().equals(SERVICE_DIMENSIONS)) {
      return minute -> null;
    }
    return minute -> {
      Stat stat = service.counts(metric.name()).at(minute);
      boolean there = arrival.arrived(service.name() + "/insights", minute, asOf);
      return stat.count() == 0 || !there ? null : Stat.of(Math.rint(stat.average()));
    };
  }

  private static @Nullable SimService service(SimCluster cluster, MetricName metric) {
    String name = metric.dimensions().get(MetricName.SERVICE);
    return name == null ? null : cluster.service(name);
  }

  private static boolean matches(SimTask task, MetricName metric) {
    Map<String, String> dimensions = metric.dimensions();
    String family = task.deployment().taskDefinition().family();
    return is(dimensions.get(MetricName.SERVICE), task.service().name())
        && is(dimensions.get(MetricName.FAMILY), family)
        && is(dimensions.get(MetricName.TASK), task.id());
  }

  private static boolean is(@Nullable String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }

  private interface PerTask {
    Stat of(SimTask task);
  }

  private static @Nullable Stat together(List<SimTask> tasks, PerTask value) {
    Stat all = null;
    for (SimTask task : tasks) {
      Stat one = value.of(task);
      if (one.count() > 0) {
        all = all == null ? one : all.plus(one);
      }
    }
    return all;
  }

  /** Container Insights sends one sample per task and minute, with memory in whole megabytes. */
  private static Stat ofTask(SimTask task, String metric, long minute) {
    Stat memory = memory(task, minute);
    if (memory.count() == 0) {
      return memory;
    }
    TaskDefinition definition = task.deployment().taskDefinition();
    double reserved = Memory.reservedMib(definition);
    double units =
        definition.cpu() == null ? DEFAULT_CPU_UNITS : Double.parseDouble(definition.cpu());
    double cpu = cpu(task, minute).average();
    return Stat.of(
        switch (metric) {
          case "MemoryUtilized" -> Math.rint(memory.average());
          case "MemoryReserved" -> reserved;
          case "TaskMemoryUtilization" -> 100 * memory.average() / reserved;
          case "CpuUtilized" -> cpu * units / 100;
          case "CpuReserved" -> units;
          case "TaskCpuUtilization" -> cpu;
          default -> throw new IllegalStateException("no metric " + metric);
        });
  }

  private static Stat ofContainers(SimTask task, MetricName metric, long minute) {
    Stat all = new Stat(0, 0, 0, 0);
    for (SimContainer container : task.containers()) {
      Stat memory = container.memory().at(minute);
      if (memory.count() > 0
          && is(metric.dimensions().get(MetricName.CONTAINER), container.name())) {
        Stat one =
            Stat.of(
                switch (metric.name()) {
                  case "ContainerMemoryUtilized" -> Math.rint(memory.average());
                  case "ContainerMemoryReserved" -> container.reservedMib();
                  case "ContainerMemoryUtilization" ->
                      100 * memory.average() / container.reservedMib();
                  default -> throw new IllegalStateException("no metric " + metric.name());
                });
        all = all.count() == 0 ? one : all.plus(one);
      }
    }
    return all;
  }

  private static Stat memoryPercent(SimTask task, long minute) {
    return memory(task, minute).times(100 / Memory.reservedMib(task.deployment().taskDefinition()));
  }

  private static Stat cpu(SimTask task, long minute) {
    return task.cpu().at(minute);
  }

  /** The memory of a task: what its containers use at the same time. */
  private static Stat memory(SimTask task, long minute) {
    Stat all = task.main().memory().at(minute);
    for (SimContainer container : task.containers()) {
      Stat one = container.memory().at(minute);
      if (!container.main() && one.count() == all.count()) {
        all =
            new Stat(
                all.sum() + one.sum(), all.min() + one.min(), all.max() + one.max(), all.count());
      }
    }
    return all;
  }
}
