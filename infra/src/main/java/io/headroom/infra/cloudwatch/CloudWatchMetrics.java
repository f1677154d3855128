package io.headroom.infra.cloudwatch;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Metrics;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.ApplicationMetric;
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
  private final ApplicationMetrics applications;
  private final Counters counters = new Counters();
  private final Sources sources = new Sources();

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
    this.applications = new ApplicationMetrics(client);
  }

  @Override
  public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    return read(requests, from, to, true);
  }

  @Override
  public MetricsReading history(List<Request> requests, Instant from, Instant to) {
    return read(requests, from, to, false);
  }

  private MetricsReading read(
      List<Request> requests, Instant from, Instant to, boolean withApplications) {
    Instant start = from.truncatedTo(ChronoUnit.MINUTES);
    if (!start.isBefore(to)) {
      throw new IllegalArgumentException(
          "metrics are read from an instant to a later one, not from %s to %s".formatted(from, to));
    }
    var readings = new LinkedHashMap<ServiceId, ApplicationReading>();
    var queries = new ArrayList<Query>();
    for (Request request : requests) {
      Service service = request.service();
      Set<ApplicationMetric> wanted = withApplications ? request.applications() : Set.of();
      var reading =
          new ApplicationReading(service, wanted, applications.of(service, wanted, to), counters);
      queries.addAll(MemoryQuery.of(request, sources.inInsights(service)));
      queries.addAll(reading.queries());
      readings.put(service.id(), reading);
    }
    var problems = new Problems();
    var answers = new ArrayList<Answer>();
    int calls = 0;
    for (GetMetricDataCall call :
        abreast.map(
            batches(queries, start, to),
            batch -> GetMetricDataCall.made(client, batch, start, to))) {
      answers.addAll(call.answers());
      problems.addAll(call.problems());
      calls += call.pages();
    }
    Map<ServiceId, List<MemorySeries>> series = series(answers, from, to, problems);
    for (Answer answer : answers) {
      ApplicationReading reading = readings.get(answer.query().service());
      if (answer.query() instanceof ApplicationQuery query && reading != null) {
        reading.take(query, answer, problems);
      }
    }
    var published = new LinkedHashMap<ServiceId, Published>();
    for (Request request : requests) {
      Service service = request.service();
      ApplicationReading reading = readings.get(service.id());
      if (withApplications && reading != null) {
        List<MemorySeries> found = series.get(service.id());
        if (found != null && found.isEmpty()) {
          sources.nothingCame(service);
        }
        published.put(service.id(), reading.published(sources.of(service)));
      }
    }
    return new MetricsReading(series, published, problems.list(), queries.size(), calls);
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

  /** Services whose own metric was answered, with every series that has a sample. */
  private static Map<ServiceId, List<MemorySeries>> series(
      List<Answer> answers, Instant from, Instant to, Problems problems) {
    var byService = new LinkedHashMap<ServiceId, List<MemorySeries>>();
    for (Answer answer : answers) {
      if (!(answer.query() instanceof MemoryQuery query)) {
        continue;
      }
      if (query.subject().equals(Subject.SERVICE)) {
        byService.putIfAbsent(query.service(), new ArrayList<>());
      }
      List<MemorySeries> list = byService.get(query.service());
      MemorySeries read = answer.series(query, problems).between(from, to);
      if (list != null && !read.samples().isEmpty()) {
        list.add(read);
      }
    }
    return byService;
  }
}
