package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.World;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** The calls on task definitions. */
final class TaskDefinitionCalls {

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

  RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request) {
    lookup.admit();
    List<Tag> tags = request.tags();
    TaskDefinition definition =
        world.taskDefinitions().register(Registration.check(request), tags, world.now());
    return RegisterTaskDefinitionResponse.builder().taskDefinition(definition).tags(tags).build();
  }
}
