package io.headroom.infra.cloudwatch;

import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values that came of an application's metrics. Not for several threads. */
final class PublishedValues {

  private final Map<Found, SortedMap<Instant, Double>> values = new HashMap<>();

  void put(Found found, SortedMap<Instant, Double> came) {
    double unit = found.known().unit();
    var scaled = new TreeMap<Instant, Double>();
    came.forEach((at, value) -> scaled.put(at, value * unit));
    values.put(found, scaled);
  }

  SortedMap<Instant, Double> of(Found found) {
    return values.getOrDefault(found, Collections.emptySortedMap());
  }

  /** Whether CloudWatch answered about any of them, if only that there is nothing. */
  boolean answered(Collection<Found> series) {
    return series.stream().anyMatch(values::containsKey);
  }

  boolean any(Collection<Found> series) {
    return series.stream().anyMatch(found -> !of(found).isEmpty());
  }

  /** At each minute the greatest of some series, each the sum of its parts. */
  SortedMap<Instant, Double> worst(Collection<Found> series) {
    var wholes = new HashMap<Map<String, String>, SortedMap<Instant, Double>>();
    for (Found found : series) {
      SortedMap<Instant, Double> whole =
          wholes.computeIfAbsent(whole(found), key -> new TreeMap<>());
      of(found).forEach((at, value) -> whole.merge(at, value, Double::sum));
    }
    var worst = new TreeMap<Instant, Double>();
    wholes
        .values()
        .forEach(whole -> whole.forEach((at, value) -> worst.merge(at, value, Math::max)));
    return worst;
  }

  /** What a series is a part of: of memory its task, where it says which. */
  static Map<String, String> whole(Found found) {
    Optional<String> task =
        found.known().role() == KnownMetric.Role.MEMORY_USED
            ? Dimensions.task(found.dimensions())
            : Optional.empty();
    return task.map(id -> Map.of("task", id))
        .orElseGet(() -> Dimensions.whole(found.dimensions(), found.known().role().parts()));
  }
}
