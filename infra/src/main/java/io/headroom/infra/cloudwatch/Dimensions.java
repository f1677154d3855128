package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * Whose a metric is, by its dimensions. The CloudWatch agent's scraping of Prometheus writes {@code
 * ClusterName} with {@code ServiceName}, {@code TaskDefinitionFamily} or {@code TaskGroup}; the
 * exporter awsemf writes resource attributes, {@code service.name} and {@code aws.ecs.*}; embedded
 * metrics have what their library sets, {@code ServiceName} by default.
 */
final class Dimensions {

  private static final Set<String> CLUSTER =
      Set.of("ClusterName", "cluster", "ecs_cluster_name", "aws.ecs.cluster.name");
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
  private static final Set<String> FAMILY =
      Set.of(
          "TaskDefinitionFamily",
          "ecs_task_definition_family",
          "ecs_task_family",
          "aws.ecs.task.family");
  private static final String GROUP = "TaskGroup";

  /** Parts of one value: pools of a heap. */
  private static final Set<String> PARTS =
      Set.of("id", "pool", "space", "jvm.memory.pool.name", "jvm_memory_pool_name");

  private static final Set<String> TASK =
      Set.of("TaskId", "ecs_task_id", "aws.ecs.task.id", "aws.ecs.task.arn", "instance");

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
                return value.equals(service.id().name());
              }
              if (FAMILY.contains(name)) {
                return value.equals(service.taskDefinition().family());
              }
              return !name.equals(GROUP) || value.equals("service:" + service.id().name());
            });
  }

  /** Whether it is one task's alone. */
  static boolean ofOneTask(Map<String, String> dimensions) {
    return dimensions.keySet().stream().anyMatch(TASK::contains);
  }

  /** All but those that are parts of one value. */
  static Map<String, String> whole(Map<String, String> dimensions) {
    var whole = new TreeMap<>(dimensions);
    whole.keySet().removeAll(PARTS);
    return whole;
  }
}
