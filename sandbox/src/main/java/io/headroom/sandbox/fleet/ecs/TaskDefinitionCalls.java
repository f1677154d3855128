package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.World;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The calls on task definitions. */
final class TaskDefinitionCalls {

  private static final int MOST = 100;

  private final World world;
  private final Lookup lookup;

  TaskDefinitionCalls(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  DescribeTaskDefinitionResponse describe(DescribeTaskDefinitionRequest request) {
    lookup.admit();
    TaskDefinition definition =
        request.taskDefinition() == null
            ? null
            : world.taskDefinitions().find(request.taskDefinition());
    if (definition == null) {
      throw EcsErrors.client("Unable to describe task definition.");
    }
    DescribeTaskDefinitionResponse.Builder response =
        DescribeTaskDefinitionResponse.builder().taskDefinition(definition);
    if (request.include().contains(TaskDefinitionField.TAGS)) {
      response.tags(world.taskDefinitions().tags(definition.taskDefinitionArn()));
    }
    return response.build();
  }

  /** Revisions of one family, or of all; none is ever INACTIVE here. */
  ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
    lookup.admit();
    boolean active = request.status() == null || request.status() == TaskDefinitionStatus.ACTIVE;
    List<String> arns =
        world.taskDefinitions().list(request.familyPrefix()).stream()
            .filter(definition -> active)
            .map(TaskDefinition::taskDefinitionArn)
            .toList();
    List<String> sorted = request.sort() == SortOrder.DESC ? arns.reversed() : arns;
    Page<String> page =
        Page.of(sorted, request.nextToken(), Page.size(request.maxResults(), MOST, MOST));
    return ListTaskDefinitionsResponse.builder()
        .taskDefinitionArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request) {
    lookup.admit();
    List<Tag> tags = request.tags();
    TaskDefinition definition =
        world.taskDefinitions().register(Registration.check(request), tags, world.now());
    return RegisterTaskDefinitionResponse.builder().taskDefinition(definition).tags(tags).build();
  }
}
