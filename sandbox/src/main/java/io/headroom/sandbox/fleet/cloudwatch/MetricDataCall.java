package io.headroom.sandbox.fleet.cloudwatch;

import io.headroom.sandbox.fleet.sim.MinuteSeries.Stat;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** GetMetricData with its limits: 500 queries, 100,800 points a call, pages by token. */
final class MetricDataCall {

  static final int MOST_QUERIES = 500;
  static final int MOST_POINTS = 100_800;

  private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");
  private static final Set<String> STATISTICS =
      Set.of("Average", "Maximum", "Minimum", "Sum", "SampleCount");

  private final World world;
  private final MetricSource source;

  /** The points of one query, in the order asked for. */
  private record Points(MetricDataQuery query, List<Instant> timestamps, List<Double> values) {}

  MetricDataCall(World world, MetricSource source) {
    this.world = world;
    this.source = source;
  }

  GetMetricDataResponse answer(GetMetricDataRequest request) {
    check(request);
    PageToken from =
        request.nextToken() == null
            ? new PageToken(0, 0, world.now())
            : PageToken.parse(request.nextToken());
    if (from.query() > request.metricDataQueries().size()) {
      throw CloudWatchErrors.invalidToken();
    }
    if (world.faults().takeBrokenMetrics()) {
      return broken(request);
    }
    List<Points> all =
        request.metricDataQueries().stream()
            .filter(query -> !Boolean.FALSE.equals(query.returnData()))
            .map(query -> points(request, query, from.asOf()))
            .toList();
    int most = request.maxDatapoints() == null ? MOST_POINTS : request.maxDatapoints();
    return page(all, from, most);
  }

  private static GetMetricDataResponse page(List<Points> all, PageToken from, int most) {
    List<MetricDataResult> results = new ArrayList<>();
    PageToken next = null;
    int left = most;
    for (int i = from.query(); i < all.size(); i++) {
      Points points = all.get(i);
      int first = i == from.query() ? Math.min(from.offset(), points.values().size()) : 0;
      int last = Math.min(points.values().size(), first + left);
      boolean whole = last == points.values().size();
      left -= last - first;
      if (!whole && next == null) {
        next = new PageToken(i, last, from.asOf());
      }
      results.add(
          result(points, first, last, whole ? StatusCode.COMPLETE : StatusCode.PARTIAL_DATA));
    }
    return GetMetricDataResponse.builder()
        .metricDataResults(results)
        .nextToken(next == null ? null : next.text())
        .build();
  }

  private static MetricDataResult result(Points points, int first, int last, StatusCode status) {
    MetricDataQuery query = points.query();
    String label = query.label() == null ? query.metricStat().metric().metricName() : query.label();
    return MetricDataResult.builder()
        .id(query.id())
        .label(label)
        .timestamps(points.timestamps().subList(first, last))
        .values(points.values().subList(first, last))
        .statusCode(status)
        .build();
  }

  private static GetMetricDataResponse broken(GetMetricDataRequest request) {
    return GetMetricDataResponse.builder()
        .metricDataResults(
            request.metricDataQueries().stream()
                .map(
                    query ->
                        MetricDataResult.builder()
                            .id(query.id())
                            .statusCode(StatusCode.INTERNAL_ERROR)
                            .build())
                .toList())
        .messages(
            MessageData.builder()
                .code("InternalError")
                .value("An internal error occurred. Please retry your request.")
                .build())
        .build();
  }

  private Points points(GetMetricDataRequest request, MetricDataQuery query, Instant asOf) {
    MetricStat stat = query.metricStat();
    LongFunction<@Nullable Stat> values = source.values(MetricName.of(stat.metric()), asOf);
    long width = stat.period() / 60;
    long from = Math.floorDiv(request.startTime().getEpochSecond(), 60);
    long to = Math.floorDiv(request.endTime().getEpochSecond() + 59, 60);
    List<Instant> timestamps = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (long bucket = from; bucket < to; bucket += width) {
      Stat all = null;
      for (long minute = bucket; minute < bucket + width; minute++) {
        Stat one = values.apply(minute);
        if (one != null) {
          all = all == null ? one : all.plus(one);
        }
      }
      if (all != null) {
        timestamps.add(Instant.ofEpochSecond(bucket * 60));
        numbers.add(number(all, stat.stat()));
      }
    }
    return request.scanBy() == ScanBy.TIMESTAMP_ASCENDING
        ? new Points(query, timestamps, numbers)
        : new Points(query, timestamps.reversed(), numbers.reversed());
  }

  private static double number(Stat stat, String statistic) {
    return switch (statistic) {
      case "Average" -> stat.average();
      case "Maximum" -> stat.max();
      case "Minimum" -> stat.min();
      case "Sum" -> stat.sum();
      case "SampleCount" -> stat.count();
      default -> throw new IllegalStateException("unchecked statistic " + statistic);
    };
  }

  private static void check(GetMetricDataRequest request) {
    if (request.startTime() == null || request.endTime() == null) {
      throw CloudWatchErrors.validation("The parameters StartTime and EndTime are required.");
    }
    if (!request.startTime().isBefore(request.endTime())) {
      throw CloudWatchErrors.validation(
          "The parameter StartTime must be less than the parameter EndTime.");
    }
    if (request.metricDataQueries().isEmpty()) {
      throw CloudWatchErrors.validation("The parameter MetricDataQueries is required.");
    }
    if (request.metricDataQueries().size() > MOST_QUERIES) {
      throw CloudWatchErrors.validation(
          "The collection MetricDataQueries must not have a size greater than "
              + MOST_QUERIES
              + ".");
    }
    Integer most = request.maxDatapoints();
    if (most != null && (most < 1 || most > MOST_POINTS)) {
      throw CloudWatchErrors.validation(
          "The parameter MaxDatapoints must be between 1 and " + MOST_POINTS + ".");
    }
    Set<String> ids = new HashSet<>();
    for (MetricDataQuery query : request.metricDataQueries()) {
      check(query);
      if (!ids.add(query.id())) {
        throw CloudWatchErrors.validation(
            "The values for parameter id in MetricDataQueries are not unique.");
      }
    }
  }

  private static void check(MetricDataQuery query) {
    if (query.id() == null || !ID.matcher(query.id()).matches()) {
      throw CloudWatchErrors.validation(
          "The value "
              + query.id()
              + " for parameter MetricDataQueries.member.Id is not matching the expected pattern"
              + " ^[a-z][a-zA-Z0-9_]*$.");
    }
    if (query.expression() != null) {
      throw CloudWatchErrors.validation(
          "Expressions are not simulated: query " + query.id() + " must be a MetricStat.");
    }
    MetricStat stat = query.metricStat();
    if (stat == null || stat.metric() == null || stat.period() == null || stat.stat() == null) {
      throw CloudWatchErrors.validation(
          "Query " + query.id() + " needs a MetricStat with Metric, Period and Stat.");
    }
    if (stat.metric().namespace() == null || stat.metric().metricName() == null) {
      throw CloudWatchErrors.validation(
          "The Metric of query " + query.id() + " needs a Namespace and a MetricName.");
    }
    if (stat.period() < 60 || stat.period() % 60 != 0) {
      throw CloudWatchErrors.validation(
          "The parameter Period of query " + query.id() + " must be a multiple of 60.");
    }
    if (!STATISTICS.contains(stat.stat())) {
      throw CloudWatchErrors.validation(
          "The statistic " + stat.stat() + " is not simulated; there are " + STATISTICS + ".");
    }
  }
}
