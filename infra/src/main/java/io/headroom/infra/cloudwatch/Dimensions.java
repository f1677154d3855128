package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * Whose a metric is, by its dimensions. The CloudWatch agent's scraping of Prometheus writes {@code
 * ClusterName} or {@code TaskClusterName} with {@code ServiceName}, {@code TaskDefinitionFamily} or
 * {@code TaskGroup}, and what cAdvisor knows of a container, its ECS labels; the exporter awsemf
 * writes resource attributes, {@code service.name} and {@code aws.ecs.*}; embedded metrics have
 * what their library sets, {@code ServiceName} by default.
 */
final class Dimensions {

  /** The labels that ECS puts on a container, as cAdvisor passes them on. */
  private static final String LABEL = "container_label_com_amazonaws_ecs_";

  private static final Set<String> CLUSTER =
      Set.of(
          "ClusterName",
          "TaskClusterName",
          "cluster",
          "ecs_cluster_name",
          "aws.ecs.cluster.name",
          LABEL + "cluster");
  private static final String CLUSTER_ARN = "aws.ecs.cluster.arn";

  private static final Set<String> SERVICE =
      Set.of(
          "ServiceName",
          "Service",
          "service",
          "service.name",
          "service_name",
          "ecs_service_name",
          "aws.ecs.service.name");

  /** What says nothing of a service: OpenTelemetry writes these where it knows of none. */
  private static final String UNKNOWN = "unknown_service";

  private static final String UNDEFINED = "undefined";

  private static final Set<String> FAMILY =
      Set.of(
          "TaskDefinitionFamily",
          "ecs_task_definition_family",
          "ecs_task_family",
          "aws.ecs.task.family",
          LABEL + "task_definition_family");
  private static final String GROUP = "TaskGroup";

  /** Parts of a heap. */
  static final Set<String> POOLS =
      Set.of(
          "id",
          "pool",
          "space",
          "jvm.memory.pool.name",
          "jvm_memory_pool_name",
          "v8js.heap.space.name",
          "v8js_heap_space_name");

  /** Parts of a task. */
  static final Set<String> CONTAINERS =
      Set.of(
          "ContainerName",
          "container_name",
          "container.name",
          "aws.ecs.container.name",
          LABEL + "container_name");

  private static final Set<String> TASK_ID =
      Set.of("TaskId", "ecs_task_id", "aws.ecs.task.id", "aws.ecs.task.arn", LABEL + "task_arn");

  private static final String CONTAINER_ID = "container.id";

  /** The task's id, and which of its containers. */
  private static final Pattern ON_FARGATE = Pattern.compile("[0-9a-f]{32}-\\d+");

  private static final String INSTANCE = "instance";

  private Dimensions() {}

  static Map<String, String> of(Metric metric) {
    var map = new TreeMap<String, String>();
    for (Dimension dimension : metric.dimensions()) {
      map.put(String.valueOf(dimension.name()), String.valueOf(dimension.value()));
    }
    return map;
  }

  /** The names under which a service may be looked up. */
  static List<String> names(Service service) {
    return List.of(
        service.id().name(), service.taskDefinition().family(), "service:" + service.id().name());
  }

  /** The values by which a metric may be looked up. */
  static Collection<String> identities(Map<String, String> dimensions) {
    var values = new HashSet<String>();
    dimensions.forEach(
        (name, value) -> {
          if (SERVICE.contains(name) || FAMILY.contains(name) || name.equals(GROUP)) {
            values.add(value);
          }
        });
    return values;
  }

  /** Whether all that is said of whose it is fits a service. */
  static boolean fits(Map<String, String> dimensions, Service service) {
    return dimensions.entrySet().stream()
        .allMatch(
            entry -> {
              String name = entry.getKey();
              String value = entry.getValue();
              if (CLUSTER.contains(name)) {
                return value.equals(service.id().cluster());
              }
              if (name.equals(CLUSTER_ARN)) {
                return value.endsWith("/" + service.id().cluster());
              }
              if (SERVICE.contains(name)) {
                return value.equals(service.id().name())
                    || value.equals(UNDEFINED)
                    || value.startsWith(UNKNOWN);
              }
              if (FAMILY.contains(name)) {
                return value.equals(service.taskDefinition().family());
              }
              return !name.equals(GROUP) || value.equals("service:" + service.id().name());
            });
  }

  /** Whether it is one task's alone. */
  static boolean ofOneTask(Map<String, String> dimensions) {
    return dimensions.containsKey(INSTANCE) || task(dimensions).isPresent();
  }

  /**
   * Id of the task that it is of, where it says: that or the end of the task's ARN, or the
   * beginning of the id of a container on Fargate.
   */
  static Optional<String> task(Map<String, String> dimensions) {
    return dimensions.entrySet().stream()
        .flatMap(
            entry -> {
              String value = entry.getValue();
              if (TASK_ID.contains(entry.getKey())) {
                return Stream.of(value.substring(value.lastIndexOf('/') + 1));
              }
              return entry.getKey().equals(CONTAINER_ID) && ON_FARGATE.matcher(value).matches()
                  ? Stream.of(value.substring(0, value.indexOf('-')))
                  : Stream.of();
            })
        .findFirst();
  }

  /** Whether it says of which part it is. */
  static boolean ofAPart(Map<String, String> dimensions, Set<String> parts) {
    return dimensions.keySet().stream().anyMatch(parts::contains);
  }

  /** All but those that are parts of one value. */
  static Map<String, String> whole(Map<String, String> dimensions, Set<String> parts) {
    var whole = new TreeMap<>(dimensions);
    whole.keySet().removeAll(parts);
    return whole;
  }
}
