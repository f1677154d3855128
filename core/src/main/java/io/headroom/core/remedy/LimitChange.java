package io.headroom.core.remedy;

import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.series.Bytes;
import java.util.Optional;

/**
 * More memory for a task definition.
 *
 * @param container whose limit is raised
 * @param containerLimit its new hard limit; empty if it has none and gets its room from the task
 * @param containerReservation its new reservation; empty if it has none
 * @param taskMemory the task's new memory; empty if the task has none of its own
 * @param taskCpu the task's new CPU units, where Fargate asks for more with that memory
 */
public record LimitChange(
    String container,
    Optional<Bytes> containerLimit,
    Optional<Bytes> containerReservation,
    Optional<Bytes> taskMemory,
    Optional<Integer> taskCpu) {

  /** Whether a task definition has these limits. */
  boolean isIn(TaskDefinition definition) {
    return definition.memory().equals(taskMemory)
        && definition.containers().stream()
            .filter(candidate -> candidate.name().equals(container))
            .anyMatch(
                changed ->
                    changed.limit().equals(containerLimit)
                        && changed.reservation().equals(containerReservation));
  }
}
