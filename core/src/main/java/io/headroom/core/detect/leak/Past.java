package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import java.time.Instant;
import java.util.List;

/**
 * Whether what came before a window explains its rise: an earlier run, the time of day, the day of
 * the week, or nothing that is known yet.
 */
final class Past {

  /** Windows from here on are compared with themselves a day earlier. */
  private static final int LONG = 30 * Window.HOUR;

  /** Of the limit, by which memory must be above all that was seen before. */
  private static final double ABOVE_BEFORE = 0.02;

  /** Of the rise of the window, the same: each day's hill is a little above the one before. */
  private static final double ABOVE_RISE = 0.6;

  /** Of the blocks of a window, how many must be above those a day before. */
  private static final double OFTEN = 0.75;

  /** Of what the line says, how much they must be above. */
  private static final double NOT_LESS = 0.4;

  private static final int FEWEST_BLOCKS = 3;

  /**
   * Without a day before the window to compare with: how long it must be, how full memory, and how
   * soon the limit.
   */
  private static final int TWO_DAYS = 2 * Window.DAY;

  private static final double HALF_FULL = 0.6;
  private static final int SOON = 2 * Window.DAY;

  private Past() {}

  /**
   * The first gate that says no, or LEAK.
   *
   * @param left buckets until the limit is reached
   */
  static Reason of(Window window, Floor floor, Slope slope, double left, List<Instant> starts) {
    Run run = window.run();
    double about = ABOVE_BEFORE * window.limit();
    if (run.afterKill()) {
      return Reason.LEAK;
    }
    if (run.asBefore(window.history(), starts, window.end(), slope.last() - about)) {
      return Reason.AS_BEFORE;
    }
    if (window.from() - run.comparable() < Window.DAY) {
      // Two days that each rose above the one before are an example in themselves.
      boolean clear =
          window.length() >= TWO_DAYS
              && slope.last() > HALF_FULL * window.limit()
              && left < SOON
              && daily(window, floor, slope);
      return clear ? Reason.LEAK : Reason.UNPROVEN;
    }
    double above = slope.last() - highest(window, floor.block());
    if (above < Math.max(about, ABOVE_RISE * slope.perBucket() * window.length())) {
      return Reason.SEASON;
    }
    boolean each = window.length() < LONG || (daily(window, floor, slope) && weekly(window, slope));
    return each ? Reason.LEAK : Reason.SEASON;
  }

  /** The highest floor of the week up to the window, of blocks as long as the window's. */
  private static double highest(Window window, int block) {
    long first = Math.max(window.run().comparable(), window.end() - Window.WEEK + 1);
    double highest = 0;
    for (long start = window.from() - block; start >= first; start -= block) {
      double least = window.history().least(start, start + block);
      highest = least > highest ? least : highest;
    }
    return highest;
  }

  /** Whether nearly every block is above the one a day before it, by about what the line says. */
  private static boolean daily(Window window, Floor floor, Slope slope) {
    Floor rises = floor.since(window.history(), Window.DAY, window.from());
    return rises.n() >= FEWEST_BLOCKS
        && rises.positive() >= OFTEN
        && rises.newest(rises.n()) >= NOT_LESS * slope.perBucket() * Window.DAY;
  }

  /** Whether the last day is above the same day of the week before, if that is known. */
  private static boolean weekly(Window window, Slope slope) {
    Floor day =
        Floor.of(window.history(), window.end() - Window.DAY + 1, window.end(), Window.HOUR);
    Floor rises = day.since(window.history(), Window.WEEK, window.run().comparable());
    return rises.n() < FEWEST_BLOCKS
        || rises.newest(rises.n()) >= NOT_LESS * slope.perBucket() * window.length();
  }
}
