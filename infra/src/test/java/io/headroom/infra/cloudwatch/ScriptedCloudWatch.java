package io.headroom.infra.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** A CloudWatch that answers as a test says and keeps what it was asked. */
final class ScriptedCloudWatch implements CloudWatchClient {

  private final Function<GetMetricDataRequest, GetMetricDataResponse> script;
  private final List<GetMetricDataRequest> requests = new ArrayList<>();

  ScriptedCloudWatch(Function<GetMetricDataRequest, GetMetricDataResponse> script) {
    this.script = script;
  }

  /** Answers every query by one point of 50 at {@code at}. */
  static ScriptedCloudWatch answeringOnePoint(Instant at) {
    return new ScriptedCloudWatch(request -> page(all(request, at), null));
  }

  static List<MetricDataResult> all(GetMetricDataRequest request, Instant at) {
    return request.metricDataQueries().stream()
        .map(query -> result(query, StatusCode.COMPLETE, List.of(at), List.of(50.0)))
        .toList();
  }

  static MetricDataResult result(
      MetricDataQuery query, StatusCode status, List<Instant> at, List<Double> values) {
    return MetricDataResult.builder()
        .id(query.id())
        .label(query.id())
        .statusCode(status)
        .timestamps(at)
        .values(values)
        .build();
  }

  static GetMetricDataResponse page(List<MetricDataResult> results, @Nullable String next) {
    return GetMetricDataResponse.builder().metricDataResults(results).nextToken(next).build();
  }

  List<GetMetricDataRequest> requests() {
    return requests;
  }

  /** No application publishes anything. */
  @Override
  public ListMetricsResponse listMetrics(ListMetricsRequest request) {
    return ListMetricsResponse.builder().build();
  }

  @Override
  public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
    requests.add(request);
    return script.apply(request);
  }

  @Override
  public String serviceName() {
    return "monitoring";
  }

  @Override
  public void close() {}
}
