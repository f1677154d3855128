package io.headroom.e2e.agent;

import io.headroom.e2e.stack.Docker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A cluster and its containers at one moment.
 *
 * @param running tasks that run
 * @param stopped tasks that have stopped and that ECS still knows of
 * @param containers ids by the name in the task definition, by the task's ARN
 */
record Snapshot(
    List<Service> services,
    List<Task> running,
    List<Task> stopped,
    Map<String, Map<String, String>> containers) {

  private static final String GROUP = "service:";

  /** How many tasks DescribeTasks takes at once. */
  private static final int PAGE = 100;

  static Snapshot of(EcsClient ecs, Docker docker, String label, String cluster) {
    List<String> arns =
        ecs.listServicesPaginator(request -> request.cluster(cluster)).serviceArns().stream()
            .toList();
    List<Service> services =
        arns.isEmpty()
            ? List.of()
            : arns.stream()
                .map(
                    arn ->
                        ecs.describeServices(request -> request.cluster(cluster).services(arn))
                            .services()
                            .getFirst())
                .toList();
    return new Snapshot(
        services,
        tasks(ecs, cluster, DesiredStatus.RUNNING).stream()
            .filter(task -> task.lastStatus().equals("RUNNING"))
            .toList(),
        tasks(ecs, cluster, DesiredStatus.STOPPED).stream()
            .filter(task -> task.lastStatus().equals("STOPPED"))
            .toList(),
        containers(docker, label));
  }

  /** Name of the service that a task is of; empty if it is of none. */
  static Optional<String> service(Task task) {
    return Optional.ofNullable(task.group())
        .filter(group -> group.startsWith(GROUP))
        .map(group -> group.substring(GROUP.length()));
  }

  /** What AWS calls a task's id: the last part of its ARN. */
  static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static List<Task> tasks(EcsClient ecs, String cluster, DesiredStatus status) {
    List<String> arns =
        ecs
            .listTasksPaginator(request -> request.cluster(cluster).desiredStatus(status))
            .taskArns()
            .stream()
            .limit(PAGE)
            .toList();
    return arns.isEmpty()
        ? List.of()
        : ecs.describeTasks(request -> request.cluster(cluster).tasks(arns)).tasks();
  }

  private static Map<String, Map<String, String>> containers(Docker docker, String label) {
    var containers = new HashMap<String, Map<String, String>>();
    for (String line :
        docker.lines(
            "ps",
            "--no-trunc",
            "--filter",
            "label=" + label,
            "--filter",
            "label=ministack=ecs",
            "--format",
            "{{.ID}}\t{{.Label \"com.amazonaws.ecs.task-arn\"}}\t{{.Label \"com.amazonaws.ecs.container-name\"}}")) {
      String[] parts = line.split("\t", -1);
      containers.computeIfAbsent(parts[1], arn -> new HashMap<>()).put(parts[2], parts[0]);
    }
    return containers;
  }
}
