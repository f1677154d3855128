package io.headroom.sandbox.fleet.cloudwatch;

import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimCluster.Insights;
import io.headroom.sandbox.fleet.sim.SimContainer;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/** ListMetrics: pages of 500; a new task's metrics appear only after a while, as with AWS. */
final class ListMetricsCall {

  private static final int PAGE = 500;
  private static final Duration UNTIL_LISTED = Duration.ofMinutes(10);
  private static final Duration RECENTLY = Duration.ofHours(3);

  private final World world;

  ListMetricsCall(World world) {
    this.world = world;
  }

  ListMetricsResponse answer(ListMetricsRequest request) {
    List<MetricName> all =
        metrics(request.recentlyActive() == RecentlyActive.PT3_H).stream()
            .filter(metric -> matches(metric, request))
            .toList();
    int from = request.nextToken() == null ? 0 : offset(request.nextToken());
    int start = Math.min(from, all.size());
    int end = Math.min(all.size(), start + PAGE);
    return ListMetricsResponse.builder()
        .metrics(all.subList(start, end).stream().map(MetricName::toMetric).toList())
        .nextToken(end < all.size() ? token(end) : null)
        .build();
  }

  private static boolean matches(MetricName metric, ListMetricsRequest request) {
    return (request.namespace() == null || request.namespace().equals(metric.namespace()))
        && (request.metricName() == null || request.metricName().equals(metric.name()))
        && request.dimensions().stream().allMatch(filter -> has(metric, filter));
  }

  private static boolean has(MetricName metric, DimensionFilter filter) {
    String value = metric.dimensions().get(filter.name());
    return value != null && (filter.value() == null || filter.value().equals(value));
  }

  private List<MetricName> metrics(boolean recent) {
    List<MetricName> metrics = new ArrayList<>();
    for (SimCluster cluster : world.clusters()) {
      for (SimService service : cluster.services()) {
        Map<String, String> dimensions =
            Map.of(MetricName.CLUSTER, cluster.name(), MetricName.SERVICE, service.name());
        metrics.add(new MetricName(MetricSource.ECS, "CPUUtilization", dimensions));
        metrics.add(new MetricName(MetricSource.ECS, "MemoryUtilization", dimensions));
        if (cluster.insights() != Insights.DISABLED) {
          add(metrics, new TreeSet<>(MetricSource.COUNTS), dimensions);
          add(metrics, new TreeSet<>(MetricSource.TASK_METRICS), dimensions);
        }
        if (cluster.insights() == Insights.ENHANCED) {
          add(metrics, new TreeSet<>(MetricSource.ENHANCED_TASK_METRICS), dimensions);
          service.tasks().stream()
              .filter(task -> listed(task, recent))
              .forEach(task -> addTask(metrics, dimensions, task));
        }
      }
    }
    return metrics;
  }

  private boolean listed(SimTask task, boolean recent) {
    Instant started = task.startedAt();
    Instant stopped = task.stoppedAt();
    return started != null
        && !started.plus(UNTIL_LISTED).isAfter(world.now())
        && (!recent || stopped == null || stopped.plus(RECENTLY).isAfter(world.now()));
  }

  private static void addTask(
      List<MetricName> metrics, Map<String, String> ofService, SimTask task) {
    Map<String, String> dimensions = with(ofService, MetricName.TASK, task.id());
    add(metrics, new TreeSet<>(MetricSource.TASK_METRICS), dimensions);
    add(metrics, new TreeSet<>(MetricSource.ENHANCED_TASK_METRICS), dimensions);
    for (SimContainer container : task.containers()) {
      add(
          metrics,
          new TreeSet<>(MetricSource.CONTAINER_METRICS),
          with(dimensions, MetricName.CONTAINER, container.name()));
    }
  }

  private static void add(
      List<MetricName> metrics, Set<String> names, Map<String, String> dimensions) {
    names.forEach(name -> metrics.add(new MetricName(MetricSource.INSIGHTS, name, dimensions)));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }

  private static String token(int offset) {
    return Base64.getUrlEncoder()
        .encodeToString(Integer.toString(offset).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(String token) {
    try {
      return Integer.parseUnsignedInt(
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException invalid) {
      throw CloudWatchErrors.invalidToken();
    }
  }
}
