package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;
import java.time.Instant;
import java.util.List;

/**
 * The run of a task that goes on now.
 *
 * @param started bucket of its start, as far as that is known; else the first bucket of the history
 * @param from its first bucket after its start
 * @param comparable the first bucket that it can be compared with: what was before the last kill is
 *     no example of health
 * @param afterKill whether it began when the run before reached the limit
 */
record Run(long started, long from, long comparable, boolean afterKill) {

  /** What a task does in its first half hour is its start. */
  private static final int WARM_UP = 6;

  /**
   * A run that ends from here on, by falling at least {@link #FALL} of the limit, was killed. Less
   * than the limit, since the last five minutes of a sawtooth are not all at its top.
   */
  private static final double NEAR_LIMIT = 0.95;

  private static final double FALL = 0.2;

  /** How far apart in time two runs may be compared. */
  private static final int ABOUT = 6;

  static Run at(MemoryHistory history, double limit, List<Instant> starts, long end) {
    long first = history.first();
    long started = first;
    long from = first;
    for (Instant start : starts) {
      long bucket = MemoryHistory.bucketOf(start);
      if (bucket <= end && bucket >= started) {
        started = bucket;
        from = bucket + WARM_UP;
      }
    }
    // Cheap, and true of nearly all: none was ever near the limit.
    if (history.highestMean() < NEAR_LIMIT * limit) {
      return new Run(started, from, first, false);
    }
    double next = Double.NaN;
    double afterNext = Double.NaN;
    for (long bucket = end; bucket >= first; bucket--) {
      double mean = history.mean(bucket);
      if (mean >= NEAR_LIMIT * limit) {
        // A kill in the middle of a bucket leaves one that is partly high: the one after it is not.
        double low = FALL * limit;
        if (mean - next >= low || mean - afterNext >= low) {
          long killed = bucket + 1;
          return new Run(Math.max(started, killed), Math.max(from, killed + WARM_UP), killed, true);
        }
      }
      if (!Double.isNaN(mean)) {
        afterNext = next;
        next = mean;
      }
    }
    return new Run(started, from, first, false);
  }

  /**
   * Whether an earlier run that was not killed had memory at least this high when it was as old as
   * this one is now.
   */
  boolean asBefore(MemoryHistory history, List<Instant> starts, long end, double level) {
    long age = end - started;
    for (Instant start : starts) {
      long then = MemoryHistory.bucketOf(start);
      long same = then + age;
      if (then >= comparable && same < started && !restarted(starts, then, same)) {
        double reached = history.least(same - ABOUT, same + 1);
        if (reached >= level) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean restarted(List<Instant> starts, long after, long upTo) {
    for (Instant start : starts) {
      long bucket = MemoryHistory.bucketOf(start);
      if (bucket > after && bucket <= upTo) {
        return true;
      }
    }
    return false;
  }
}
