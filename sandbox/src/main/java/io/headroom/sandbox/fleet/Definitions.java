package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.sim.Arns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** The task definitions of the catalogue's services, as a team would have written them. */
final class Definitions {

  private Definitions() {}

  /** A Fargate task of one container; {@code memory} of the container may be left to the task. */
  static TaskDefinition fargate(
      String family, int cpu, int memoryMib, List<ContainerDefinition> containers) {
    return common(family, containers)
        .networkMode(NetworkMode.AWSVPC)
        .requiresCompatibilities(Compatibility.FARGATE)
        .compatibilities(Compatibility.EC2, Compatibility.FARGATE)
        .cpu(String.valueOf(cpu))
        .memory(String.valueOf(memoryMib))
        .build();
  }

  /** A task on EC2 in bridge mode, sized by its containers. */
  static TaskDefinition ec2(String family, List<ContainerDefinition> containers) {
    return common(family, containers)
        .networkMode(NetworkMode.BRIDGE)
        .requiresCompatibilities(Compatibility.EC2)
        .compatibilities(Compatibility.EC2)
        .build();
  }

  /** The container that does the work. */
  static ContainerDefinition container(
      String family, String tag, @Nullable Integer memoryMib, Map<String, String> env, int port) {
    List<KeyValuePair> environment = new ArrayList<>();
    env.forEach(
        (name, value) -> environment.add(KeyValuePair.builder().name(name).value(value).build()));
    return ContainerDefinition.builder()
        .name("app")
        .image(Arns.image(family, tag))
        .essential(true)
        .cpu(0)
        .memory(memoryMib)
        .environment(environment)
        .portMappings(
            PortMapping.builder().containerPort(port).protocol(TransportProtocol.TCP).build())
        .logConfiguration(awslogs(family))
        .build();
  }

  /** The same with a health check on its port. */
  static ContainerDefinition checked(ContainerDefinition container) {
    int port = container.portMappings().getFirst().containerPort();
    return container.toBuilder()
        .healthCheck(
            HealthCheck.builder()
                .command("CMD-SHELL", "curl -f http://localhost:" + port + "/health || exit 1")
                .interval(10)
                .timeout(5)
                .retries(3)
                .build())
        .build();
  }

  /** A log router beside the main container. */
  static ContainerDefinition logRouter(String family) {
    return ContainerDefinition.builder()
        .name("log-router")
        .image("public.ecr.aws/aws-observability/aws-for-fluent-bit:stable")
        .essential(false)
        .cpu(0)
        .memory(256)
        .memoryReservation(64)
        .logConfiguration(awslogs(family))
        .build();
  }

  private static TaskDefinition.Builder common(
      String family, List<ContainerDefinition> containers) {
    String role = "arn:aws:iam::" + Arns.ACCOUNT + ":role/" + family;
    return TaskDefinition.builder()
        .family(family)
        .containerDefinitions(containers)
        .taskRoleArn(role)
        .executionRoleArn("arn:aws:iam::" + Arns.ACCOUNT + ":role/ecsTaskExecutionRole");
  }

  private static LogConfiguration awslogs(String family) {
    return LogConfiguration.builder()
        .logDriver(LogDriver.AWSLOGS)
        .options(
            Map.of(
                "awslogs-group",
                "/ecs/" + family,
                "awslogs-region",
                Arns.REGION,
                "awslogs-stream-prefix",
                "app"))
        .build();
  }
}
