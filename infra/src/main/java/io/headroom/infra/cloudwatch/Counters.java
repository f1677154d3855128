package io.headroom.infra.cloudwatch;

import io.headroom.core.series.RateSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * Whether a counter is published as its total or as what was added. The CloudWatch agent and awsemf
 * write what was added since the last scrape; whoever writes embedded metrics may write either,
 * which is learned from the values: a total does not fall but when its process restarts. Safe for
 * use by several threads.
 */
final class Counters {

  /** How a counter is published. */
  enum Kind {
    TOTAL,
    ADDED,
    /** Too few values have been seen. */
    UNKNOWN
  }

  private static final Set<String> ADDED_NAMESPACES =
      Set.of("ECS/ContainerInsights/Prometheus", "ContainerInsights/Prometheus");

  /** Which awsemf adds, with the name of the instrumentation. */
  private static final String OPEN_TELEMETRY = "OTelLib";

  private static final int ENOUGH = 5;

  /** A total falls in no more of its minutes than one in so many. */
  private static final int RESTARTS = 10;

  /** From one value to the next: what was added over a longer gap says nothing of each minute. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(5);

  private final Map<Metric, Kind> learned = new ConcurrentHashMap<>();

  Kind kind(ApplicationMetrics.Found found) {
    if (ADDED_NAMESPACES.contains(found.metric().namespace())
        || found.dimensions().containsKey(OPEN_TELEMETRY)
        || found.known().name().contains(".")) {
      return Kind.ADDED;
    }
    return learned.getOrDefault(found.metric(), Kind.UNKNOWN);
  }

  /** Learns from the greatest value of each minute. */
  Kind learn(Metric metric, SortedMap<Instant, Double> maxima) {
    if (maxima.size() < ENOUGH) {
      return learned.getOrDefault(metric, Kind.UNKNOWN);
    }
    int falls = 0;
    int rises = 0;
    double before = Double.NaN;
    for (double value : maxima.values()) {
      falls += value < before ? 1 : 0;
      rises += value > before ? 1 : 0;
      before = value;
    }
    if (falls * RESTARTS > maxima.size()) {
      learned.put(metric, Kind.ADDED);
    } else if (rises > 0) {
      learned.put(metric, Kind.TOTAL);
    }
    return learned.getOrDefault(metric, Kind.UNKNOWN);
  }

  /**
   * The rate of each minute from totals. One that fell began anew, at nothing.
   *
   * @param tasks whose totals are in it together
   */
  static List<RateSeries.Point> ofTotals(SortedMap<Instant, Double> totals, int tasks) {
    var points = new ArrayList<RateSeries.Point>();
    Map.Entry<Instant, Double> before = null;
    for (Map.Entry<Instant, Double> next : totals.entrySet()) {
      if (before != null) {
        Duration passed = Duration.between(before.getKey(), next.getKey());
        double added =
            next.getValue() >= before.getValue()
                ? next.getValue() - before.getValue()
                : next.getValue();
        if (passed.compareTo(LONGEST_GAP) <= 0) {
          points.add(new RateSeries.Point(next.getKey(), added / passed.toSeconds() / tasks));
        }
      }
      before = next;
    }
    return points;
  }

  /**
   * The rate of each minute from what was added in it.
   *
   * @param tasks whose additions are in it together
   */
  static List<RateSeries.Point> ofAdded(SortedMap<Instant, Double> sums, int tasks) {
    return sums.entrySet().stream()
        .map(
            entry ->
                new RateSeries.Point(
                    entry.getKey(), entry.getValue() / Query.PERIOD_SECONDS / tasks))
        .toList();
  }
}
