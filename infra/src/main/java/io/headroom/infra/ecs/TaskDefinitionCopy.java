package io.headroom.infra.ecs;

import io.headroom.core.remedy.LimitChange;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Makes the request that registers a revision again. Members are copied by name, whichever the SDK
 * knows, so that one that a later SDK adds is copied without a change here; what ECS adds by itself
 * (ARN, revision, status, …) the request has no member for.
 */
final class TaskDefinitionCopy {

  /** Tags that AWS reserves: they cannot be set, and it sets them itself. */
  private static final String RESERVED = "aws:";

  private TaskDefinitionCopy() {}

  /** A copy with more memory and one more tag, which replaces one of its name. */
  static RegisterTaskDefinitionRequest of(
      DescribeTaskDefinitionResponse described, LimitChange change, Tag tag) {
    RegisterTaskDefinitionRequest copy = copy(described.taskDefinition());
    RegisterTaskDefinitionRequest.Builder changed =
        copy.toBuilder()
            .tags(tags(described.tags(), tag))
            .containerDefinitions(
                copy.containerDefinitions().stream()
                    .map(container -> changed(container, change))
                    .toList());
    change
        .taskMemory()
        .map(TaskDefinitionCopy::mib)
        .map(String::valueOf)
        .ifPresent(changed::memory);
    change.taskCpu().map(String::valueOf).ifPresent(changed::cpu);
    return changed.build();
  }

  /** All members that a task definition and the request have in common. */
  static RegisterTaskDefinitionRequest copy(TaskDefinition definition) {
    RegisterTaskDefinitionRequest.Builder copy = RegisterTaskDefinitionRequest.builder();
    Map<String, SdkField<?>> members = copy.sdkFieldNameToField();
    for (SdkField<?> from : definition.sdkFields()) {
      @Nullable SdkField<?> to = members.get(from.locationName());
      @Nullable Object value = from.getValueOrDefault(definition);
      if (to != null && value != null) {
        to.set(copy, value);
      }
    }
    return copy.build();
  }

  private static ContainerDefinition changed(ContainerDefinition container, LimitChange change) {
    if (!container.name().equals(change.container())) {
      return container;
    }
    return container.toBuilder()
        .memory(change.containerLimit().map(TaskDefinitionCopy::mib).orElse(null))
        .memoryReservation(change.containerReservation().map(TaskDefinitionCopy::mib).orElse(null))
        .build();
  }

  private static List<Tag> tags(List<Tag> tags, Tag tag) {
    var kept = new ArrayList<Tag>();
    for (Tag old : tags) {
      if (!old.key().startsWith(RESERVED) && !old.key().equals(tag.key())) {
        kept.add(old);
      }
    }
    kept.add(tag);
    return kept;
  }

  private static Integer mib(Bytes bytes) {
    return Math.toIntExact(bytes.toMib());
  }
}
