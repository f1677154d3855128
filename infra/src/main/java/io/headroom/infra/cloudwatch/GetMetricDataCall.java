package io.headroom.infra.cloudwatch;

import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Problem.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * One request of GetMetricData with all its pages. Pages belong together: a result marked {@code
 * PartialData} is completed by a later page, and only what is partial at the end is a problem.
 */
final class GetMetricDataCall {

  private final Map<String, Query> queries = new LinkedHashMap<>();
  private final Map<String, List<MetricDataResult>> results = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private boolean whole;
  private int pages;

  private GetMetricDataCall(List<Query> batch) {
    for (Query query : batch) {
      queries.put("m" + queries.size(), query);
    }
  }

  /** Reads all pages; what went wrong stands among the problems. */
  static GetMetricDataCall made(
      CloudWatchClient client, List<Query> batch, Instant from, Instant to) {
    var call = new GetMetricDataCall(batch);
    call.read(client, from, to);
    call.report();
    return call;
  }

  /** What went wrong. */
  List<Problem> problems() {
    return problems.list();
  }

  /** How many calls it took. */
  int pages() {
    return pages;
  }

  /**
   * What came, in the order of the batch. A query without a result has an empty answer when the
   * last page was read, and none when CloudWatch failed before that.
   */
  List<Answer> answers() {
    var answers = new ArrayList<Answer>();
    queries.forEach(
        (id, query) -> {
          List<MetricDataResult> came = results.getOrDefault(id, List.of());
          boolean pointed = came.stream().anyMatch(result -> !result.values().isEmpty());
          if (pointed || (whole && !refused(came))) {
            answers.add(new Answer(query, came));
          }
        });
    return answers;
  }

  private void read(CloudWatchClient client, Instant from, Instant to) {
    GetMetricDataRequest request = request(from, to);
    try {
      while (!whole) {
        pages++;
        GetMetricDataResponse page = client.getMetricData(request);
        page.metricDataResults().forEach(this::keep);
        page.messages().forEach(message -> problems.add(Kind.PARTIAL, words(message)));
        @Nullable String next = page.nextToken();
        whole = next == null || next.isEmpty();
        if (!whole && next.equals(request.nextToken())) {
          problems.add(Kind.PARTIAL, "GetMetricData offers the page that it has just sent again");
          return;
        }
        request = request.toBuilder().nextToken(next).build();
      }
    } catch (SdkException e) {
      problems.failed(e, queries.size());
    }
  }

  private GetMetricDataRequest request(Instant from, Instant to) {
    List<MetricDataQuery> asked =
        queries.entrySet().stream().map(one -> one.getValue().request(one.getKey())).toList();
    return GetMetricDataRequest.builder()
        .metricDataQueries(asked)
        .startTime(from)
        .endTime(to)
        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
        .maxDatapoints(CloudWatchMetrics.MOST_POINTS)
        .build();
  }

  private void keep(MetricDataResult result) {
    results.computeIfAbsent(result.id(), id -> new ArrayList<>()).add(result);
  }

  /** One problem for all metrics that ended alike: a fleet's worth of lines helps nobody. */
  private void report() {
    report(StatusCode.PARTIAL_DATA, Kind.PARTIAL, "came in part only");
    report(StatusCode.INTERNAL_ERROR, Kind.UNAVAILABLE, "failed inside CloudWatch");
    report(StatusCode.FORBIDDEN, Kind.ACCESS_DENIED, "may not be read");
  }

  private void report(StatusCode status, Kind kind, String what) {
    List<String> ids =
        results.entrySet().stream()
            .filter(entry -> entry.getValue().getLast().statusCode() == status)
            .map(Map.Entry::getKey)
            .filter(queries::containsKey)
            .toList();
    if (!ids.isEmpty()) {
      String first = ids.getFirst();
      problems.add(
          kind,
          "%d of %d metrics %s (%s); the first: %s%s"
              .formatted(ids.size(), queries.size(), what, status, name(first), messages(first)));
    }
  }

  private String name(String id) {
    Query query = queries.get(id);
    return query == null ? id : query.describe();
  }

  private String messages(String id) {
    return results.getOrDefault(id, List.of()).stream()
        .flatMap(result -> result.messages().stream())
        .map(GetMetricDataCall::words)
        .distinct()
        .map(words -> "; " + words)
        .collect(Collectors.joining());
  }

  private static boolean refused(List<MetricDataResult> came) {
    if (came.isEmpty()) {
      return false;
    }
    StatusCode last = came.getLast().statusCode();
    return last == StatusCode.INTERNAL_ERROR || last == StatusCode.FORBIDDEN;
  }

  private static String words(MessageData message) {
    return message.code() + ": " + message.value();
  }
}
