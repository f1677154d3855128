package io.headroom.core.port;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics in memory that a test controls: it answers what was put, between the instants asked for,
 * and records what it was asked.
 */
public final class InMemoryMetrics implements Metrics {

  /** The service first, then task by task, each before its containers. */
  private static final Comparator<MemorySeries> ORDER =
      Comparator.comparing(
          memory ->
              memory.subject().task().orElse("") + "/" + memory.subject().container().orElse(""));

  private final Map<ServiceId, Map<Subject, MemorySeries>> series = new HashMap<>();
  private final Map<ServiceId, Published> published = new HashMap<>();
  private final Set<ServiceId> unanswered = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<List<Request>> asked = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  /** The minutes that a reading was about. */
  public record Window(Instant from, Instant to) {
    public Duration length() {
      return Duration.between(from, to);
    }
  }

  /** What a subject of a service has used; replaces what was put before for that subject. */
  public synchronized InMemoryMetrics put(ServiceId service, MemorySeries memory) {
    series.computeIfAbsent(service, key -> new HashMap<>()).put(memory.subject(), memory);
    return this;
  }

  /** Where a service's memory comes from, and what comes besides. */
  public synchronized InMemoryMetrics publishes(ServiceId service, Published besides) {
    published.put(service, besides);
    return this;
  }

  /** The service publishes nothing any more. */
  public synchronized void clear(ServiceId service) {
    series.remove(service);
  }

  /** The next readings leave a service out, as a batch that failed does, and name the problem. */
  public synchronized void cannotRead(ServiceId service, Problem problem) {
    unanswered.add(service);
    problems.add(problem);
  }

  /** Every reading answers all again. */
  public synchronized void recovers() {
    unanswered.clear();
    problems.clear();
  }

  /** Every reading so far: what it was asked. */
  public synchronized List<List<Request>> asked() {
    return List.copyOf(asked);
  }

  /** Every reading so far: the minutes it was about. */
  public synchronized List<Window> windows() {
    return List.copyOf(windows);
  }

  @Override
  public synchronized MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    asked.add(List.copyOf(requests));
    windows.add(new Window(from, to));
    var answers = new HashMap<ServiceId, List<MemorySeries>>();
    var counts = new HashMap<ServiceId, Integer>();
    for (Request request : requests) {
      ServiceId id = request.service().id();
      counts.put(id, 1 + tasks(request).size() + containers(request).size());
      if (!unanswered.contains(id)) {
        answers.put(
            id,
            series.getOrDefault(id, Map.of()).values().stream()
                .filter(memory -> asksFor(request, memory.subject()))
                .map(memory -> memory.between(from, to))
                .filter(memory -> !memory.samples().isEmpty())
                .sorted(ORDER)
                .toList());
      }
    }
    return new MetricsReading(answers, published, problems, counts, requests.isEmpty() ? 0 : 1);
  }

  private boolean asksFor(Request request, Subject subject) {
    Optional<String> task = subject.task();
    return task.isPresent()
        ? tasks(request).contains(task.get())
        : subject.container().map(containers(request)::contains).orElse(true);
  }

  private static Set<String> containers(Request request) {
    return request.service().insights() == Service.Insights.ENHANCED
        ? request.containers()
        : Set.of();
  }

  private List<String> tasks(Request request) {
    boolean toldApart =
        request.service().insights() == Service.Insights.ENHANCED
            || published
                .getOrDefault(request.service().id(), Published.NOTHING)
                .perTask()
                .isPresent();
    return toldApart ? request.tasks() : List.of();
  }
}
