package io.headroom.core.port;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.core.watch.Published;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** CloudWatch, as far as the domain reads memory from it. Safe for use by several threads. */
public interface Metrics {

  /**
   * The memory of services between two instants, minute by minute: the maximum over each service's
   * tasks, and besides it each task that was asked for.
   *
   * @param from first minute, included
   * @param to last minute, excluded
   */
  MetricsReading memory(List<Request> requests, Instant from, Instant to);

  /**
   * The same over days, and of memory alone: what applications publish about themselves is not
   * asked for.
   */
  default MetricsReading history(List<Request> requests, Instant from, Instant to) {
    return memory(requests, from, to);
  }

  /**
   * What to ask about one service.
   *
   * @param tasks ids of tasks to ask for one by one; only where the cluster publishes metrics per
   *     task ({@code Insights.ENHANCED}), or the memory is an application's metric whose dimensions
   *     tell its task, else they are left out
   * @param applications what to ask for besides, as far as its application publishes it: each costs
   *     as much as the memory
   * @param containers names of containers to ask for as the maximum over its tasks; only where the
   *     cluster publishes metrics per container ({@code Insights.ENHANCED}), else they are left out
   */
  record Request(
      Service service,
      List<String> tasks,
      Set<ApplicationMetric> applications,
      Set<String> containers) {
    public Request {
      tasks = List.copyOf(tasks);
      applications = Set.copyOf(applications);
      containers = Set.copyOf(containers);
    }

    /** Without containers apart from those of the tasks. */
    public Request(Service service, List<String> tasks, Set<ApplicationMetric> applications) {
      this(service, tasks, applications, Set.of());
    }

    /** With all that its application may publish, and all containers with a limit of their own. */
    public Request(Service service, List<String> tasks) {
      this(
          service,
          tasks,
          EnumSet.allOf(ApplicationMetric.class),
          service.taskDefinition().limitedThemselves().stream()
              .map(Container::name)
              .collect(Collectors.toSet()));
    }
  }

  /**
   * What CloudWatch answered. A service that could not be asked about has no entry in {@code
   * series}; one that publishes nothing has an empty list.
   *
   * @param series by service; the service's own series ({@code Subject.SERVICE}) is first if it has
   *     one
   * @param published by service, what came besides and from where; a service without an entry
   *     publishes nothing but its memory
   * @param problems why something is missing or partial, in CloudWatch's words
   * @param asked by service, how many metrics were asked for
   * @param calls how many calls that took
   */
  record MetricsReading(
      Map<ServiceId, List<MemorySeries>> series,
      Map<ServiceId, Published> published,
      List<Problem> problems,
      Map<ServiceId, Integer> asked,
      int calls) {

    public MetricsReading {
      series = Map.copyOf(series);
      published = Map.copyOf(published);
      problems = List.copyOf(problems);
      asked = Map.copyOf(asked);
    }

    /** Of services that publish nothing but their memory. */
    public MetricsReading(
        Map<ServiceId, List<MemorySeries>> series,
        List<Problem> problems,
        Map<ServiceId, Integer> asked,
        int calls) {
      this(series, Map.of(), problems, asked, calls);
    }

    /** How many metrics were asked for. */
    public int queries() {
      return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many were asked for of a service. */
    public int queries(ServiceId service) {
      return asked.getOrDefault(service, 0);
    }

    /** What came for a service besides its memory. */
    public Published published(ServiceId service) {
      return published.getOrDefault(service, Published.NOTHING);
    }
  }

  /** Something that CloudWatch did not answer, or not whole. */
  record Problem(Kind kind, String detail) {

    /** What kind of answer it was. */
    public enum Kind {
      THROTTLED,
      ACCESS_DENIED,
      PARTIAL,
      UNAVAILABLE,
      INVALID
    }
  }
}
