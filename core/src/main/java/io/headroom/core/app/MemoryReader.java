package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the memory of services: one metric for each, and for those near their limit or with an
 * incident each of their tasks as well, where the cluster publishes that.
 *
 * <p>The whole window that the rules look at is read each time. CloudWatch bills the metrics asked
 * for, not their points, so that this costs no more and needs no state between checks.
 */
public final class MemoryReader {

  /**
   * More than a rule of the seeds looks back: growth within 30 min, held for 1 h. A rule that looks
   * back further is named in the report of each check.
   */
  public static final Duration HISTORY = Duration.ofHours(2);

  /** From here on it matters which task it is. */
  private static final double NEAR = 0.6;

  /**
   * Services whose tasks are listed for it. ECS answers 20 such calls a second: in a storm of
   * alerts listing all would take the time in which they are to be opened.
   */
  static final int MOST_SERVICES = 150;

  /** Tasks asked for one by one, per service: a hundred tell which one stands out. */
  private static final int MOST_TASKS = 100;

  private final Fleet fleet;
  private final Metrics metrics;
  private final Abreast abreast;

  /** Lists the tasks of one service after the other. */
  public MemoryReader(Fleet fleet, Metrics metrics) {
    this(fleet, metrics, Abreast.ONE);
  }

  /**
   * @param abreast how many services' tasks are listed at the same time
   */
  public MemoryReader(Fleet fleet, Metrics metrics, Abreast abreast) {
    this.fleet = fleet;
    this.metrics = metrics;
    this.abreast = abreast;
  }

  /** The same, which asks for tasks there. */
  MemoryReader over(Fleet other) {
    return new MemoryReader(other, metrics, abreast);
  }

  /**
   * What was read.
   *
   * @param memory by service; no entry for a service that could not be asked about
   */
  public record Reading(
      Map<ServiceId, ServiceMemory> memory, List<String> problems, int queries, int calls) {

    public Reading {
      memory = Map.copyOf(memory);
      problems = List.copyOf(problems);
    }

    /** What is known of a service, which may be nothing. */
    public ServiceMemory of(ServiceId service) {
      return memory.getOrDefault(service, ServiceMemory.UNKNOWN);
    }
  }

  /**
   * Reads all services, and the tasks of those that are near or that an incident is open for.
   *
   * @param withIncident services that an incident is open for
   */
  public Reading read(List<Service> services, Set<ServiceId> withIncident, Instant now) {
    Instant to = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    Instant from = to.minus(HISTORY);
    MetricsReading first =
        metrics.memory(
            services.stream().map(service -> new Request(service, List.of())).toList(), from, to);
    var problems = new ArrayList<>(words(first.problems()));
    List<Request> closer = closer(services, withIncident, first, problems);
    if (closer.isEmpty()) {
      return new Reading(memory(first.series()), problems, first.queries(), first.calls());
    }
    MetricsReading second = metrics.memory(closer, from, to);
    problems.addAll(words(second.problems()));
    var series = new HashMap<>(first.series());
    second.series().forEach((id, found) -> series.merge(id, found, MemoryReader::richer));
    return new Reading(
        memory(series),
        problems,
        first.queries() + second.queries(),
        first.calls() + second.calls());
  }

  private List<Request> closer(
      List<Service> services,
      Set<ServiceId> withIncident,
      MetricsReading first,
      List<String> problems) {
    // Those with an incident first, and always the same ones: whose tasks are known decides which
    // buttons are drawn, and they are not to change from minute to minute.
    List<Service> wanted =
        services.stream()
            .filter(service -> service.insights() == Insights.ENHANCED)
            .filter(
                service ->
                    withIncident.contains(service.id())
                        || near(first.series().getOrDefault(service.id(), List.of())))
            .sorted(
                Comparator.<Service, Boolean>comparing(
                        service -> !withIncident.contains(service.id()))
                    .thenComparing(Service::id))
            .limit(MOST_SERVICES)
            .toList();
    return abreast
        .map(
            wanted,
            service -> {
              try {
                return new Request(service, running(service));
              } catch (FleetException e) {
                synchronized (problems) {
                  problems.add("tasks of " + service.id() + ": " + e.getMessage());
                }
                return new Request(service, List.of());
              }
            })
        .stream()
        .filter(request -> !request.tasks().isEmpty())
        .toList();
  }

  private List<String> running(Service service) {
    return fleet.tasks(service.id()).stream()
        .filter(task -> task.status() == Task.Status.RUNNING)
        .map(Task::id)
        .sorted()
        .limit(MOST_TASKS)
        .toList();
  }

  private static boolean near(List<MemorySeries> series) {
    return series.stream()
        .flatMap(s -> s.newestRatio().stream())
        .mapToDouble(Ratio::value)
        .anyMatch(ratio -> ratio >= NEAR);
  }

  /** The second answer holds the service's own series as well, unless it came only in part. */
  private static List<MemorySeries> richer(List<MemorySeries> first, List<MemorySeries> second) {
    var subjects = second.stream().map(MemorySeries::subject).toList();
    return Stream.concat(
            first.stream().filter(series -> !subjects.contains(series.subject())), second.stream())
        .toList();
  }

  private static Map<ServiceId, ServiceMemory> memory(Map<ServiceId, List<MemorySeries>> series) {
    var memory = new HashMap<ServiceId, ServiceMemory>();
    series.forEach((id, found) -> memory.put(id, new ServiceMemory(found)));
    return memory;
  }

  private static List<String> words(List<Problem> problems) {
    return problems.stream().map(problem -> problem.kind() + ": " + problem.detail()).toList();
  }
}
