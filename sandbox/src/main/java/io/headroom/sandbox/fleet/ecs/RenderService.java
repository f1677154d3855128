package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.Deployment;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service as DescribeServices shows it. */
final class RenderService {

  static final String FARGATE_PLATFORM = "1.4.0";

  private RenderService() {}

  static Service service(SimService service, boolean withTags) {
    boolean fargate = service.launchType() == LaunchType.FARGATE;
    Service.Builder builder =
        Service.builder()
            .serviceArn(service.arn())
            .serviceName(service.name())
            .clusterArn(service.cluster().arn())
            .status(service.status())
            .desiredCount(service.desired())
            .runningCount(service.runningTasks().size())
            .pendingCount(service.pendingTasks().size())
            .launchType(launchType(service))
            .capacityProviderStrategy(strategy(service))
            .platformVersion(fargate ? FARGATE_PLATFORM : null)
            .platformFamily(fargate ? "Linux" : null)
            .taskDefinition(service.taskDefinition().taskDefinitionArn())
            .deploymentConfiguration(
                DeploymentConfiguration.builder()
                    .minimumHealthyPercent(service.minimumHealthyPercent())
                    .maximumPercent(service.maximumPercent())
                    .deploymentCircuitBreaker(breaker -> breaker.enable(false).rollback(false))
                    .build())
            .deploymentController(controller -> controller.type(DeploymentControllerType.ECS))
            .deployments(
                service.deployments().stream().map(each -> deployment(service, each)).toList())
            .loadBalancers(loadBalancers(service))
            .events(service.events())
            .createdAt(service.createdAt())
            .schedulingStrategy(SchedulingStrategy.REPLICA)
            .propagateTags(PropagateTags.SERVICE)
            .enableECSManagedTags(true)
            .enableExecuteCommand(false)
            .healthCheckGracePeriodSeconds(service.loadBalanced() ? 30 : 0);
    if (withTags) {
      builder.tags(Tags.of(service.tags()));
    }
    return builder.build();
  }

  private static software.amazon.awssdk.services.ecs.model.Deployment deployment(
      SimService service, Deployment deployment) {
    List<SimTask> tasks =
        service.tasks().stream().filter(task -> task.deployment() == deployment).toList();
    boolean primary = deployment == service.primary();
    boolean fargate = service.launchType() == LaunchType.FARGATE;
    return software.amazon.awssdk.services.ecs.model.Deployment.builder()
        .id(deployment.id())
        .status(primary ? "PRIMARY" : "ACTIVE")
        .taskDefinition(deployment.taskDefinition().taskDefinitionArn())
        .desiredCount(
            primary ? service.desired() : (int) tasks.stream().filter(SimTask::live).count())
        .pendingCount(
            (int)
                tasks.stream()
                    .filter(task -> task.status().compareTo(SimTask.Status.RUNNING) < 0)
                    .count())
        .runningCount(
            (int) tasks.stream().filter(task -> task.status() == SimTask.Status.RUNNING).count())
        .failedTasks(0)
        .createdAt(deployment.createdAt())
        .updatedAt(deployment.updatedAt())
        .launchType(launchType(service))
        .capacityProviderStrategy(strategy(service))
        .platformVersion(fargate ? FARGATE_PLATFORM : null)
        .platformFamily(fargate ? "Linux" : null)
        .rolloutState(deployment.rolloutState())
        .rolloutStateReason(deployment.rolloutStateReason())
        .build();
  }

  /** A service with a capacity provider strategy has no launch type. */
  private static @Nullable LaunchType launchType(SimService service) {
    return service.capacityProvider() == null ? service.launchType() : null;
  }

  private static List<CapacityProviderStrategyItem> strategy(SimService service) {
    String provider = service.capacityProvider();
    return provider == null
        ? List.of()
        : List.of(
            CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(1)
                .base(0)
                .build());
  }

  private static List<LoadBalancer> loadBalancers(SimService service) {
    if (!service.loadBalanced()) {
      return List.of();
    }
    String group =
        "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/%016x"
            .formatted(Arns.REGION, Arns.ACCOUNT, service.name(), (long) service.name().hashCode());
    return List.of(
        LoadBalancer.builder()
            .targetGroupArn(group)
            .containerName("app")
            .containerPort(8080)
            .build());
  }
}
