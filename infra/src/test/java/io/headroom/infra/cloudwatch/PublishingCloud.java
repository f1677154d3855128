package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * CloudWatch with what a test publishes into it, a value for every minute that is asked for; in
 * {@code AWS/ECS} every service has used half of its limit.
 */
final class PublishingCloud implements CloudWatchClient {

  /** Values of a metric by the minute since {@link #START}. */
  private final Map<Metric, IntToDoubleFunction> metrics = new LinkedHashMap<>();

  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  /** By name, the statistic that a metric was asked for last. */
  final Map<String, String> statistics = new TreeMap<>();

  /** The names that were listed, in order. */
  final List<String> listed = new ArrayList<>();

  /** Namespaces that have no values. */
  final List<String> silent = new ArrayList<>();

  /** For each call of GetMetricData the metrics in it, as {@code namespace name}. */
  final List<List<String>> calls = new ArrayList<>();

  boolean refusesToList;

  /** Whether GetMetricData fails. */
  boolean fails;

  void publish(
      String namespace, String name, Map<String, String> dimensions, IntToDoubleFunction value) {
    metrics.put(
        Metric.builder()
            .namespace(namespace)
            .metricName(name)
            .dimensions(
                dimensions.entrySet().stream()
                    .map(
                        entry ->
                            Dimension.builder()
                                .name(entry.getKey())
                                .value(entry.getValue())
                                .build())
                    .toList())
            .build(),
        value);
  }

  void publishNothing() {
    metrics.clear();
  }

  @Override
  public ListMetricsResponse listMetrics(ListMetricsRequest request) {
    assertThat(request.recentlyActive()).isEqualTo(RecentlyActive.PT3_H);
    listed.add(request.metricName());
    if (refusesToList) {
      throw CloudWatchException.builder().statusCode(403).message("AccessDenied").build();
    }
    return ListMetricsResponse.builder()
        .metrics(
            metrics.keySet().stream()
                .filter(metric -> metric.metricName().equals(request.metricName()))
                .toList())
        .build();
  }

  @Override
  public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
    calls.add(
        request.metricDataQueries().stream()
            .map(query -> query.metricStat().metric())
            .map(metric -> metric.namespace() + " " + metric.metricName())
            .toList());
    if (fails) {
      throw CloudWatchException.builder().statusCode(503).message("ServiceUnavailable").build();
    }
    return GetMetricDataResponse.builder()
        .metricDataResults(
            request.metricDataQueries().stream()
                .map(query -> answer(query, request.startTime(), request.endTime()))
                .toList())
        .build();
  }

  private MetricDataResult answer(MetricDataQuery query, Instant from, Instant to) {
    Metric metric = query.metricStat().metric();
    statistics.put(metric.metricName(), query.metricStat().stat());
    var at = new ArrayList<Instant>();
    var values = new ArrayList<Double>();
    Optional<IntToDoubleFunction> value =
        silent.contains(metric.namespace())
            ? Optional.empty()
            : Optional.ofNullable(metrics.get(metric))
                .or(
                    () ->
                        metric.namespace().equals("AWS/ECS")
                            ? Optional.of(minute -> 50)
                            : Optional.empty());
    for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
      int number = Math.toIntExact(Duration.between(START, minute).toMinutes());
      if (value.isPresent()) {
        at.add(minute);
        values.add(value.get().applyAsDouble(number));
      }
    }
    return MetricDataResult.builder()
        .id(query.id())
        .statusCode(StatusCode.COMPLETE)
        .timestamps(at)
        .values(values)
        .build();
  }

  @Override
  public String serviceName() {
    return "monitoring";
  }

  @Override
  public void close() {}
}
