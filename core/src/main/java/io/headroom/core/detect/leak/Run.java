package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;
import java.time.Instant;
import java.util.List;

/**
 * The run of a task that goes on now.
 *
 * @param from its first bucket after its start
 * @param comparable the first bucket that it can be compared with: what was before the last kill is
 *     no example of health
 * @param afterKill whether it began when the run before reached the limit
 */
record Run(long from, long comparable, boolean afterKill) {

  /** What a task does in its first half hour is its start. */
  private static final int WARM_UP = 6;

  /** A run that ends from here on, by falling at least {@link #FALL} of the limit, was killed. */
  private static final double NEAR_LIMIT = 0.93;

  private static final double FALL = 0.2;

  static Run at(MemoryHistory history, double limit, List<Instant> starts, long end) {
    long first = history.first();
    long from = first;
    for (Instant start : starts) {
      long bucket = MemoryHistory.bucketOf(start);
      if (bucket <= end) {
        from = Math.max(from, bucket + WARM_UP);
      }
    }
    double after = Double.NaN;
    for (long bucket = end; bucket >= first; bucket--) {
      double mean = history.mean(bucket);
      if (mean >= NEAR_LIMIT * limit && mean - after >= FALL * limit) {
        long killed = bucket + 1;
        return new Run(Math.max(from, killed + WARM_UP), killed, true);
      }
      after = Double.isNaN(mean) ? after : mean;
    }
    return new Run(from, first, false);
  }
}
