package io.headroom.e2e.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Task definitions, each read once: a revision never changes. */
final class Definitions {

  private static final long MIB = 1L << 20;

  private final EcsClient ecs;
  private final Map<String, TaskDefinition> known = new ConcurrentHashMap<>();

  Definitions(EcsClient ecs) {
    this.ecs = ecs;
  }

  TaskDefinition get(String arn) {
    return known.computeIfAbsent(
        arn,
        key -> ecs.describeTaskDefinition(request -> request.taskDefinition(key)).taskDefinition());
  }

  /** Bytes that a container may use: its own limit, else the task's; 0 without either. */
  static long limit(TaskDefinition definition, String container) {
    long own =
        definition.containerDefinitions().stream()
            .filter(each -> each.name().equals(container))
            .map(ContainerDefinition::memory)
            .filter(memory -> memory != null && memory > 0)
            .findFirst()
            .orElse(0);
    return (own > 0 ? own : taskMemory(definition)) * MIB;
  }

  /**
   * What {@code MemoryUtilization} is a percentage of: the task's memory, else what its containers
   * reserve, where a soft limit goes before a hard one ("Amazon ECS service utilization metrics").
   */
  static long reserved(TaskDefinition definition) {
    long task = taskMemory(definition);
    if (task > 0) {
      return task * MIB;
    }
    long reserved = 0;
    for (ContainerDefinition container : definition.containerDefinitions()) {
      Integer soft = container.memoryReservation();
      Integer hard = container.memory();
      reserved += soft != null && soft > 0 ? soft : hard == null ? 0 : hard;
    }
    return reserved * MIB;
  }

  private static long taskMemory(TaskDefinition definition) {
    String memory = definition.memory();
    return memory == null || memory.isEmpty() ? 0 : Long.parseLong(memory);
  }
}
