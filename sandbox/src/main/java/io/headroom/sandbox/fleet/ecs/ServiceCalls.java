package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The calls on services. */
final class ServiceCalls {

  private static final int PAGE = 10;
  private static final int MOST_LISTED = 100;
  private static final int MOST_DESCRIBED = 10;

  private final World world;
  private final Lookup lookup;

  ServiceCalls(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  ListServicesResponse list(ListServicesRequest request) {
    SimCluster cluster = lookup.cluster("ListServices", request.cluster());
    LaunchType launchType = request.launchType();
    List<String> arns =
        cluster.services().stream()
            .filter(service -> !service.status().equals("INACTIVE"))
            .filter(service -> launchType == null || service.launchType() == launchType)
            .map(SimService::arn)
            .toList();
    Page<String> page =
        Page.of(arns, request.nextToken(), Page.size(request.maxResults(), PAGE, MOST_LISTED));
    return ListServicesResponse.builder()
        .serviceArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  DescribeServicesResponse describe(DescribeServicesRequest request) {
    SimCluster cluster = lookup.cluster("DescribeServices", request.cluster());
    if (request.services().isEmpty()) {
      throw EcsErrors.invalid("Services cannot be empty.");
    }
    if (request.services().size() > MOST_DESCRIBED) {
      throw EcsErrors.invalid("Services cannot have more than 10 elements.");
    }
    boolean withTags = request.include().contains(ServiceField.TAGS);
    List<Service> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String nameOrArn : request.services()) {
      SimService service = cluster.service(nameOrArn);
      if (service == null) {
        String arn = Arns.service(cluster.name(), Arns.nameOf(nameOrArn));
        failures.add(Failure.builder().arn(arn).reason("MISSING").build());
      } else {
        found.add(RenderService.service(service, withTags));
      }
    }
    return DescribeServicesResponse.builder().services(found).failures(failures).build();
  }

  UpdateServiceResponse update(UpdateServiceRequest request) {
    SimCluster cluster = lookup.cluster("UpdateService", request.cluster());
    SimService service = lookup.service(cluster, request.service());
    if (!service.status().equals("ACTIVE")) {
      throw EcsErrors.serviceNotActive();
    }
    Integer desired = request.desiredCount();
    if (desired != null && desired < 0) {
      throw EcsErrors.invalid("Desired count must not be negative.");
    }
    TaskDefinition definition = definition(service, request.taskDefinition());
    configure(service, request.deploymentConfiguration());
    if (desired != null) {
      world.scale(service, desired);
    }
    boolean changed =
        !definition.taskDefinitionArn().equals(service.taskDefinition().taskDefinitionArn());
    if (changed || Boolean.TRUE.equals(request.forceNewDeployment())) {
      world.deploy(service, definition);
    }
    return UpdateServiceResponse.builder().service(RenderService.service(service, true)).build();
  }

  private TaskDefinition definition(SimService service, @Nullable String reference) {
    if (reference == null) {
      return service.taskDefinition();
    }
    TaskDefinition definition = world.taskDefinitions().find(reference);
    if (definition == null) {
      throw EcsErrors.client("Unable to describe task definition.");
    }
    boolean fargate = service.launchType() == LaunchType.FARGATE;
    if (fargate && !definition.compatibilities().contains(Compatibility.FARGATE)) {
      throw EcsErrors.invalid("Task definition does not support launch_type FARGATE.");
    }
    return definition;
  }

  private void configure(SimService service, @Nullable DeploymentConfiguration configuration) {
    if (configuration == null) {
      return;
    }
    Integer least = configuration.minimumHealthyPercent();
    Integer most = configuration.maximumPercent();
    int newLeast = least == null ? service.minimumHealthyPercent() : least;
    int newMost = most == null ? service.maximumPercent() : most;
    if (newLeast < 0 || newLeast >= newMost) {
      throw EcsErrors.invalid(
          "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block"
              + " deployments.");
    }
    world.configure(service, least, most);
  }
}
