package io.headroom.core.port;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.remedy.LimitChange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The revisions that {@link InMemoryFleet} knows, and which remedy each was registered for. */
final class InMemoryTaskDefinitions {

  private final Map<String, TaskDefinition> byArn = new LinkedHashMap<>();
  private final Map<String, String> byRemedy = new HashMap<>();

  void put(TaskDefinition definition) {
    byArn.put(definition.arn(), definition);
  }

  int size() {
    return byArn.size();
  }

  TaskDefinition get(String arn) {
    TaskDefinition definition = byArn.get(arn);
    if (definition == null) {
      throw new FleetException(
          Reason.INVALID, "ClientException: Unable to describe task definition " + arn);
    }
    return definition;
  }

  String register(String from, LimitChange change, String remedy) {
    TaskDefinition origin = get(from);
    return byRemedy.computeIfAbsent(
        origin.family() + " " + remedy, key -> changed(origin, change).arn());
  }

  private TaskDefinition changed(TaskDefinition origin, LimitChange change) {
    int revision =
        1
            + byArn.values().stream()
                .filter(other -> other.family().equals(origin.family()))
                .mapToInt(TaskDefinition::revision)
                .max()
                .orElse(0);
    String arn = origin.arn().substring(0, origin.arn().lastIndexOf(':') + 1) + revision;
    List<Container> containers =
        origin.containers().stream()
            .map(
                container ->
                    container.name().equals(change.container())
                        ? new Container(
                            container.name(),
                            container.essential(),
                            change.containerLimit(),
                            change.containerReservation(),
                            container.environment())
                        : container)
            .toList();
    var definition =
        new TaskDefinition(
            arn,
            origin.family(),
            revision,
            origin.fargate(),
            change.taskCpu().or(origin::cpu),
            change.taskMemory(),
            containers,
            origin.rolesWithheld());
    put(definition);
    return definition;
  }
}
