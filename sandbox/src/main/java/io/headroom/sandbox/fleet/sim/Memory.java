package io.headroom.sandbox.fleet.sim;

import java.util.Comparator;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What a task definition says about memory, in MiB. */
public final class Memory {

  private Memory() {}

  /** The container that does the service's work: the first essential one. */
  public static ContainerDefinition main(TaskDefinition definition) {
    return definition.containerDefinitions().stream()
        .filter(container -> !Boolean.FALSE.equals(container.essential()))
        .findFirst()
        .orElse(definition.containerDefinitions().getFirst());
  }

  /** The hard limit of a container: its own, else the task's. */
  public static double limitMib(TaskDefinition definition, ContainerDefinition container) {
    if (container.memory() != null) {
      return container.memory();
    }
    if (definition.memory() != null) {
      return Double.parseDouble(definition.memory());
    }
    throw new IllegalStateException(
        definition.family() + ": container " + container.name() + " has no memory limit");
  }

  /** What a container reserves: its soft limit, else its hard one, else the task's. */
  public static double reservedMib(TaskDefinition definition, ContainerDefinition container) {
    return container.memoryReservation() != null
        ? container.memoryReservation()
        : limitMib(definition, container);
  }

  /**
   * What a task reserves, the denominator of {@code MemoryUtilization}: the task's size, else the
   * soft limits of its containers, else their hard ones ("service utilization metrics" in the ECS
   * developer guide).
   */
  public static double reservedMib(TaskDefinition definition) {
    return definition.memory() != null
        ? Double.parseDouble(definition.memory())
        : definition.containerDefinitions().stream()
            .mapToDouble(container -> reservedMib(definition, container))
            .sum();
  }

  /** The sidecar's usual use: most of what it reserves. */
  static double sidecarMib(TaskDefinition definition, ContainerDefinition container) {
    return 0.6 * reservedMib(definition, container);
  }

  /** The order of tasks from the one that uses least to the hottest. */
  public static Comparator<SimTask> byUse() {
    return Comparator.comparingDouble(SimTask::usedMib).thenComparing(SimTask::id);
  }
}
