package io.headroom.core.app;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Places;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.watch.Published;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The metrics of all scopes: each service is asked for in its account and Region. */
public final class ScopedMetrics implements Metrics {

  private final Places places;

  public ScopedMetrics(Places places) {
    this.places = places;
  }

  @Override
  public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    return inEachPlace(requests, (metrics, asked) -> metrics.memory(asked, from, to));
  }

  @Override
  public MetricsReading history(List<Request> requests, Instant from, Instant to) {
    return inEachPlace(requests, (metrics, asked) -> metrics.history(asked, from, to));
  }

  private MetricsReading inEachPlace(
      List<Request> requests, BiFunction<Metrics, List<Request>, MetricsReading> read) {
    Map<Place, List<Request>> byPlace =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.service().id().place(), TreeMap::new, Collectors.toList()));
    var series = new HashMap<ServiceId, List<MemorySeries>>();
    var published = new HashMap<ServiceId, Published>();
    var problems = new ArrayList<Problem>();
    var counts = new HashMap<ServiceId, Integer>();
    int calls = 0;
    for (Map.Entry<Place, List<Request>> asked : byPlace.entrySet()) {
      MetricsReading reading = read.apply(places.metrics(asked.getKey()), asked.getValue());
      series.putAll(reading.series());
      published.putAll(reading.published());
      problems.addAll(reading.problems());
      counts.putAll(reading.asked());
      calls += reading.calls();
    }
    return new MetricsReading(series, published, problems, counts, calls);
  }
}
