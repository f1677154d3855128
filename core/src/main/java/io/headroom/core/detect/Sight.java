package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Rule;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be seen of a metric of a service now; else an evaluation that says why not. */
final class Sight {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Sight() {}

  /** The series of a metric, in the order in which the service has them. */
  static List<MemorySeries> of(Metric metric, ServiceMemory memory) {
    return switch (metric) {
      case MEMORY -> memory.series();
      case HEAP -> memory.heap();
      case SWAP -> memory.swap();
    };
  }

  /**
   * A series without what is stamped so far ahead that no clock explains it: it would hide what is
   * known of now.
   */
  static MemorySeries untilNow(MemorySeries series, Instant now) {
    int newest = series.size() - 1;
    return newest < 0 || series.second(newest) <= now.plus(ServiceMemory.AHEAD).getEpochSecond()
        ? series
        : series.between(Instant.MIN, now.plus(ServiceMemory.AHEAD).plusSeconds(1));
  }

  /** Those of them whose newest sample says something about now. */
  static List<MemorySeries> fresh(List<MemorySeries> series, Instant now) {
    var fresh = new ArrayList<MemorySeries>(series.size());
    for (MemorySeries one : series) {
      MemorySeries known = untilNow(one, now);
      if (ServiceMemory.fresh(known, now)) {
        fresh.add(known);
      }
    }
    return fresh;
  }

  /** Why nothing of a metric can be seen now. */
  static Evaluation none(
      Finding.Key key, Rule rule, Metric metric, List<MemorySeries> series, Instant now) {
    if (series.isEmpty() && metric != Metric.MEMORY) {
      return Evaluation.of(key, rule.severity(), Reason.METRIC_NOT_PUBLISHED, Subject.SERVICE);
    }
    Optional<Instant> since = Optional.empty();
    for (MemorySeries each : series) {
      MemorySeries one = untilNow(each, now);
      if (one.size() > 0) {
        Instant end = Instant.ofEpochSecond(one.second(one.size() - 1)).plus(MINUTE);
        since = since.filter(latest -> !latest.isBefore(end)).or(() -> Optional.of(end));
      }
    }
    Reason reason = since.isPresent() ? Reason.STALE_DATA : Reason.MISSING_DATA;
    return Evaluation.unseen(key, rule.severity(), reason, Subject.SERVICE, since);
  }
}
