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
  private static final int DAY = 24 * HOUR;
  private static final int[] WINDOWS = {
    3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR
  };

  /**
   * However short the time to clear is, a leak has ended only when this many evaluations say so.
   */
  private static final int FEWEST_MARKS = 3;

  /** Of the blocks of a window, how many must have a value, and which share. */
  private static final int FEWEST_BLOCKS = 8;

  /** The same where each block is a tooth of a sawtooth. */
  private static final int FEWEST_TEETH = 6;

  private static final double FILLED = 0.6;

  private static final int SOON_ENOUGH = 48 * HOUR;

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
    Run run = Run.at(history, limit, starts, end);
    LeakEvaluation best = LeakEvaluation.of(Reason.TOO_YOUNG);
    int period = 0;
    for (int window : WINDOWS) {
      int length = (int) Math.min(window, end - run.from() + 1);
      if (length < WINDOWS[0]) {
        break;
      }
      if (rises(history, end - length + 1, end, limit)) {
        period = period > 0 ? period : Sawtooth.period(history, run.from(), end, limit);
        LeakEvaluation found = over(history, limit, run, end - length + 1, end, period);
        if (found.reason() == Reason.LEAK) {
          return found;
        }
        best = found.reason().compareTo(best.reason()) > 0 ? found : best;
      } else if (best.reason() == Reason.TOO_YOUNG) {
        best = LeakEvaluation.of(Reason.NO_TREND);
      }
      if (length < window) {
        break;
      }
    }
    return best;
  }

  /** A first look that costs little: the last third does not come down to where the first did. */
  private static boolean rises(MemoryHistory history, long from, long end, double limit) {
    long third = (end - from + 1) / 3;
    double first = Floor.least(history, from, from + third);
    double last = Floor.least(history, end - third + 1, end + 1);
    return !(last - first < Shape.MATERIAL / 3 * limit);
  }

  private static LeakEvaluation over(
      MemoryHistory history, double limit, Run run, long from, long end, int period) {
    int length = (int) (end - from + 1);
    int block = Math.max(Math.ceilDiv(length, Floor.MOST_BLOCKS), period);
    Floor floor = Floor.of(history, from, end, block);
    if (floor.n() < (period > 1 ? FEWEST_TEETH : FEWEST_BLOCKS)
        || floor.n() < FILLED * length / block) {
      return LeakEvaluation.of(Reason.TOO_FEW_VALUES);
    }
    Slope slope = floor.slope();
    double floorLeft = Math.max(0, limit - slope.last());
    double left =
        Math.max(0, floorLeft - ceiling(history, Math.max(from, end - DAY + 1), end, slope));
    var growth = new Growth(hourly(slope.low()), hourly(slope.perBucket()), hourly(slope.high()));
    return new LeakEvaluation(
        reason(history, limit, run, from, end, floor, slope, left / slope.perBucket()),
        Optional.of(growth),
        slope.low() > 0 ? Optional.of(timeLeft(slope, left, floorLeft)) : Optional.empty(),
        Optional.of(MemoryHistory.BUCKET.multipliedBy(length)));
  }

  private static Reason reason(
      MemoryHistory history,
      double limit,
      Run run,
      long from,
      long end,
      Floor floor,
      Slope slope,
      double left) {
    Reason shape = Shape.of(floor, slope, limit);
    if (shape != Reason.LEAK) {
      return shape;
    }
    int length = (int) (end - from + 1);
    if (left > Math.min(3L * length, length > WINDOWS[3] ? 2 * SOON_ENOUGH : SOON_ENOUGH)) {
      return Reason.FAR_FROM_LIMIT;
    }
    if (from - length >= run.comparable()) {
      Floor twice = Floor.of(history, from - length, end, 2 * floor.block());
      if (twice.n() >= FEWEST_BLOCKS && Shape.flattens(twice.groups(), limit)) {
        return Reason.PLATEAU;
      }
    }
    return Past.of(history, limit, run, from, end, floor, slope);
  }

  /** How far memory goes above the line through its floor, between two collections or by day. */
  private static double ceiling(MemoryHistory history, long from, long end, Slope slope) {
    double ceiling = 0;
    for (long bucket = from; bucket <= end; bucket++) {
      double line = slope.last() + slope.perBucket() * (bucket - end);
      double mean = history.mean(bucket);
      ceiling = mean - line > ceiling ? mean - line : ceiling;
    }
    return ceiling;
  }

  private static TimeLeft timeLeft(Slope slope, double left, double floorLeft) {
    return new TimeLeft(
        time(left / slope.high()), time(left / slope.perBucket()), time(floorLeft / slope.low()));
  }

  private static Duration time(double buckets) {
    double most = TimeLeft.LONGEST.toSeconds();
    return Duration.ofSeconds((long) Math.min(most, buckets * MemoryHistory.BUCKET.toSeconds()));
  }

  private static Bytes hourly(double perBucket) {
    return Bytes.of(perBucket * HOUR);
  }
}
