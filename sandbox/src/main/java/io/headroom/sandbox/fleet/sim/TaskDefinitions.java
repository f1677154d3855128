package io.headroom.sandbox.fleet.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The registered task definitions: families of revisions that never change. */
public final class TaskDefinitions {

  private final Map<String, List<TaskDefinition>> families = new TreeMap<>();
  private final Map<String, List<Tag>> tags = new HashMap<>();

  /** Adds the next revision of its family and returns it with its number, ARN and time. */
  public TaskDefinition register(TaskDefinition definition, List<Tag> itsTags, Instant now) {
    List<TaskDefinition> revisions =
        families.computeIfAbsent(definition.family(), family -> new ArrayList<>());
    int revision = revisions.size() + 1;
    String arn = Arns.taskDefinition(definition.family(), revision);
    TaskDefinition registered =
        definition.toBuilder()
            .revision(revision)
            .taskDefinitionArn(arn)
            .status(TaskDefinitionStatus.ACTIVE)
            .registeredAt(now)
            .build();
    revisions.add(registered);
    tags.put(arn, List.copyOf(itsTags));
    return registered;
  }

  /** The definition of a family (its latest), a {@code family:revision} or an ARN, or null. */
  public @Nullable TaskDefinition find(String reference) {
    String name = Arns.nameOf(reference);
    int colon = name.indexOf(':');
    List<TaskDefinition> revisions =
        families.getOrDefault(colon < 0 ? name : name.substring(0, colon), List.of());
    if (colon < 0) {
      return revisions.isEmpty() ? null : revisions.getLast();
    }
    return revisions.stream()
        .filter(definition -> name.substring(colon + 1).equals("" + definition.revision()))
        .findFirst()
        .orElse(null);
  }

  /** The revisions of a family, or of all families by name, oldest first. */
  public List<TaskDefinition> list(@Nullable String family) {
    return families.values().stream()
        .flatMap(List::stream)
        .filter(definition -> family == null || family.equals(definition.family()))
        .toList();
  }

  /** The tags of a definition. */
  public List<Tag> tags(String arn) {
    return tags.getOrDefault(arn, List.of());
  }

  /** Replaces the tags of a definition. */
  public void tag(String arn, List<Tag> itsTags) {
    tags.put(arn, List.copyOf(itsTags));
  }
}
