package io.headroom.core.app;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Metrics;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * CloudWatch of a simulated day: a minute late, 500 metrics and 100,800 points to a call. It counts
 * metrics, which it bills, points and calls.
 */
final class DayCloudWatch implements Metrics {

  private static final int MOST_QUERIES = 500;
  private static final int MOST_POINTS = 100_800;

  private final DayCourse course;

  long metricsAsked;
  long points;
  long calls;

  DayCloudWatch(DayCourse course) {
    this.course = course;
  }

  @Override
  public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    Instant newest = to.minus(Duration.ofMinutes(1));
    var series = new HashMap<ServiceId, List<MemorySeries>>();
    var asked = new HashMap<ServiceId, Integer>();
    for (Request request : requests) {
      ServiceId id = request.service().id();
      var own = new ArrayList<MemorySeries>();
      own.add(course.series(id, Subject.SERVICE, from, newest));
      if (request.service().insights() == Service.Insights.ENHANCED) {
        request
            .tasks()
            .forEach(task -> own.add(course.series(id, Subject.task(task), from, newest)));
      }
      asked.put(id, own.size());
      series.put(id, own);
    }
    int queries = asked.values().stream().mapToInt(Integer::intValue).sum();
    long minutes = Math.max(1, Duration.between(from, to).toMinutes());
    int size = Math.clamp(MOST_POINTS / minutes, 1, MOST_QUERIES);
    int made = (queries + size - 1) / size;
    metricsAsked += queries;
    points += queries * minutes;
    calls += made;
    return new MetricsReading(series, List.of(), asked, made);
  }
}
