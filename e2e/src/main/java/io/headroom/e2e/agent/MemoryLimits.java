package io.headroom.e2e.agent;

import io.headroom.e2e.stack.Docker;
import io.headroom.e2e.stack.Docker.DockerException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Puts the memory limit of its task definition on each new container, as ECS's agent does. */
final class MemoryLimits {

  private final Docker docker;
  private final Definitions definitions;
  private final Set<String> limited = new HashSet<>();

  MemoryLimits(Docker docker, Definitions definitions) {
    this.docker = docker;
    this.definitions = definitions;
  }

  void apply(Snapshot fleet) {
    for (Task task : fleet.running()) {
      TaskDefinition definition = definitions.get(task.taskDefinitionArn());
      fleet
          .containers()
          .getOrDefault(task.taskArn(), Map.of())
          .forEach((name, id) -> limit(id, Definitions.limit(definition, name)));
    }
  }

  private void limit(String container, long bytes) {
    if (bytes == 0 || limited.contains(container)) {
      return;
    }
    try {
      // No swap beside it: what is above the limit is killed, as on Fargate.
      docker.call("update", "--memory", bytes + "b", "--memory-swap", bytes + "b", container);
      limited.add(container);
    } catch (DockerException e) {
      // It has ended meanwhile, or is starting: the next look tells.
    }
  }
}
