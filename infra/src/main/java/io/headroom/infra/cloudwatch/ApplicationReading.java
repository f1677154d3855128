package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Selection;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
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

/**
 * What one service's application says, put together from its series: the process that is worst off
 * at each minute, since the hottest is the one that will be killed.
 */
final class ApplicationReading {

  private final Service service;
  private final Set<ApplicationMetric> wanted;
  private final Selection selection;
  private final Counters counters;
  private final Map<Found, SortedMap<Instant, Double>> values = new HashMap<>();
  private final Map<Found, String> statistics = new HashMap<>();

  ApplicationReading(
      Service service, Set<ApplicationMetric> wanted, Selection selection, Counters counters) {
    this.service = service;
    this.wanted = wanted;
    this.selection = selection;
    this.counters = counters;
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

  Published published(Source source) {
    var missing = new ArrayList<>(selection.missing());
    perTask().ifPresent(missing::add);
    return new Published(
        source,
        usage(Role.HEAP_USED, limit(Role.HEAP_LIMIT).or(() -> HeapLimit.of(service)), missing),
        usage(Role.SWAP_USED, limit(Role.SWAP_LIMIT), missing),
        collections(missing),
        selection.chosen().entrySet().stream()
            .map(
                entry -> {
                  Found first = entry.getValue().getFirst();
                  return "%s: %s in %s"
                      .formatted(
                          entry.getKey().words(), first.known().name(), first.metric().namespace());
                })
            .sorted()
            .toList(),
        missing);
  }

  private String statistic(Role role, Found found) {
    return role == Role.COLLECTIONS && counters.kind(found) == Counters.Kind.ADDED
        ? ApplicationQuery.SUM
        : ApplicationQuery.MAXIMUM;
  }

  private Optional<String> perTask() {
    return service.insights() == Insights.ENHANCED
        ? Optional.empty()
        : Optional.of(
            "memory per task: set containerInsights of cluster %s to enhanced"
                .formatted(service.id().cluster()));
  }

  private List<MemorySeries> usage(Role role, Optional<Bytes> limit, List<String> missing) {
    boolean swapless = role == Role.SWAP_USED && service.taskDefinition().fargate();
    if (!wanted.contains(role.metric()) || swapless) {
      return List.of();
    }
    if (!selection.chosen().containsKey(role)) {
      missing.add("%s: no metric of that is published for the service".formatted(role.words()));
      return List.of();
    }
    if (limit.isEmpty()) {
      missing.add(
          role == Role.HEAP_USED
              ? "heap limit: publish it as a metric, or set --max-old-space-size or -Xmx in the"
                  + " task definition"
              : "swap limit: no metric of that is published for the service");
      return List.of();
    }
    return List.of(
        new MemorySeries(
            Subject.SERVICE,
            limit.get(),
            worst(role).entrySet().stream()
                .map(entry -> new Sample(entry.getKey(), entry.getValue()))
                .toList()));
  }

  /** The newest limit that is one: the JVM says -1 where a pool has none. */
  private Optional<Bytes> limit(Role role) {
    return worst(role).values().stream()
        .reduce((earlier, later) -> later)
        .filter(newest -> newest > 0)
        .map(Bytes::of);
  }

  private List<RateSeries> collections(List<String> missing) {
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
    SortedMap<Instant, Double> known = values.getOrDefault(found, new TreeMap<>());
    if (ApplicationQuery.SUM.equals(statistics.get(found))) {
      int tasks = Dimensions.ofOneTask(found.dimensions()) ? 1 : service.running();
      return Counters.ofAdded(known, tasks);
    }
    return switch (counters.learn(found.metric(), known)) {
      case TOTAL -> Counters.ofTotals(known);
      // From the next reading on its sum is asked for.
      case ADDED, UNKNOWN -> List.of();
    };
  }

  /** At each minute the greatest of a role's series, each the sum of its parts. */
  private SortedMap<Instant, Double> worst(Role role) {
    var wholes = new HashMap<Map<String, String>, SortedMap<Instant, Double>>();
    for (Found found : selection.chosen().getOrDefault(role, List.of())) {
      SortedMap<Instant, Double> whole =
          wholes.computeIfAbsent(Dimensions.whole(found.dimensions()), key -> new TreeMap<>());
      values
          .getOrDefault(found, new TreeMap<>())
          .forEach((at, value) -> whole.merge(at, value, Double::sum));
    }
    var worst = new TreeMap<Instant, Double>();
    wholes
        .values()
        .forEach(whole -> whole.forEach((at, value) -> worst.merge(at, value, Math::max)));
    return worst;
  }
}
