package io.headroom.infra.cloudwatch;

import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import io.headroom.infra.cloudwatch.KnownMetric.Trait;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * Whether what is published of memory are its values or their changes. OpenTelemetry counts memory
 * with up-down counters, and the exporter awsemf writes of every sum what was added since the last
 * time (issues 18408 and 23579 of opentelemetry-collector-contrib): nothing where memory stands
 * still, a little where it grows, and all of it where it shrinks. Once seen it is remembered. Safe
 * for use by several threads.
 */
final class UpDown {

  /** With fewer values nothing is said. */
  private static final int ENOUGH = 5;

  /** The memory of a process varies less within two hours. */
  private static final double LEAST_SHARE = 0.01;

  private final Set<Metric> written = ConcurrentHashMap.newKeySet();

  /**
   * Whether some series are written as changes.
   *
   * @param worst what came of them together
   */
  boolean asChanges(List<Found> series, SortedMap<Instant, Double> worst) {
    if (series.stream().noneMatch(found -> found.known().is(Trait.UP_DOWN))) {
      return false;
    }
    boolean process = series.getFirst().known().role() == Role.MEMORY_USED;
    if (mostlyNothing(worst.values()) || (process && varies(worst.values()))) {
      series.forEach(found -> written.add(found.metric()));
    }
    return series.stream().map(Found::metric).anyMatch(written::contains);
  }

  /** What to do about it. */
  static String advice(Found found) {
    return ("%s: %s is written as its changes, as awsemf does with up-down counters; make it a gauge in"
            + " the collector: transform processor, convert_sum_to_gauge()")
        .formatted(found.known().role().words(), found.known().name());
  }

  /** Whether more than half of the values are nothing, which no memory and no limit is. */
  private static boolean mostlyNothing(Collection<Double> values) {
    return values.size() >= ENOUGH
        && 2 * values.stream().filter(value -> value == 0).count() > values.size();
  }

  /** Whether the least is next to nothing beside the greatest. */
  private static boolean varies(Collection<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return values.size() >= ENOUGH && least < LEAST_SHARE * most;
  }
}
