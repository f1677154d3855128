package io.headroom.infra.ecs;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Tag;

/** ECS's descriptions in the domain's words. Pure: nothing is called here. */
final class Descriptions {

  private static final int EVENTS = 10;

  /** Tags that a cluster may carry for its services. */
  private static final Set<String> OF_ALL_SERVICES = Set.of(Tags.CHANNEL, Tags.OWNER);

  private Descriptions() {}

  static Service service(
      ServiceId id,
      software.amazon.awssdk.services.ecs.model.Service service,
      TaskDefinition definition,
      Cluster cluster) {
    return new Service(
        id,
        count(service.desiredCount()),
        count(service.runningCount()),
        count(service.pendingCount()),
        definition,
        service.deployments().stream()
            .map(Descriptions::deployment)
            .sorted(Comparator.comparing(Deployment::status))
            .toList(),
        controller(service.deploymentController()),
        insights(cluster),
        tags(service.tags(), cluster),
        service.events().stream()
            .filter(event -> event.createdAt() != null)
            .limit(EVENTS)
            .map(event -> new ServiceEvent(event.createdAt(), text(event.message())))
            .toList());
  }

  /** From the setting {@code containerInsights}; a cluster without it publishes none. */
  private static Service.Insights insights(Cluster cluster) {
    return cluster.settings().stream()
        .filter(setting -> "containerInsights".equals(setting.nameAsString()))
        .map(ClusterSetting::value)
        .findFirst()
        .map(
            value ->
                switch (value) {
                  case "enhanced" -> Service.Insights.ENHANCED;
                  case "enabled" -> Service.Insights.ON;
                  default -> Service.Insights.OFF;
                })
        .orElse(Service.Insights.OFF);
  }

  static TaskDefinition taskDefinition(
      software.amazon.awssdk.services.ecs.model.TaskDefinition definition, PassableRoles roles) {
    return new TaskDefinition(
        definition.taskDefinitionArn(),
        definition.family(),
        definition.revision(),
        definition.requiresCompatibilities().contains(Compatibility.FARGATE),
        number(definition, "cpu", definition.cpu()),
        number(definition, "memory", definition.memory()).map(Bytes::mib),
        definition.containerDefinitions().stream().map(Descriptions::container).toList(),
        roles.withheld(definition));
  }

  /** Empty for a task that has stopped. */
  static Optional<Task> task(software.amazon.awssdk.services.ecs.model.Task task) {
    return status(text(task.lastStatus()), text(task.desiredStatus()))
        .map(
            status ->
                new Task(
                    lastPart(task.taskArn()),
                    task.taskDefinitionArn(),
                    Optional.ofNullable(task.startedBy()).filter(Descriptions::isDeployment),
                    status,
                    Optional.ofNullable(task.startedAt()),
                    health(task.healthStatus())));
  }

  private static Task.Health health(@Nullable HealthStatus status) {
    if (status == HealthStatus.UNHEALTHY) {
      return Task.Health.UNHEALTHY;
    }
    return status == HealthStatus.HEALTHY ? Task.Health.HEALTHY : Task.Health.UNKNOWN;
  }

  /** Anybody may start a task, under any name; a service's deployments have names of this form. */
  private static boolean isDeployment(String starter) {
    return starter.startsWith("ecs-svc/");
  }

  /** Empty for a task that is still stopping. */
  static Optional<StoppedTask> stoppedTask(
      ServiceId service, software.amazon.awssdk.services.ecs.model.Task task) {
    @Nullable Instant stoppedAt = task.stoppedAt();
    if (!"STOPPED".equals(task.lastStatus()) || stoppedAt == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StoppedTask(
            service,
            lastPart(task.taskArn()),
            task.taskDefinitionArn(),
            Optional.ofNullable(task.startedAt()),
            stoppedAt,
            text(task.stopCodeAsString()),
            text(task.stoppedReason()),
            task.containers().stream()
                .map(
                    container ->
                        new StoppedTask.Exit(
                            container.name(),
                            Optional.ofNullable(container.exitCode()),
                            text(container.reason())))
                .toList()));
  }

