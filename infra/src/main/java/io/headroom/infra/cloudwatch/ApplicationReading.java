package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Selection;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import io.headroom.infra.cloudwatch.KnownMetric.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one service's application says, put together from its series: the process that is worst off
 * at each minute, since the hottest is the one that will be killed.
 */
final class ApplicationReading {

  private final Service service;
  private final Set<ApplicationMetric> wanted;
  private final Selection selection;
  private final Counters counters;
  private final UpDown upDown;
  private final PublishedValues values = new PublishedValues();
  private final Map<Found, String> statistics = new HashMap<>();

  ApplicationReading(
      Service service, Set<ApplicationMetric> wanted, Selection selection, Learned learned) {
    this.service = service;
    this.wanted = wanted;
    this.selection = selection;
    this.counters = learned.counters();
    this.upDown = learned.upDown();
  }

  List<Query> queries() {
    var queries = new ArrayList<Query>();
    selection
        .chosen()
        .forEach(
            (role, all) ->
                all.forEach(
                    found ->
                        queries.add(
                            new ApplicationQuery(service, role, found, statistic(role, found)))));
    return queries;
  }

  void take(ApplicationQuery query, Answer answer, Problems problems) {
    values.put(query.found(), answer.values(problems));
    statistics.put(query.found(), query.statistic());
  }

  /** Those of which something was found and nothing came. */
  Set<Role> silent() {
    return selection.chosen().entrySet().stream()
        .filter(entry -> !values.any(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  List<MemorySeries> heap(List<String> missing) {
    Optional<Bytes> limit = limit(Role.HEAP_LIMIT).or(() -> HeapLimit.of(service));
    return usage(Role.HEAP_USED, Role.HEAP_LIMIT, limit, missing);
  }

  List<MemorySeries> swap(List<String> missing) {
    return service.taskDefinition().fargate()
        ? List.of()
        : usage(Role.SWAP_USED, Role.SWAP_LIMIT, limit(Role.SWAP_LIMIT), missing);
  }

  /** What is read, each with the name of its metric: {@code heap used: … in …}. */
  List<String> words() {
    return selection.chosen().values().stream().map(all -> words(all.getFirst())).sorted().toList();
  }

  static String words(Found found) {
    return "%s: %s in %s"
        .formatted(found.known().role().words(), found.known().name(), found.metric().namespace());
  }

  List<String> missing() {
    return selection.missing();
  }

  private String statistic(Role role, Found found) {
    if (found.known().is(Trait.DURATIONS)) {
      return ApplicationQuery.SAMPLE_COUNT;
    }
    return role == Role.COLLECTIONS && counters.kind(found) == Counters.Kind.ADDED
        ? ApplicationQuery.SUM
        : ApplicationQuery.MAXIMUM;
  }

  private List<MemorySeries> usage(
      Role used, Role limited, Optional<Bytes> limit, List<String> missing) {
    List<Found> all = selection.chosen().getOrDefault(used, List.of());
    if (!wanted.contains(
        used == Role.HEAP_USED ? ApplicationMetric.HEAP : ApplicationMetric.SWAP)) {
      return List.of();
    }
    if (all.isEmpty()) {
      missing.add("%s: no metric of that is published for the service".formatted(used.words()));
      return List.of();
    }
    SortedMap<Instant, Double> worst = values.worst(all);
    if (upDown.asChanges(all, worst)
        || (all.getFirst().known().is(Trait.UP_DOWN) && changes(limited))) {
      missing.add(UpDown.advice(all.getFirst()));
      return List.of();
    }
    if (limit.isEmpty()) {
      missing.add(
          used == Role.HEAP_USED
              ? "heap limit: publish it as a metric, or set --max-old-space-size or -Xmx in the"
                  + " task definition"
              : "swap limit: no metric of that is published for the service");
      return List.of();
    }
    return List.of(
        new MemorySeries(
            Subject.SERVICE,
            limit.get(),
            worst.entrySet().stream()
                .map(entry -> new Sample(entry.getKey(), entry.getValue()))
                .toList()));
  }

  /** The newest limit that is one: the JVM says -1 where a pool has none. */
  private Optional<Bytes> limit(Role role) {
    if (changes(role)) {
      return Optional.empty();
    }
    return values.worst(selection.chosen().getOrDefault(role, List.of())).values().stream()
        .reduce((earlier, later) -> later)
        .filter(newest -> newest > 0)
        .map(Bytes::of);
  }

  /** Whether a limit is written as its changes, of which there are none. */
  private boolean changes(Role limited) {
    List<Found> all = selection.chosen().getOrDefault(limited, List.of());
    return upDown.asChanges(all, values.worst(all));
  }

  List<RateSeries> collections(List<String> missing) {
    if (!wanted.contains(ApplicationMetric.GC)) {
      return List.of();
    }
    List<Found> all = selection.chosen().getOrDefault(Role.COLLECTIONS, List.of());
    if (all.isEmpty()) {
      missing.add("garbage collections: no counter of them is published for the service");
      return List.of();
    }
    var fastest = new TreeMap<Instant, RateSeries.Point>();
    for (Found found : all) {
      for (RateSeries.Point point : rates(found)) {
        fastest.merge(
            point.at(),
            point,
            (one, other) ->
                Comparator.comparingDouble(RateSeries.Point::perSecond).compare(one, other) >= 0
                    ? one
                    : other);
      }
    }
    return fastest.isEmpty()
        ? List.of()
        : List.of(new RateSeries(Subject.SERVICE, List.copyOf(fastest.values())));
  }

  private List<RateSeries.Point> rates(Found found) {
    SortedMap<Instant, Double> known = values.of(found);
    int tasks = Dimensions.ofOneTask(found.dimensions()) ? 1 : Math.max(1, service.running());
    if (ApplicationQuery.SUM.equals(statistics.get(found))) {
      return Counters.ofAdded(known, tasks);
    }
    boolean durations = found.known().is(Trait.DURATIONS);
    return switch (counters.learn(found.metric(), known)) {
      // Of totals the greatest is one task's; the number of samples is that of all tasks.
      case TOTAL -> Counters.ofTotals(known, durations ? tasks : 1);
      // From the next reading on a counter's sum is asked for.
      case ADDED -> durations ? Counters.ofAdded(known, tasks) : List.of();
      case UNKNOWN -> List.of();
    };
  }
}
