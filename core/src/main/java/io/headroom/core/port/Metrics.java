package io.headroom.core.port;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.MemorySeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** CloudWatch, as far as the domain reads memory from it. Safe for use by several threads. */
public interface Metrics {

  /**
   * The memory of services between two instants, minute by minute, from the best source that each
   * service has: per task with enhanced observability, else the maximum over its tasks.
   *
   * @param from first minute, included
   * @param to last minute, excluded
   */
  MetricsReading memory(List<Service> services, Instant from, Instant to);

  /**
   * What CloudWatch answered. A service that could not be asked about has no entry in {@code
   * series}; one that publishes nothing has an empty list.
   *
   * @param series by service; the service's own series ({@code Subject.SERVICE}) is first if it has
   *     one
   * @param problems why something is missing or partial, in CloudWatch's words
   * @param queries how many metrics were asked for
   * @param calls how many calls that took
   */
  record MetricsReading(
      Map<ServiceId, List<MemorySeries>> series, List<Problem> problems, int queries, int calls) {

    public MetricsReading {
      series = Map.copyOf(series);
      problems = List.copyOf(problems);
    }
  }

  /** Something that CloudWatch did not answer, or not whole. */
  record Problem(Kind kind, String detail) {

    /** What kind of answer it was. */
    public enum Kind {
      THROTTLED,
      ACCESS_DENIED,
      PARTIAL,
      UNAVAILABLE,
      INVALID
    }
  }
}
