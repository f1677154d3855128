package io.headroom.sandbox.fleet.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One ECS cluster. */
public final class SimCluster {

  /** The cluster's {@code containerInsights} setting. */
  public enum Insights {
    DISABLED,
    ENABLED,
    ENHANCED;

    /** The word that ECS uses. */
    public String value() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One EC2 instance that runs tasks.
   *
   * @param id of the container instance, 32 hexadecimal digits
   * @param memoryMib what the agent registered
   * @param availabilityZone where it stands
   */
  record Instance(String id, double memoryMib, String availabilityZone) {}

  private final String name;
  private final Insights insights;
  private final List<Instance> instances;
  private final Map<String, SimService> services = new LinkedHashMap<>();

  SimCluster(String name, Insights insights, List<Instance> instances) {
    this.name = name;
    this.insights = insights;
    this.instances = List.copyOf(instances);
  }

  void add(SimService service) {
    services.put(service.name(), service);
  }

  public String name() {
    return name;
  }

  public String arn() {
    return Arns.cluster(name);
  }

  public Insights insights() {
    return insights;
  }

  public int instanceCount() {
    return instances.size();
  }

  /** Its services, in the order of their creation. */
  public List<SimService> services() {
    return new ArrayList<>(services.values());
  }

  /** The service of a name or ARN, or null. */
  public @Nullable SimService service(String nameOrArn) {
    return services.get(Arns.nameOf(nameOrArn));
  }

  /** Its tasks, also those stopped lately. */
  public List<SimTask> tasks() {
    return services.values().stream().flatMap(service -> service.tasks().stream()).toList();
  }

  /** The instance with the most memory left that a task still fits on, or null. */
  @Nullable Instance place(double neededMib) {
    Instance best = null;
    double most = neededMib;
    for (Instance instance : instances) {
      double free = freeMib(instance);
      if (free >= most) {
        best = instance;
        most = free;
      }
    }
    return best;
  }

  /** The instance with the most memory left, whatever is needed. */
  Instance closest() {
    return instances.stream()
        .max(java.util.Comparator.comparingDouble(this::freeMib))
        .orElseThrow(() -> new IllegalStateException(name + " has no EC2 instance"));
  }

  private double freeMib(Instance instance) {
    String arn = Arns.containerInstance(name, instance.id());
    double taken =
        tasks().stream()
            .filter(task -> task.status() != SimTask.Status.STOPPED)
            .filter(task -> arn.equals(task.containerInstanceArn()))
            .mapToDouble(task -> Memory.reservedMib(task.deployment().taskDefinition()))
            .sum();
    return instance.memoryMib() - taken;
  }
}
