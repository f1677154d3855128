package io.headroom.sandbox.fleet.cloudwatch;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.query;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static io.headroom.sandbox.fleet.Testing.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headroom.sandbox.fleet.SimulatedFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

class MetricDataTest {

  private static final Map<String, String> CHECKOUT =
      Map.of("ClusterName", "shop", "ServiceName", "checkout-api");

  private final SimulatedFleet fleet = quiet();
  private final CloudWatchClient cloudWatch = fleet.cloudWatch();

  @Test
  void aDayOfHistoryIsThereNewestFirstWithFewGaps() {
    MetricDataResult day =
        read(START.minus(Duration.ofHours(24)), START, "Maximum", CHECKOUT).getFirst();
    assertThat(day.statusCode()).isEqualTo(StatusCode.COMPLETE);
    assertThat(day.label()).isEqualTo("MemoryUtilization");
    assertThat(day.timestamps()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(day.values()).hasSizeBetween(1380, 1438).hasSameSizeAs(day.timestamps());
    assertThat(day.values()).allSatisfy(percent -> assertThat(percent).isBetween(60.0, 72.0));
  }

  @Test
  void pointsComeOneToTwoMinutesAfterTheirMinute() {
    fleet.advanceTo(minute(200));
    Instant now = fleet.now();
    List<Instant> stamps =
        read(now.minusSeconds(1200), now, "Maximum", CHECKOUT).getFirst().timestamps();
    // A minute ends 60 s after its stamp, and the point needs another 60 to 120 s.
    assertThat(stamps.getFirst()).isBetween(now.minusSeconds(420), now.minusSeconds(120));
    int inTime = 0;
    for (int i = 0; i < 60; i++) {
      fleet.advanceTo(minute(201 + i));
      Instant at = fleet.now();
      List<Instant> there =
          read(at.minusSeconds(600), at, "Maximum", CHECKOUT).getFirst().timestamps();
      assertThat(there).allSatisfy(stamp -> assertThat(stamp).isBefore(at.minusSeconds(119)));
      inTime += there.contains(at.minusSeconds(180)) ? 1 : 0;
    }
    assertThat(inTime).isGreaterThan(50);
  }

  @Test
  void maximumAverageAndMinimumSpanTheTasks() {
    fleet.leak("shop", "payments-api", 1, 20);
    fleet.advanceTo(minute(30));
    Map<String, String> payments = Map.of("ClusterName", "shop", "ServiceName", "payments-api");
    double most = last("Maximum", payments);
    double mean = last("Average", payments);
    double least = last("Minimum", payments);
    assertThat(most).isGreaterThan(mean + 10);
    assertThat(least).isLessThan(mean);
    assertThat(last("SampleCount", payments)).isEqualTo(24);
  }

  @Test
  void aSoftLimitIsTheDenominatorWhereThereIsOne() {
    // ledger uses about 1440 MiB: 70 % of its reservation of 2048, 47 % of its hard limit of 3072.
    Map<String, String> ledger = Map.of("ClusterName", "data", "ServiceName", "ledger");
    fleet.advanceTo(minute(10));
    assertThat(last("Average", ledger)).isBetween(66.0, 73.0);
  }

  @Test
  void enhancedObservabilityHasMetricsPerTaskAndContainer() {
    fleet.advanceTo(minute(30));
    String task = id(tasks(fleet.ecs(), "shop", "payments-api", DesiredStatus.RUNNING).getFirst());
    Map<String, String> ofTask =
        Map.of("ClusterName", "shop", "ServiceName", "payments-api", "TaskId", task);
    double utilized = lastInsights("MemoryUtilized", ofTask);
    assertThat(utilized).isBetween(900.0, 1000.0).isEqualTo(Math.rint(utilized));
    assertThat(lastInsights("MemoryReserved", ofTask)).isEqualTo(2048);
    assertThat(lastInsights("TaskMemoryUtilization", ofTask))
        .isCloseTo(100 * utilized / 2048, org.assertj.core.data.Offset.offset(0.1));
    Map<String, String> ofContainer =
        Map.of(
            "ClusterName", "shop",
            "ServiceName", "payments-api",
            "TaskId", task,
            "ContainerName", "log-router");
    assertThat(lastInsights("ContainerMemoryUtilized", ofContainer)).isBetween(30.0, 45.0);
    assertThat(lastInsights("ContainerMemoryReserved", ofContainer)).isEqualTo(64);
    assertThat(
            lastInsights(
                "RunningTaskCount", Map.of("ClusterName", "shop", "ServiceName", "payments-api")))
        .isEqualTo(4);
  }

  @Test
  void aClusterWithoutContainerInsightsHasNone() {
    fleet.advanceTo(minute(30));
    Instant now = fleet.now();
    MetricDataQuery query =
        query(
            "m1",
            "ECS/ContainerInsights",
            "MemoryUtilized",
            "Maximum",
            Map.of("ClusterName", "data", "ServiceName", "ledger"));
    MetricDataResult result =
        cloudWatch
            .getMetricData(r -> r.startTime(START).endTime(now).metricDataQueries(query))
            .metricDataResults()
            .getFirst();
    assertThat(result.values()).isEmpty();
    assertThat(result.statusCode()).isEqualTo(StatusCode.COMPLETE);
  }

  @Test
  void pagesBelongTogetherAndGiveEveryPointOnce() {
    List<MetricDataQuery> queries =
        List.of(
            query("m1", "AWS/ECS", "MemoryUtilization", "Maximum", CHECKOUT),
            query("m2", "AWS/ECS", "CPUUtilization", "Average", CHECKOUT));
    GetMetricDataRequest request =
        GetMetricDataRequest.builder()
            .startTime(START.minusSeconds(3600))
            .endTime(START)
            .metricDataQueries(queries)
            .scanBy(ScanBy.TIMESTAMP_ASCENDING)
            .maxDatapoints(25)
            .build();
    List<Instant> m1 = new ArrayList<>();
    List<Instant> m2 = new ArrayList<>();
    String token = null;
    int pages = 0;
    do {
      GetMetricDataResponse page =
          cloudWatch.getMetricData(request.toBuilder().nextToken(token).build());
      assertThat(page.metricDataResults().stream().mapToInt(each -> each.values().size()).sum())
          .isLessThanOrEqualTo(25);
      for (MetricDataResult result : page.metricDataResults()) {
        (result.id().equals("m1") ? m1 : m2).addAll(result.timestamps());
      }
      boolean partial =
          page.metricDataResults().stream()
              .anyMatch(each -> each.statusCode() == StatusCode.PARTIAL_DATA);
      token = page.nextToken();
      assertThat(partial).isEqualTo(token != null);
      pages++;
      fleet.advanceTo(minute(pages));
    } while (token != null);
    assertThat(pages).isBetween(4, 6);
    assertThat(m1).isSorted().doesNotHaveDuplicates().hasSizeBetween(50, 58).isEqualTo(m2);
  }

  @Test
  void theLimitsOfACallAreKept() {
    refused(
        request ->
            request.metricDataQueries(
                IntStream.rangeClosed(0, 500)
                    .mapToObj(
                        i -> query("m" + i, "AWS/ECS", "MemoryUtilization", "Maximum", CHECKOUT))
                    .toList()),
        "The collection MetricDataQueries must not have a size greater than 500.");
    refused(request -> request.maxDatapoints(100_801), "MaxDatapoints");
    refused(request -> request.startTime(START).endTime(START), "StartTime must be less than");
    MetricDataQuery query = query("m1", "AWS/ECS", "MemoryUtilization", "Maximum", CHECKOUT);
    refused(request -> request.metricDataQueries(query, query), "are not unique");
    refused(
        request -> request.metricDataQueries(query.toBuilder().id("M1").build()),
        "not matching the expected pattern");
    refused(
        request ->
            request.metricDataQueries(
                MetricDataQuery.builder().id("e1").expression("m1*2").build()),
        "Expressions are not simulated");
    refused(
        request ->
            request.metricDataQueries(
                query.toBuilder()
                    .metricStat(query.metricStat().toBuilder().period(90).build())
                    .build()),
        "must be a multiple of 60");
    refused(
        request ->
            request.metricDataQueries(
                query.toBuilder()
                    .metricStat(query.metricStat().toBuilder().stat("p99").build())
                    .build()),
        "not simulated");
    assertThatThrownBy(
            () ->
                cloudWatch.getMetricData(
                    request ->
                        request
                            .startTime(START.minusSeconds(60))
                            .endTime(START)
                            .metricDataQueries(query)
                            .nextToken("nonsense")))
        .isInstanceOf(InvalidNextTokenException.class);
  }

  @Test
  void aLongerPeriodPutsMinutesTogether() {
    MetricDataQuery minutes = query("m1", "AWS/ECS", "MemoryUtilization", "Maximum", CHECKOUT);
    MetricDataQuery fives =
        minutes.toBuilder()
            .id("m5")
            .metricStat(minutes.metricStat().toBuilder().period(300).build())
            .build();
    List<MetricDataResult> results =
        cloudWatch
            .getMetricData(
                request ->
                    request
                        .startTime(START.minusSeconds(4200))
                        .endTime(START.minusSeconds(600))
                        .metricDataQueries(minutes, fives))
            .metricDataResults();
    assertThat(results.getLast().values()).hasSize(12);
    assertThat(results.getLast().values().stream().mapToDouble(d -> d).max())
        .isEqualTo(results.getFirst().values().stream().mapToDouble(d -> d).max());
  }

  @Test
  void failuresOnDemand() {
    fleet.faults(faults -> faults.throttle(1));
    CloudWatchException throttled =
        catchThrowableOfType(
            CloudWatchException.class, () -> read(START.minusSeconds(60), START, "Sum", CHECKOUT));
    assertThat(throttled.isThrottlingException()).isTrue();
    fleet.faults(faults -> faults.breakMetrics(1));
    assertThat(read(START.minusSeconds(60), START, "Sum", CHECKOUT).getFirst().statusCode())
        .isEqualTo(StatusCode.INTERNAL_ERROR);
    CloudWatchException image =
        catchThrowableOfType(
            CloudWatchException.class,
            () -> cloudWatch.getMetricWidgetImage(r -> r.metricWidget("{}")));
    assertThat(image.awsErrorDetails().errorCode()).isEqualTo("NotSimulated");
  }

  @Test
  void metricsAreListedAndANewTaskOnlyAfterAWhile() {
    List<String> memory =
        cloudWatch
            .listMetrics(r -> r.namespace("AWS/ECS").metricName("MemoryUtilization"))
            .metrics()
            .stream()
            .map(metric -> metric.dimensions().getLast().value())
            .toList();
    assertThat(memory).hasSize(10).contains("checkout-api", "ledger");
    fleet.ecs().updateService(r -> r.cluster("shop").service("promo-web").desiredCount(3));
    fleet.advanceTo(minute(5));
    assertThat(listedTasks()).isEqualTo(2);
    fleet.advanceTo(minute(15));
    assertThat(listedTasks()).isEqualTo(3);
  }

  private long listedTasks() {
    return cloudWatch
        .listMetrics(
            request ->
                request
                    .namespace("ECS/ContainerInsights")
                    .metricName("TaskMemoryUtilization")
                    .dimensions(
                        DimensionFilter.builder().name("ServiceName").value("promo-web").build(),
                        DimensionFilter.builder().name("TaskId").build()))
        .metrics()
        .size();
  }

  private void refused(
      java.util.function.Consumer<GetMetricDataRequest.Builder> change, String message) {
    GetMetricDataRequest.Builder request =
        GetMetricDataRequest.builder()
            .startTime(START.minusSeconds(600))
            .endTime(START)
            .metricDataQueries(query("m1", "AWS/ECS", "MemoryUtilization", "Maximum", CHECKOUT));
    change.accept(request);
    CloudWatchException exception =
        catchThrowableOfType(
            CloudWatchException.class, () -> cloudWatch.getMetricData(request.build()));
    assertThat(exception.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
    assertThat(exception.awsErrorDetails().errorMessage()).contains(message);
    assertThat(exception.statusCode()).isEqualTo(400);
  }

  private double last(String stat, Map<String, String> dimensions) {
    Instant now = fleet.now();
    return read(now.minusSeconds(1200), now.minusSeconds(300), stat, dimensions)
        .getFirst()
        .values()
        .getFirst();
  }

  private double lastInsights(String metric, Map<String, String> dimensions) {
    Instant now = fleet.now();
    MetricDataQuery query = query("m1", "ECS/ContainerInsights", metric, "Average", dimensions);
    return cloudWatch
        .getMetricData(
            r -> r.startTime(now.minusSeconds(1200)).endTime(now).metricDataQueries(query))
        .metricDataResults()
        .getFirst()
        .values()
        .getFirst();
  }

  private List<MetricDataResult> read(
      Instant from, Instant to, String stat, Map<String, String> dimensions) {
    MetricDataQuery query = query("m1", "AWS/ECS", "MemoryUtilization", stat, dimensions);
    return cloudWatch
        .getMetricData(request -> request.startTime(from).endTime(to).metricDataQueries(query))
        .metricDataResults();
  }

  private static String id(software.amazon.awssdk.services.ecs.model.Task task) {
    return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
  }
}
