package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;

/** The calls on the tags of services and task definitions. */
final class TagCalls {

  private final World world;
  private final Lookup lookup;

  TagCalls(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(Tags.of(read("ListTagsForResource", request.resourceArn())))
        .build();
  }

  TagResourceResponse tag(TagResourceRequest request) {
    Map<String, String> tags = read("TagResource", request.resourceArn());
    request.tags().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
    write(request.resourceArn(), tags);
    return TagResourceResponse.builder().build();
  }

  UntagResourceResponse untag(UntagResourceRequest request) {
    Map<String, String> tags = read("UntagResource", request.resourceArn());
    request.tagKeys().forEach(tags::remove);
    write(request.resourceArn(), tags);
    return UntagResourceResponse.builder().build();
  }

  private Map<String, String> read(String operation, @Nullable String arn) {
    if (arn != null && arn.contains(":task-definition/")) {
      lookup.admit();
      return new TreeMap<>(
          world.taskDefinitions().tags(definition(arn).taskDefinitionArn()).stream()
              .collect(java.util.stream.Collectors.toMap(Tag::key, Tag::value)));
    }
    return new TreeMap<>(service(operation, arn).tags());
  }

  private void write(String arn, Map<String, String> tags) {
    if (arn.contains(":task-definition/")) {
      world.taskDefinitions().tag(definition(arn).taskDefinitionArn(), Tags.of(tags));
    } else {
      Map<String, String> own = service("TagResource", arn).tags();
      own.clear();
      own.putAll(tags);
    }
  }

  private TaskDefinition definition(String arn) {
    TaskDefinition definition = world.taskDefinitions().find(arn);
    if (definition == null) {
      throw EcsErrors.client("Unable to describe task definition.");
    }
    return definition;
  }

  private SimService service(String operation, @Nullable String arn) {
    List<String> parts = arn == null ? List.of() : List.of(arn.split("/", -1));
    if (parts.size() != 3 || !parts.getFirst().endsWith(":service")) {
      throw EcsErrors.invalid("Invalid resource ARN " + arn + ": a service or task definition.");
    }
    SimCluster cluster = lookup.cluster(operation, Arns.cluster(parts.get(1)));
    return lookup.service(cluster, parts.get(2));
  }
}
