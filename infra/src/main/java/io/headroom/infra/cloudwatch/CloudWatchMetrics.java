package io.headroom.infra.cloudwatch;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Metrics;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.watch.Published;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Memory from CloudWatch, by GetMetricData, and by ListMetrics what applications publish: up to 500
 * metrics and 100,800 points to a call, further pages as CloudWatch offers them. A minute without a
 * value stays a gap. A call that fails, after the SDK's retries, costs its own metrics and is named
 * among the problems; the others are read all the same.
 */
public final class CloudWatchMetrics implements Metrics {

  /** "MetricDataQueries: a single call can include up to 500 structures". */
  static final int MOST_QUERIES = 500;

  /** "MaxDatapoints: if you omit this, the default of 100,800 is used", which is the most. */
  static final int MOST_POINTS = 100_800;

  private final CloudWatchClient client;
  private final Abreast abreast;
  private final Learned learned;

  /** Makes one call after the other. */
  public CloudWatchMetrics(CloudWatchClient client) {
    this(client, Abreast.ONE);
  }

  /**
   * @param abreast how many calls are made at the same time
   */
  public CloudWatchMetrics(CloudWatchClient client, Abreast abreast) {
    this.client = client;
    this.abreast = abreast;
    this.learned =
        new Learned(
            new Sources(), new ApplicationMetrics(client, abreast), new Counters(), new UpDown());
  }

  @Override
  public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    return read(requests, from, to, true);
  }

  @Override
  public MetricsReading history(List<Request> requests, Instant from, Instant to) {
    return read(
        requests.stream()
            .map(request -> new Request(request.service(), request.tasks(), Set.of()))
            .toList(),
        from,
        to,
        false);
  }

  /**
   * @param current whether it is about now: only that says where a service is to be asked about
   */
  private MetricsReading read(List<Request> requests, Instant from, Instant to, boolean current) {
    Instant start = from.truncatedTo(ChronoUnit.MINUTES);
    if (!start.isBefore(to)) {
      throw new IllegalArgumentException(
          "metrics are read from an instant to a later one, not from %s to %s".formatted(from, to));
    }
    var readings = new LinkedHashMap<ServiceId, ServiceReading>();
    for (Request request : requests) {
      readings.put(request.service().id(), new ServiceReading(request, learned, to));
    }
    var asking = new Asking(readings, from, start, to);
    asking.ask(
        readings.values().stream().map(ServiceReading::queries).flatMap(List::stream).toList());
    if (current) {
      asking.ask(
          readings.values().stream()
              .map(ServiceReading::furtherQueries)
              .flatMap(List::stream)
              .toList());
    }
    var series = new LinkedHashMap<ServiceId, List<MemorySeries>>();
    var published = new LinkedHashMap<ServiceId, Published>();
    readings.forEach(
        (id, reading) -> {
          reading.series().ifPresent(found -> series.put(id, found));
          if (current) {
            published.put(id, reading.published());
          }
        });
    return new MetricsReading(
        series, published, asking.problems.list(), asking.asked, asking.calls);
  }

  /** The calls of one reading. */
  private final class Asking {
    private final Map<ServiceId, ServiceReading> readings;
    private final Instant from;
    private final Instant start;
    private final Instant to;
    private final Problems problems = new Problems();
    private final Map<ServiceId, Integer> asked = new LinkedHashMap<>();
    private int calls;

    Asking(Map<ServiceId, ServiceReading> readings, Instant from, Instant start, Instant to) {
      this.readings = readings;
      this.from = from;
      this.start = start;
      this.to = to;
    }

    void ask(List<Query> queries) {
      queries.forEach(query -> asked.merge(query.service(), 1, Integer::sum));
      for (GetMetricDataCall call :
          abreast.map(
              batches(queries, start, to),
              batch -> GetMetricDataCall.made(client, batch, start, to))) {
        for (Answer answer : call.answers()) {
          ServiceReading reading = readings.get(answer.query().service());
          if (reading != null) {
            reading.take(answer, from, to, problems);
          }
        }
        problems.addAll(call.problems());
        calls += call.pages();
      }
    }
  }

  private static List<List<Query>> batches(List<Query> queries, Instant from, Instant to) {
    long minutes = Math.max(1, Duration.between(from, to).toMinutes());
    int size = Math.clamp(MOST_POINTS / minutes, 1, MOST_QUERIES);
    var batches = new ArrayList<List<Query>>();
    for (int i = 0; i < queries.size(); i += size) {
      batches.add(queries.subList(i, Math.min(i + size, queries.size())));
    }
    return batches;
  }
}
