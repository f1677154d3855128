package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.MemoryHistory;
import java.util.Arrays;

/**
 * Whether what came before a window explains its rise: the time of day, the day of the week, an
 * earlier run, or nothing that is known yet.
 */
final class Past {

  static final int HOUR = 12;
  static final int DAY = 24 * HOUR;
  static final int WEEK = 7 * DAY;

  /** Windows from here on are compared with themselves a day earlier. */
  private static final int LONG = 30 * HOUR;

  /** Of the limit, by which memory must be above all that was seen before. */
  private static final double ABOVE_BEFORE = 0.02;

  /** Of the rise of the window, the same: each day's hill is a little above the one before. */
  private static final double ABOVE_RISE = 0.6;

  private static final double OFTEN = 0.75;
  private static final double NOT_LESS = 0.4;

  /**
   * Without a day before the window to compare with, memory must be more than this of the limit.
   */
  private static final double HALF_FULL = 0.6;

  private Past() {}

  /**
   * The first gate that says no, or LEAK.
   *
   * @param from first bucket of the window
   */
  static Reason of(
      MemoryHistory history, double limit, Run run, long from, long end, Floor floor, Slope slope) {
    int length = (int) (end - from + 1);
    long before = from - run.comparable();
    double now = slope.last();
    if (run.afterKill()) {
      return Reason.LEAK;
    }
    if (before < DAY) {
      // Two days that each rose above the one before are an example in themselves.
      return length >= 2 * DAY && now > HALF_FULL * limit && daily(history, from, end, floor, slope)
          ? Reason.LEAK
          : Reason.UNPROVEN;
    }
    long back = Math.max(run.comparable(), end - WEEK + 1);
    double above = now - highest(history, back, from, floor.block());
    double rise = slope.perBucket() * length;
    if (above < Math.max(ABOVE_BEFORE * limit, ABOVE_RISE * rise)) {
      return Reason.SEASON;
    }
    if (length >= LONG && !daily(history, from, end, floor, slope)) {
      return Reason.SEASON;
    }
    return Reason.LEAK;
  }

  /** The highest floor of blocks as long as the window's. */
  private static double highest(MemoryHistory history, long from, long to, int block) {
    double highest = 0;
    for (long start = to - block; start >= from; start -= block) {
      double least = Floor.least(history, start, start + block);
      highest = least > highest ? least : highest;
    }
    return highest;
  }

  /** Whether nearly every block is above the one a day before it, by about what the line says. */
  private static boolean daily(
      MemoryHistory history, long from, long end, Floor floor, Slope slope) {
    double[] rises = new double[Floor.MOST_BLOCKS];
    int count = 0;
    int above = 0;
    int block = floor.block();
    for (int i = 0; i < floor.n(); i++) {
      long start = end + floor.start(i) - DAY;
      if (start < from) {
        continue;
      }
      double before = Floor.least(history, start, start + block);
      if (!Double.isNaN(before)) {
        double rise = floor.value(i) - before;
        rises[count++] = rise;
        above += rise > 0 ? 1 : 0;
      }
    }
    if (count < 3) {
      return false;
    }
    Arrays.sort(rises, 0, count);
    return above >= OFTEN * count
        && Slope.median(rises, count) >= NOT_LESS * slope.perBucket() * DAY;
  }
}
