package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds a leak in the history of one task's memory: its floor rises, surely and by an amount that
 * counts, towards its limit, and not because of a step, a cache that fills, or the time of day.
 *
 * <p>A pure function of the history: what it said before follows from the same history at an
 * earlier five-minute mark, so that nothing else is kept between two evaluations.
 */
public final class LeakDetector {

  /** A history whose newest value is older than this says nothing about now. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(15);

  /** Clocks differ by less than this; and an earlier mark can be asked about for this long. */
  public static final Duration AHEAD = Duration.ofHours(1);

  private static final int HOUR = 12;
  private static final int[] WINDOWS = {
    3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR
  };

  /** What a task does in its first half hour is its start. */
  private static final int WARM_UP = 6;

  /**
   * However short the time to clear is, a leak has ended only when this many evaluations say so.
   */
  private static final int FEWEST_MARKS = 3;

  private static final int BLOCKS = 24;
  private static final int FEWEST_BLOCKS = 8;
  private static final double SURELY = 2.33;
  private static final double MATERIAL = 0.03;
  private static final int LONGEST_HORIZON = 168 * HOUR;

  private LeakDetector() {}

  /**
   * What can be said now.
   *
   * @param limit what the task may use; the one that holds now
   * @param starts when the task started, and when its service was deployed; may be empty
   */
  public static LeakEvaluation evaluate(
      MemoryHistory history, Bytes limit, List<Instant> starts, Instant now) {
    Optional<Instant> newest = history.newest();
    if (newest.isEmpty()) {
      return LeakEvaluation.of(Reason.NO_DATA);
    }
    if (newest.get().isAfter(now.plus(AHEAD))) {
      return LeakEvaluation.of(Reason.CLOCK_AHEAD);
    }
    if (newest.get().isBefore(now.minus(STALE_AFTER))) {
      return LeakEvaluation.of(Reason.STALE_DATA);
    }
    if (limit.value() <= 0) {
      return LeakEvaluation.of(Reason.NO_LIMIT);
    }
    long end = Math.min(history.last(), MemoryHistory.bucketOf(now) - 1);
    double most = (double) limit.value();
    LeakEvaluation at = at(history, most, starts, end);
    if (at.reason() == Reason.LEAK && at(history, most, starts, end - 1).reason() != Reason.LEAK) {
      return new LeakEvaluation(Reason.SEEN_ONCE, at.growth(), at.timeLeft(), at.window());
    }
    return at;
  }

  /**
   * Whether a leak that was found goes on: the newest evaluation within {@code clearFor}, and of
   * the last three at the least, that does not say it has ended; empty when all of them do.
   */
  public static Optional<LeakEvaluation> standing(
      MemoryHistory history, Bytes limit, List<Instant> starts, Duration clearFor, Instant now) {
    long marks = Math.max(FEWEST_MARKS, clearFor.dividedBy(MemoryHistory.BUCKET));
    for (long mark = 0; mark < marks; mark++) {
      Instant then = now.minus(MemoryHistory.BUCKET.multipliedBy(mark));
      LeakEvaluation evaluation = evaluate(history, limit, starts, then);
      if (evaluation.reason() == Reason.LEAK || evaluation.reason() == Reason.SEEN_ONCE) {
        return Optional.of(evaluation);
      }
    }
    return Optional.empty();
  }

  private static LeakEvaluation at(
      MemoryHistory history, double limit, List<Instant> starts, long end) {
    long from = history.first();
    for (Instant start : starts) {
      long bucket = MemoryHistory.bucketOf(start) + WARM_UP;
      from = bucket <= end + WARM_UP ? Math.max(from, bucket) : from;
    }
    LeakEvaluation best = LeakEvaluation.of(Reason.TOO_YOUNG);
    for (int window : WINDOWS) {
      int length = (int) Math.min(window, end - from + 1);
      if (length < WINDOWS[0]) {
        break;
      }
      LeakEvaluation found = over(history, limit, end, length);
      if (found.reason() == Reason.LEAK) {
        return found;
      }
      if (found.reason().compareTo(best.reason()) > 0) {
        best = found;
      }
      if (length < window) {
        break;
      }
    }
    return best;
  }

  private static LeakEvaluation over(MemoryHistory history, double limit, long end, int length) {
    int block = Math.max(1, Math.ceilDiv(length, BLOCKS));
    double[] times = new double[BLOCKS];
    double[] floor = new double[BLOCKS];
    int n = 0;
    for (long from = end - length + 1; from <= end; from += block) {
      double least = Double.NaN;
      for (long bucket = from; bucket < from + block && bucket <= end; bucket++) {
        double minimum = history.minimum(bucket);
        least = Double.isNaN(least) || minimum < least ? minimum : least;
      }
      if (!Double.isNaN(least)) {
        times[n] = from - end;
        floor[n++] = least;
      }
    }
    if (n < FEWEST_BLOCKS) {
      return LeakEvaluation.of(Reason.TOO_FEW_VALUES);
    }
    Slope slope = Slope.of(times, floor, n);
    Duration window = MemoryHistory.BUCKET.multipliedBy(length);
    double left = Math.max(0, limit - slope.last());
    Reason reason = reason(slope, left, limit, length);
    var growth = new Growth(hourly(slope.low()), hourly(slope.perBucket()), hourly(slope.high()));
    return new LeakEvaluation(
        reason,
        Optional.of(growth),
        slope.low() > 0 ? Optional.of(timeLeft(slope, left)) : Optional.empty(),
        Optional.of(window));
  }

  private static Reason reason(Slope slope, double left, double limit, int length) {
    if (slope.score() < SURELY || slope.low() <= 0) {
      return Reason.NO_TREND;
    }
    if (slope.perBucket() * length < Math.max(MATERIAL * limit, 4 * slope.residual())) {
      return Reason.NOT_MATERIAL;
    }
    if (left / slope.perBucket() > Math.min(4L * length, LONGEST_HORIZON)) {
      return Reason.FAR_FROM_LIMIT;
    }
    return Reason.LEAK;
  }

  private static TimeLeft timeLeft(Slope slope, double left) {
    return new TimeLeft(
        time(left / slope.high()), time(left / slope.perBucket()), time(left / slope.low()));
  }

  private static Duration time(double buckets) {
    double most = TimeLeft.LONGEST.toSeconds();
    return Duration.ofSeconds((long) Math.min(most, buckets * MemoryHistory.BUCKET.toSeconds()));
  }

  private static Bytes hourly(double perBucket) {
    return Bytes.of(perBucket * HOUR);
  }
}
