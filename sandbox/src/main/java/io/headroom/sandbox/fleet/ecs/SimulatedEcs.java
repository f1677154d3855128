package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.World;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * Amazon ECS over the simulated fleet. Calls that it does not have throw {@link
 * UnsupportedOperationException}, as the interface does.
 */
public final class SimulatedEcs implements EcsClient {

  private final World world;
  private final ClusterCalls clusters;
  private final ServiceCalls services;
  private final TaskCalls tasks;
  private final TaskDefinitionCalls taskDefinitions;
  private final TagCalls tags;

  public SimulatedEcs(World world) {
    Lookup lookup = new Lookup(world);
    this.world = world;
    this.clusters = new ClusterCalls(world, lookup);
    this.services = new ServiceCalls(world, lookup);
    this.tasks = new TaskCalls(world, lookup);
    this.taskDefinitions = new TaskDefinitionCalls(world, lookup);
    this.tags = new TagCalls(world, lookup);
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    return world.locked(() -> clusters.list(request));
  }

  @Override
  public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
    return world.locked(() -> clusters.describe(request));
  }

  @Override
  public ListServicesResponse listServices(ListServicesRequest request) {
    return world.locked(() -> services.list(request));
  }

  @Override
  public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
    return world.locked(() -> services.describe(request));
  }

  @Override
  public UpdateServiceResponse updateService(UpdateServiceRequest request) {
    return world.locked(() -> services.update(request));
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    return world.locked(() -> tasks.list(request));
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    return world.locked(() -> tasks.describe(request));
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    return world.locked(() -> tasks.stop(request));
  }

  @Override
  public DescribeTaskDefinitionResponse describeTaskDefinition(
      DescribeTaskDefinitionRequest request) {
    return world.locked(() -> taskDefinitions.describe(request));
  }

  @Override
  public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
    return world.locked(() -> taskDefinitions.list(request));
  }

  @Override
  public RegisterTaskDefinitionResponse registerTaskDefinition(
      RegisterTaskDefinitionRequest request) {
    return world.locked(() -> taskDefinitions.register(request));
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return world.locked(() -> tags.list(request));
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return world.locked(() -> tags.tag(request));
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return world.locked(() -> tags.untag(request));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** Nothing to close. */
  @Override
  public void close() {}
}
