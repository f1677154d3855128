package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.WatchStore;
import io.headroom.core.port.WatchStore.Kept;
import io.headroom.core.runbook.Rule;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the memory of services at once: one metric for each, and for those near their limit or with
 * an incident each of their tasks as well, where the cluster publishes that.
 *
 * <p>The whole window that the rules look at is read each time, and what is older comes from what
 * the check of the fleet keeps. That is for a service that something happened to: the fleet as a
 * whole is watched by {@link PlannedLookout}.
 */
public final class MemoryReader {

  /** As far as a rule may look back; the loader refuses one that would look further. */
  public static final Duration HISTORY = Rule.LONGEST_LOOKBACK;

  /** From here on it matters which task it is. */
  private static final double NEAR = 0.6;

  private final Fleet fleet;
  private final Metrics metrics;
  private final WatchStore kept;
  private final Abreast abreast;

  /** Lists the tasks of one service after the other, and knows nothing that was kept. */
  public MemoryReader(Fleet fleet, Metrics metrics) {
    this(fleet, metrics, WatchStore.NONE, Abreast.ONE);
  }

  /**
   * @param kept what the check of the fleet keeps
   * @param abreast how many services' tasks are listed at the same time
   */
  public MemoryReader(Fleet fleet, Metrics metrics, WatchStore kept, Abreast abreast) {
    this.fleet = fleet;
    this.metrics = metrics;
    this.kept = kept;
    this.abreast = abreast;
  }

  /** The same, which asks for tasks there. */
  MemoryReader over(Fleet other) {
    return new MemoryReader(other, metrics, kept, abreast);
  }

  /**
   * What was read.
   *
   * @param memory by service; no entry for a service that could not be asked about
   * @param asked the services that were asked about this time, answered or not
   * @param askedAt by service, when CloudWatch answered about it last; no entry if it never did
   */
  public record Reading(
      Map<ServiceId, ServiceMemory> memory,
      Set<ServiceId> asked,
      Map<ServiceId, Instant> askedAt,
      List<String> problems,
      int queries,
      int calls) {

    public Reading {
      memory = Map.copyOf(memory);
      asked = Set.copyOf(asked);
      askedAt = Map.copyOf(askedAt);
      problems = List.copyOf(problems);
    }

    /** What is known of a service, which may be nothing. */
    public ServiceMemory of(ServiceId service) {
      return memory.getOrDefault(service, ServiceMemory.UNKNOWN);
    }

    /** Whether a service was asked about this time, answered or not. */
    public boolean asked(ServiceId service) {
      return asked.contains(service);
    }

    /** The moment that what is known of a service is of; empty if it was never asked about. */
    public Optional<Instant> seenAt(ServiceId service, Instant now) {
      return asked(service) ? Optional.of(now) : Optional.ofNullable(askedAt.get(service));
    }
  }

  /** The end of what is read: this minute, as far as there is something of it. */
  static Instant end(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
  }

  /**
   * Reads all services, and the tasks of those that are near or that an incident is open for.
   *
   * @param withIncident services that an incident is open for
   */
  public Reading read(List<Service> services, Set<ServiceId> withIncident, Instant now) {
    Instant to = end(now);
    Instant from = to.minus(HISTORY);
    MetricsReading first =
        metrics.memory(
            services.stream().map(service -> new Request(service, List.of())).toList(), from, to);
    var problems = new ArrayList<>(words(first.problems()));
    Map<ServiceId, List<Task>> tasks =
        new RunningTasks(fleet, abreast)
            .of(
                services.stream()
                    .filter(
                        service ->
                            RunningTasks.tellApart(service, first.published(service.id()))
                                && (withIncident.contains(service.id())
                                    || near(first.series().getOrDefault(service.id(), List.of()))))
                    .toList(),
                withIncident,
                problems);
    var series = new HashMap<>(first.series());
    int queries = first.queries();
    int calls = first.calls();
    if (!tasks.isEmpty()) {
      MetricsReading second = metrics.memory(closer(services, tasks), from, to);
      problems.addAll(words(second.problems()));
      second.series().forEach((id, found) -> series.merge(id, found, MemoryReader::richer));
      queries += second.queries();
      calls += second.calls();
    }
    return new Reading(
        memory(services, series, first, tasks),
        services.stream().map(Service::id).collect(Collectors.toSet()),
        Map.of(),
        problems,
        queries,
        calls);
  }

  private static List<Request> closer(List<Service> services, Map<ServiceId, List<Task>> tasks) {
    Map<ServiceId, Service> byId =
        services.stream().collect(Collectors.toMap(Service::id, service -> service));
    return tasks.entrySet().stream()
        .flatMap(
            entry ->
                Stream.ofNullable(byId.get(entry.getKey()))
                    .map(
                        service ->
                            new Request(service, entry.getValue().stream().map(Task::id).toList())))
        .toList();
  }

  static boolean near(List<MemorySeries> series) {
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

  private Map<ServiceId, ServiceMemory> memory(
      List<Service> services,
      Map<ServiceId, List<MemorySeries>> series,
      MetricsReading reading,
      Map<ServiceId, List<Task>> tasks) {
    Kept before = kept.load(List.copyOf(series.keySet()));
    var memory = new HashMap<ServiceId, ServiceMemory>();
    for (Service service : services) {
      List<MemorySeries> found = series.get(service.id());
      if (found != null) {
        Published published = reading.published(service.id());
        memory.put(
            service.id(),
            new ServiceMemory(found, published.heap(), published.swap(), published.gc())
                .with(
                    histories(Optional.ofNullable(before.histories().get(service.id())), found),
                    Starts.of(service, tasks.getOrDefault(service.id(), List.of()))));
      }
    }
    return memory;
  }

  /** What was kept of the hottest task, up to the newest minute. */
  private static Map<Subject, MemoryHistory> histories(
      Optional<MemoryHistory> before, List<MemorySeries> found) {
    if (before.isEmpty()) {
      return Map.of();
    }
    MemoryHistory history = before.get();
    found.stream()
        .filter(series -> series.subject().equals(Subject.SERVICE))
        .flatMap(series -> series.samples().stream())
        .forEach(sample -> history.add(sample.at(), sample.bytes()));
    return Map.of(Subject.SERVICE, history);
  }

  static List<String> words(List<Problem> problems) {
    return problems.stream().map(problem -> problem.kind() + ": " + problem.detail()).toList();
  }
}
