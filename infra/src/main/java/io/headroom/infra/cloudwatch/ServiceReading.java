package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.Metrics;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about one service in one reading, and what came. The service as a whole is asked
 * about in one place; where nothing comes of a service that runs, in all the others at once, and
 * the best of them is asked from then on. Not for several threads.
 */
final class ServiceReading {

  private final Metrics.Request request;
  private final Service service;
  private final Learned learned;
  private final ApplicationReading application;
  private final Instant now;
  private final Set<Source> asked;
  private final Map<Source, MemorySeries> wholes = new EnumMap<>(Source.class);
  private final List<MemorySeries> parts = new ArrayList<>();
  private @Nullable ApplicationMemory memory;

  ServiceReading(Metrics.Request request, Learned learned, Instant now) {
    this.request = request;
    this.service = request.service();
    this.learned = learned;
    this.now = now;
    this.asked = learned.sources().asked(service, now);
    Set<Role> roles = Role.of(request.applications());
    this.application =
        new ApplicationReading(
            service,
            request.applications(),
            learned.applications().of(service, roles, List.of(), now),
            learned);
  }

  /** What is asked for first. */
  List<Query> queries() {
    List<Query> queries = wholeIn(asked);
    queries.addAll(MemoryQuery.ofTasks(request));
    queries.addAll(MemoryQuery.ofContainers(request));
    queries.addAll(application.queries());
    return queries;
  }

  /** What is asked for besides once the first has been answered: mostly nothing. */
  List<Query> furtherQueries() {
    boolean nothing = asked.stream().allMatch(this::answered) && best().isEmpty();
    if (!nothing || service.running() == 0) {
      return List.of();
    }
    Set<Source> others = learned.sources().others(service, asked, now);
    asked.addAll(others);
    return wholeIn(others);
  }

  void take(Answer answer, Instant from, Instant to, Problems problems) {
    switch (answer.query()) {
      case MemoryQuery query -> {
        MemorySeries series = answer.series(query, problems).between(from, to);
        if (query.subject().equals(Subject.SERVICE)) {
          wholes.put(query.source(), series);
        } else if (series.size() > 0) {
          parts.add(series);
        }
      }
      case ApplicationQuery query -> {
        if (query.role() == Role.MEMORY_USED && memory != null) {
          memory.take(query, answer, problems);
        } else {
          application.take(query, answer, problems);
        }
      }
    }
  }

  /** Its series, its own first; empty where it could not be asked about. */
  Optional<List<MemorySeries>> series() {
    Optional<Source> best = best();
    if (best.isEmpty()) {
      return asked.stream().allMatch(this::answered) ? Optional.of(parts) : Optional.empty();
    }
    var series = new ArrayList<MemorySeries>();
    whole(best.get()).ifPresent(series::add);
    series.addAll(parts);
    if (best.get() == Source.APPLICATION && memory != null) {
      List<Subject> known = parts.stream().map(MemorySeries::subject).toList();
      memory.tasks().stream().filter(task -> !known.contains(task.subject())).forEach(series::add);
    }
    return Optional.of(series);
  }

  /** What came besides, and from where; what was learned is kept for the next reading. */
  Published published() {
    best().ifPresent(source -> learned.sources().came(service, source, asked, now));
    if (service.running() > 0) {
      application.silent().forEach(learned.applications()::nothingCame);
      if (memory != null && memory.silent()) {
        learned.applications().nothingCame(Role.MEMORY_USED);
      }
    }
    Source source = best().orElseGet(() -> learned.sources().settled(service));
    var words = new ArrayList<String>();
    if (source == Source.APPLICATION && memory != null) {
      memory.words().ifPresent(words::add);
    }
    words.addAll(application.words());
    var missing = new ArrayList<>(application.missing());
    missing(source).ifPresent(missing::add);
    if (memory != null && (best().isEmpty() || source == Source.APPLICATION)) {
      memory.missing().stream().filter(line -> !missing.contains(line)).forEach(missing::add);
    }
    if (perTask(source).isEmpty()) {
      missing.add(
          "memory per task: set containerInsights of cluster %s to enhanced"
              .formatted(service.id().cluster()));
    }
    return new Published(
        source,
        perTask(source),
        application.heap(missing),
        application.swap(missing),
        application.collections(missing),
        words,
        missing);
  }

  private Optional<Source> perTask(Source source) {
    if (service.insights() == Insights.ENHANCED) {
      return Optional.of(Source.INSIGHTS_PER_TASK);
    }
    return source == Source.APPLICATION && memory != null && memory.tellsTasks()
        ? Optional.of(Source.APPLICATION)
        : Optional.empty();
  }

  private Optional<String> missing(Source source) {
    boolean nowhere = Sources.all(service).stream().allMatch(this::answered) && best().isEmpty();
    if (nowhere && service.running() > 0) {
      return Optional.of(
          "memory: AWS/ECS has nothing of it, nor Container Insights or a metric of its application"
              + " that is known by name; the tag %s names the namespace of one"
                  .formatted(Tags.METRICS));
    }
    return source == Source.INSIGHTS && service.running() > 1
        ? Optional.of(
            "the hottest task: AWS says that Container Insights averages over the tasks of a service;"
                + " let the agents send to AWS/ECS, or set containerInsights of cluster %s to enhanced"
                    .formatted(service.id().cluster()))
        : Optional.empty();
  }

  private List<Query> wholeIn(Set<Source> places) {
    var queries = new ArrayList<Query>();
    for (Source source : places) {
      if (source == Source.APPLICATION) {
        memory =
            new ApplicationMemory(
                service,
                learned.applications().of(service, Set.of(Role.MEMORY_USED), request.tasks(), now),
                learned.upDown());
        queries.addAll(memory.queries());
      } else {
        queries.add(MemoryQuery.of(service, source));
      }
    }
    return queries;
  }

  private boolean answered(Source source) {
    return source == Source.APPLICATION
        ? memory != null && memory.answered()
        : wholes.containsKey(source);
  }

  private Optional<MemorySeries> whole(Source source) {
    return source == Source.APPLICATION
        ? Optional.ofNullable(memory).flatMap(ApplicationMemory::whole)
        : Optional.ofNullable(wholes.get(source)).filter(series -> series.size() > 0);
  }

  /** The best of those that something came from. */
  private Optional<Source> best() {
    return Sources.all(service).stream().filter(source -> whole(source).isPresent()).findFirst();
  }
}