  /** The service's tags, and those of the cluster that speak for all its services. */
  private static Map<String, String> tags(List<Tag> tags, Cluster cluster) {
    var map = new HashMap<String, String>();
    cluster.tags().stream()
        .filter(tag -> OF_ALL_SERVICES.contains(tag.key()))
        .forEach(tag -> map.put(tag.key(), text(tag.value())));
    tags.forEach(tag -> map.put(tag.key(), text(tag.value())));
    return map;
  }

  /** What comes after the last slash of an ARN: the id of a task, the name of a cluster. */
  static String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Deployment deployment(
      software.amazon.awssdk.services.ecs.model.Deployment deployment) {
    return new Deployment(
        deployment.id(),
        switch (text(deployment.status())) {
          case "PRIMARY" -> Deployment.Status.PRIMARY;
          case "ACTIVE" -> Deployment.Status.ACTIVE;
          default -> Deployment.Status.INACTIVE;
        },
        rollout(deployment.rolloutState()),
        text(deployment.rolloutStateReason()),
        deployment.taskDefinition(),
        deployment.createdAt() == null ? Instant.EPOCH : deployment.createdAt(),
        count(deployment.desiredCount()),
        count(deployment.runningCount()),
        count(deployment.pendingCount()),
        count(deployment.failedTasks()));
  }

  private static Deployment.Rollout rollout(@Nullable DeploymentRolloutState state) {
    if (state == DeploymentRolloutState.IN_PROGRESS) {
      return Deployment.Rollout.IN_PROGRESS;
    }
    return state == DeploymentRolloutState.FAILED
        ? Deployment.Rollout.FAILED
        : Deployment.Rollout.COMPLETED;
  }

  private static Service.Controller controller(@Nullable DeploymentController controller) {
    String type = controller == null ? "ECS" : text(controller.typeAsString());
    return switch (type) {
      case "ECS", "" -> Service.Controller.ECS;
      case "CODE_DEPLOY" -> Service.Controller.CODE_DEPLOY;
      default -> Service.Controller.EXTERNAL;
    };
  }

  private static TaskDefinition.Container container(ContainerDefinition container) {
    var environment = new HashMap<String, String>();
    for (KeyValuePair pair : container.environment()) {
      environment.put(pair.name(), text(pair.value()));
    }
    return new TaskDefinition.Container(
        container.name(),
        !Boolean.FALSE.equals(container.essential()),
        Optional.ofNullable(container.memory()).map(Bytes::mib),
        Optional.ofNullable(container.memoryReservation()).map(Bytes::mib),
        environment,
        Stream.concat(container.entryPoint().stream(), container.command().stream()).toList());
  }

  /** By the task lifecycle in the developer guide; on its way down as soon as ECS wants that. */
  private static Optional<Task.Status> status(String last, String desired) {
    return switch (last) {
      case "STOPPED", "DELETED" -> Optional.empty();
      case "DEACTIVATING", "STOPPING", "DEPROVISIONING" -> Optional.of(Task.Status.STOPPING);
      default ->
          Optional.of(
              desired.equals("STOPPED")
                  ? Task.Status.STOPPING
                  : last.equals("RUNNING") ? Task.Status.RUNNING : Task.Status.STARTING);
    };
  }

  /** ECS answers in CPU units and MiB, whatever the task definition was written in. */
  private static Optional<Integer> number(
      software.amazon.awssdk.services.ecs.model.TaskDefinition definition,
      String member,
      @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw new FleetException(
          Reason.INVALID,
          "%s of task definition %s is \"%s\", which is no number"
              .formatted(member, lastPart(definition.taskDefinitionArn()), text),
          e);
    }
  }

  private static int count(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
