package io.headroom.infra.ecs;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Descriptions as ECS gives them, put into a {@link FakeEcs}. */
final class EcsFixtures {

  private EcsFixtures() {}

  static Cluster cluster(FakeEcs ecs, String name) {
    Cluster cluster =
        Cluster.builder()
            .clusterArn(FakeEcs.ARN + "cluster/" + name)
            .clusterName(name)
            .status("ACTIVE")
            .build();
    ecs.clusters.put(cluster.clusterArn(), cluster);
    return cluster;
  }

  static Service service(FakeEcs ecs, String cluster, String name) {
    Service service =
        Service.builder()
            .serviceArn(FakeEcs.ARN + "service/" + cluster + "/" + name)
            .serviceName(name)
            .clusterArn(FakeEcs.ARN + "cluster/" + cluster)
            .status("ACTIVE")
            .desiredCount(2)
            .runningCount(2)
            .pendingCount(0)
            .taskDefinition(definition(ecs, "web", 7).taskDefinitionArn())
            .deployments(
                Deployment.builder()
                    .id("ecs-svc/1")
                    .status("PRIMARY")
                    .rolloutState("COMPLETED")
                    .taskDefinition(FakeEcs.ARN + "task-definition/web:7")
                    .createdAt(Instant.parse("2026-01-01T00:00:00Z"))
                    .desiredCount(2)
                    .runningCount(2)
                    .pendingCount(0)
                    .failedTasks(0)
                    .build())
            .build();
    ecs.services.put(service.serviceArn(), service);
    return service;
  }

  static TaskDefinition definition(FakeEcs ecs, String family, int revision) {
    String arn = FakeEcs.ARN + "task-definition/" + family + ":" + revision;
    TaskDefinition definition =
        TaskDefinition.builder()
            .taskDefinitionArn(arn)
            .family(family)
            .revision(revision)
            .cpu("256")
            .memory("512")
            .requiresCompatibilitiesWithStrings("FARGATE")
            .containerDefinitions(ContainerDefinition.builder().name("app").essential(true).build())
            .build();
    ecs.definitions.put(arn, definition);
    ecs.definitionTags.put(arn, List.of());
    return definition;
  }

  static Task task(FakeEcs ecs, String service, int number, String last, String desired) {
    Task task =
        Task.builder()
            .taskArn(FakeEcs.ARN + "task/shop/%032x".formatted(number))
            .taskDefinitionArn(FakeEcs.ARN + "task-definition/web:7")
            .group("service:" + service)
            .startedBy("ecs-svc/1")
            .lastStatus(last)
            .desiredStatus(desired)
            .build();
    ecs.tasks.put(task.taskArn(), task);
    return task;
  }
}
