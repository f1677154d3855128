package io.headroom.sandbox.fleet.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * One metric.
 *
 * @param namespace its namespace
 * @param name its name
 * @param dimensions its dimensions, by name
 */
record MetricName(String namespace, String name, Map<String, String> dimensions) {

  static final String CLUSTER = "ClusterName";
  static final String SERVICE = "ServiceName";
  static final String FAMILY = "TaskDefinitionFamily";
  static final String TASK = "TaskId";
  static final String CONTAINER = "ContainerName";

  MetricName {
    dimensions = Map.copyOf(dimensions);
  }

  static MetricName of(Metric metric) {
    Map<String, String> dimensions = new TreeMap<>();
    metric.dimensions().forEach(each -> dimensions.put(each.name(), each.value()));
    return new MetricName(metric.namespace(), metric.metricName(), dimensions);
  }

  Metric toMetric() {
    List<Dimension> list =
        new TreeMap<>(dimensions)
            .entrySet().stream()
                .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
                .toList();
    return Metric.builder().namespace(namespace).metricName(name).dimensions(list).build();
  }
}
