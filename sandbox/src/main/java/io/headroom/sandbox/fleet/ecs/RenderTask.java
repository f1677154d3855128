package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Memory;
import io.headroom.sandbox.fleet.sim.SimContainer;
import io.headroom.sandbox.fleet.sim.SimTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** A task as DescribeTasks shows it. */
final class RenderTask {

  private RenderTask() {}

  static Task task(SimTask task, Instant now, boolean withTags) {
    TaskDefinition definition = task.deployment().taskDefinition();
    boolean fargate = task.launchType() == LaunchType.FARGATE;
    Task.Builder builder =
        Task.builder()
            .taskArn(task.arn())
            .clusterArn(task.service().cluster().arn())
            .taskDefinitionArn(definition.taskDefinitionArn())
            .group("service:" + task.service().name())
            .startedBy(task.deployment().id())
            .availabilityZone(task.availabilityZone())
            .containerInstanceArn(task.containerInstanceArn())
            .capacityProviderName(task.service().capacityProvider())
            .launchType(task.launchType())
            .platformVersion(fargate ? RenderService.FARGATE_PLATFORM : null)
            .platformFamily(fargate ? "Linux" : null)
            .cpu(definition.cpu() == null ? "0" : definition.cpu())
            .memory(String.valueOf(Math.round(Memory.reservedMib(definition))))
            .desiredStatus(task.desiredStatus())
            .lastStatus(task.status().name())
            .healthStatus(task.healthStatus(now))
            .connectivity(Connectivity.CONNECTED)
            .createdAt(task.createdAt())
            .pullStartedAt(task.pullStartedAt())
            .pullStoppedAt(task.pullStoppedAt())
            .startedAt(task.startedAt())
            .stoppingAt(task.stoppingAt())
            .executionStoppedAt(task.executionStoppedAt())
            .stoppedAt(task.stoppedAt())
            .stopCode(task.stopCode())
            .stoppedReason(task.stoppedReason())
            .enableExecuteCommand(false)
            .version(task.version())
            .overrides(overrides(task))
            .containers(
                task.containers().stream().map(each -> container(task, each, now)).toList());
    if (withTags) {
      builder.tags(Tags.of(task.service().tags()));
    }
    return builder.build();
  }

  private static TaskOverride overrides(SimTask task) {
    return TaskOverride.builder()
        .containerOverrides(
            task.containers().stream()
                .map(each -> ContainerOverride.builder().name(each.name()).build())
                .toList())
        .build();
  }

  private static Container container(SimTask task, SimContainer container, Instant now) {
    ContainerDefinition definition = container.definition();
    return Container.builder()
        .containerArn(container.arn())
        .taskArn(task.arn())
        .name(container.name())
        .image(definition.image())
        .runtimeId(task.startedAt() == null ? null : container.runtimeId())
        .lastStatus(container.status(task))
        .exitCode(container.exitCode())
        .reason(container.reason())
        .healthStatus(
            definition.healthCheck() == null ? HealthStatus.UNKNOWN : task.healthStatus(now))
        .cpu(text(definition.cpu() == null ? Integer.valueOf(0) : definition.cpu()))
        .memory(text(definition.memory()))
        .memoryReservation(text(definition.memoryReservation()))
        .build();
  }

  private static @Nullable String text(@Nullable Integer number) {
    return number == null ? null : number.toString();
  }
}
