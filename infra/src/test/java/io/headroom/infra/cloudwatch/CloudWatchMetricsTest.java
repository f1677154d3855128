package io.headroom.infra.cloudwatch;

import static io.headroom.infra.cloudwatch.ScriptedCloudWatch.all;
import static io.headroom.infra.cloudwatch.ScriptedCloudWatch.page;
import static io.headroom.infra.cloudwatch.ScriptedCloudWatch.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headroom.core.fleet.Service;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class CloudWatchMetricsTest {

  private static final Instant FROM = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofMinutes(10));
  private static final Bytes LIMIT = Bytes.mib(1000);

  @ParameterizedTest
  @CsvSource({"1, 1", "499, 1", "500, 1", "501, 2", "1001, 3"})
  void packsFiveHundredMetricsToACall(int services, int calls) {
    var cloudWatch = ScriptedCloudWatch.answeringOnePoint(FROM);

    MetricsReading reading = read(cloudWatch, services(services));

    assertThat(cloudWatch.requests()).hasSize(calls);
    assertThat(cloudWatch.requests())
        .allMatch(request -> request.metricDataQueries().size() <= 500)
        .extracting(request -> request.metricDataQueries().size())
        .satisfies(
            sizes ->
                assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(services));
    assertThat(reading.calls()).isEqualTo(calls);
    assertThat(reading.queries()).isEqualTo(services);
    assertThat(reading.series()).hasSize(services);
    assertThat(reading.series().values()).allMatch(list -> list.size() == 1);
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void asksForMaximaByTheMinuteOldestFirst() {
    var cloudWatch = ScriptedCloudWatch.answeringOnePoint(FROM);

    read(cloudWatch, services(1));

    GetMetricDataRequest request = cloudWatch.requests().getFirst();
    assertThat(request.startTime()).isEqualTo(FROM);
    assertThat(request.endTime()).isEqualTo(TO);
    assertThat(request.scanBy()).isEqualTo(ScanBy.TIMESTAMP_ASCENDING);
    assertThat(request.maxDatapoints()).isEqualTo(100_800);
    MetricDataQuery query = request.metricDataQueries().getFirst();
    assertThat(query.id()).matches("[a-z][a-zA-Z0-9_]*");
    assertThat(query.expression()).isNull();
    assertThat(query.metricStat().stat()).isEqualTo("Maximum");
    assertThat(query.metricStat().period()).isEqualTo(60);
    assertThat(query.metricStat().metric().namespace()).isEqualTo("AWS/ECS");
    assertThat(query.metricStat().metric().metricName()).isEqualTo("MemoryUtilization");
  }

  @Test
  void aLongSpanTakesFewerMetricsToACallForThePointsAreLimitedToo() {
    var cloudWatch = ScriptedCloudWatch.answeringOnePoint(FROM);

    new CloudWatchMetrics(cloudWatch)
        .memory(requests(services(141)), FROM, FROM.plus(Duration.ofDays(1)));

    assertThat(cloudWatch.requests())
        .extracting(request -> request.metricDataQueries().size())
        .containsExactly(70, 70, 1);
  }

  @Test
  void readsNothingWithoutACallWhereNothingIsAsked() {
    var cloudWatch = ScriptedCloudWatch.answeringOnePoint(FROM);

    MetricsReading reading = read(cloudWatch, List.of());

    assertThat(reading.calls()).isZero();
    assertThat(cloudWatch.requests()).isEmpty();
  }

  @Test
  void followsPagesAndJoinsThem() {
    var cloudWatch =
        new ScriptedCloudWatch(
            request -> {
              MetricDataQuery query = request.metricDataQueries().getFirst();
              boolean first = request.nextToken() == null;
              return first
                  ? page(
                      List.of(
                          result(
                              query,
                              StatusCode.PARTIAL_DATA,
                              List.of(FROM, minute(1)),
                              List.of(10.0, 20.0))),
                      "second")
                  : page(
                      List.of(
                          result(query, StatusCode.COMPLETE, List.of(minute(3)), List.of(30.0))),
                      null);
            });

    MetricsReading reading = read(cloudWatch, services(1));

    assertThat(cloudWatch.requests()).hasSize(2);
    assertThat(cloudWatch.requests().get(1).nextToken()).isEqualTo("second");
    assertThat(cloudWatch.requests().get(1).metricDataQueries())
        .isEqualTo(cloudWatch.requests().get(0).metricDataQueries());
    assertThat(reading.calls()).isEqualTo(2);
    assertThat(reading.problems()).isEmpty();
    assertThat(only(reading).samples())
        .containsExactly(
            new Sample(FROM, mib(100)),
            new Sample(minute(1), mib(200)),
            new Sample(minute(3), mib(300)));
  }

  @Test
  void whatStaysPartialIsKeptAndNamed() {
    var cloudWatch =
        answering(query -> result(query, StatusCode.PARTIAL_DATA, List.of(FROM), List.of(10.0)));

    MetricsReading reading = read(cloudWatch, services(2));

    assertThat(reading.series()).hasSize(2);
    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTIAL);
              assertThat(problem.detail())
                  .contains("2 of 2 metrics", "MemoryUtilization of shop/service-0000");
            });
  }

  /** A reservation is passed by a few times; more than ten times is another limit, or no value. */
  @Test
  void farMoreThanTheLimitIsLeftOutAndNamed() {
    var cloudWatch =
        answering(
            query ->
                result(
                    query,
                    StatusCode.COMPLETE,
                    List.of(FROM, minute(1), minute(2)),
                    List.of(400.0, 1001.0, 1e9)));

    MetricsReading reading = read(cloudWatch, services(1));

    assertThat(only(reading).samples()).containsExactly(new Sample(FROM, mib(4000)));
    assertThat(reading.problems())
        .singleElement()
        .extracting(Problem::detail)
        .asString()
        .startsWith("2 values dropped that are no amount of memory under its limit")
        .contains("was 1001.0");
  }

  @Test
  void messagesOfCloudWatchAreReported() {
    var cloudWatch =
        new ScriptedCloudWatch(
            request ->
                GetMetricDataResponse.builder()
                    .metricDataResults(all(request, FROM))
                    .messages(
                        MessageData.builder()
                            .code("ArithmeticError")
                            .value("One or more data-points have been dropped")
                            .build())
                    .build());

    MetricsReading reading = read(cloudWatch, services(1));

    assertThat(reading.problems())
        .containsExactly(
            new Problem(
                Problem.Kind.PARTIAL,
                "ArithmeticError: One or more data-points have been dropped"));
    assertThat(only(reading).samples()).hasSize(1);
  }

  @Test
  void aMinuteWithoutAValueIsAGap() {
    var cloudWatch =
        answering(
            query ->
                result(query, StatusCode.COMPLETE, List.of(FROM, minute(4)), List.of(10.0, 20.0)));

    assertThat(only(read(cloudWatch, services(1))).samples())
        .extracting(Sample::at)
        .containsExactly(FROM, minute(4));
  }

  @Test
  void aServiceThatPublishesNothingHasAnEmptyList() {
    var cloudWatch = answering(query -> result(query, StatusCode.COMPLETE, List.of(), List.of()));

    MetricsReading reading = read(cloudWatch, services(1));

    assertThat(reading.series()).containsEntry(services(1).getFirst().id(), List.of());
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void aThrottledCallCostsItsOwnServicesOnly() {
    var cloudWatch = failingOnCall(2, throttled());

    MetricsReading reading = read(cloudWatch, services(1001));

    assertThat(reading.series()).hasSize(501);
    assertThat(reading.calls()).isEqualTo(3);
    assertThat(reading.problems())
        .containsExactly(
            new Problem(
                Problem.Kind.THROTTLED,
                "GetMetricData for 500 metrics failed: ThrottlingException: Rate exceeded"));
  }

  @Test
  void aRefusedCallAndATimeOutAreProblems() {
    MetricsReading refused =
        read(failingOnCall(1, error(403, "AccessDenied", "not authorized")), services(1));
    MetricsReading late =
        read(failingOnCall(1, ApiCallTimeoutException.create(15_000)), services(1));
    MetricsReading broken =
        read(failingOnCall(1, error(500, "InternalFailure", "try later")), services(1));

    assertThat(refused.series()).isEmpty();
    assertThat(refused.problems())
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.ACCESS_DENIED);
    assertThat(late.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.UNAVAILABLE);
    assertThat(broken.problems())
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.UNAVAILABLE);
  }

  @Test
  void aFailureOnALaterPageKeepsTheEarlierOnes() {
    var cloudWatch =
        new ScriptedCloudWatch(
            request -> {
              if (request.nextToken() != null) {
                throw throttled();
              }
              return page(
                  List.of(
                      result(
                          request.metricDataQueries().getFirst(),
                          StatusCode.PARTIAL_DATA,
                          List.of(FROM),
                          List.of(10.0))),
                  "second");
            });

    MetricsReading reading = read(cloudWatch, services(2));

    assertThat(reading.series()).containsOnlyKeys(services(1).getFirst().id());
    assertThat(reading.problems())
        .extracting(Problem::kind)
        .contains(Problem.Kind.THROTTLED, Problem.Kind.PARTIAL);
  }

  @Test
  void aTokenThatComesAgainEndsTheReading() {
    var cloudWatch = new ScriptedCloudWatch(request -> page(all(request, FROM), "again"));

    MetricsReading reading = read(cloudWatch, services(1));

    assertThat(reading.calls()).isEqualTo(2);
    assertThat(reading.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.PARTIAL);
  }

  @Test
  void metricsThatCloudWatchRefusesOrFailsOnAreNamed() {
    var cloudWatch =
        answering(
            query ->
                result(
                    query,
                    query.id().equals("m0") ? StatusCode.FORBIDDEN : StatusCode.INTERNAL_ERROR,
                    List.of(),
                    List.of()));

    MetricsReading reading = read(cloudWatch, services(2));

    assertThat(reading.series()).isEmpty();
    assertThat(reading.problems())
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(Problem.Kind.ACCESS_DENIED, Problem.Kind.UNAVAILABLE);
  }

  @Test
  void valuesThatAreNoAmountOfMemoryAreDroppedAndReportedOnce() {
    var cloudWatch =
        answering(
            query ->
                result(
                    query,
                    StatusCode.COMPLETE,
                    List.of(FROM, minute(1), minute(2), minute(3)),
                    List.of(Double.NaN, -3.0, 1e12, 40.0)));

    MetricsReading reading = read(cloudWatch, services(2));

    assertThat(reading.series().values())
        .allSatisfy(
            list ->
                assertThat(list.getFirst().samples())
                    .containsExactly(new Sample(minute(3), mib(400))));
    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
              assertThat(problem.detail())
                  .contains("6 values", "shop/service-0000", "NaN", "2026-01-01T10:00:00Z");
            });
  }

  @Test
  void aTimestampWithoutAValueIsLeftOut() {
    var cloudWatch =
        answering(
            query -> result(query, StatusCode.COMPLETE, List.of(FROM, minute(1)), List.of(10.0)));

    assertThat(only(read(cloudWatch, services(1))).samples())
        .containsExactly(new Sample(FROM, mib(100)));
  }

  @Test
  void pointsOutsideOfTheSpanAreLeftOut() {
    var cloudWatch =
        answering(
            query ->
                result(
                    query,
                    StatusCode.COMPLETE,
                    List.of(FROM.minusSeconds(60), FROM, TO),
                    List.of(10.0, 20.0, 30.0)));

    assertThat(only(read(cloudWatch, services(1))).samples())
        .extracting(Sample::at)
        .containsExactly(FROM);
  }

  @Test
  void aSpanThatEndsBeforeItBeginsIsRefused() {
    var metrics = new CloudWatchMetrics(ScriptedCloudWatch.answeringOnePoint(FROM));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.memory(List.of(), TO, FROM))
        .withMessageContaining("2026-01-01T10:10:00Z");
  }

  private static MetricsReading read(ScriptedCloudWatch cloudWatch, List<Service> services) {
    return new CloudWatchMetrics(cloudWatch).memory(requests(services), FROM, TO);
  }

  private static List<Request> requests(List<Service> services) {
    return services.stream().map(service -> new Request(service, List.of())).toList();
  }

  private static List<Service> services(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SampleServices.fargate("shop", "service-%04d".formatted(i), 1, LIMIT))
        .toList();
  }

  private static MemorySeries only(MetricsReading reading) {
    List<MemorySeries> list = reading.series().values().iterator().next();
    assertThat(list).hasSize(1);
    assertThat(list.getFirst().subject()).isEqualTo(Subject.SERVICE);
    assertThat(list.getFirst().limit()).isEqualTo(LIMIT);
    return list.getFirst();
  }

  private static ScriptedCloudWatch answering(Function<MetricDataQuery, MetricDataResult> answer) {
    return new ScriptedCloudWatch(
        request -> page(request.metricDataQueries().stream().map(answer).toList(), null));
  }

  private static ScriptedCloudWatch failingOnCall(int number, RuntimeException failure) {
    var calls = new int[1];
    return new ScriptedCloudWatch(
        request -> {
          if (++calls[0] == number) {
            throw failure;
          }
          return page(all(request, FROM), null);
        });
  }

  private static RuntimeException throttled() {
    return error(400, "ThrottlingException", "Rate exceeded");
  }

  private static RuntimeException error(int status, String code, String message) {
    return CloudWatchException.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  private static Instant minute(int number) {
    return FROM.plus(Duration.ofMinutes(number));
  }

  private static double mib(long mib) {
    return Bytes.mib(mib).value();
  }
}
