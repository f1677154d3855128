package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.MemoryHistory;

/**
 * A rise seen from where it began. A window that reaches back behind its beginning starts with a
 * level part, beside which a cache that fills looks as if it grew ever faster.
 */
final class Onset {

  /** Younger than this, nobody can say whether a rise flattens. */
  private static final int YOUNGEST = 2 * Window.HOUR;

  /** A third of an hour: the shortest stretch whose floor is compared with that of others. */
  private static final int BLOCK = 4;

  /** Of the limit, by which an earlier block is lower if the rise reaches back to it. */
  private static final double LOWER = 0.004;

  /** Standard deviations of the floor's noise: a rise that may well flatten is no leak yet. */
  private static final double BESIDE_NOISE = 2;

  private Onset() {}

  /**
   * The gate that says no, or LEAK. A rise that is as old as the run has no level part before it:
   * the windows see all of it.
   *
   * @param tooth buckets in a block of the window's floor
   */
  static Reason of(Window window, int tooth) {
    int block = Math.max(BLOCK, tooth);
    long began = began(window, block);
    if (began - block < window.run().from()) {
      return Reason.LEAK;
    }
    Window rise = new Window(window.history(), window.limit(), window.run(), began, window.end());
    if (rise.length() < YOUNGEST) {
      return Reason.UNPROVEN;
    }
    Floor floor = rise.floor(Math.max(tooth, Math.ceilDiv(rise.length(), Floor.MOST_BLOCKS)));
    return floor.n() >= Floor.GROUPS && Shape.mayFlatten(floor, window.limit(), BESIDE_NOISE)
        ? Reason.PLATEAU
        : Reason.LEAK;
  }

  /**
   * The first bucket of the block that the rise reaches back to: each lower one is looked for over
   * an hour, or two blocks, or a sixth of the window, since a slow rise takes that long.
   */
  private static long began(Window window, int block) {
    long rest = Math.max(Math.max(Window.HOUR, 2L * block), window.length() / 6);
    MemoryHistory history = window.history();
    long began = window.end() - block + 1;
    double lowest = history.least(began, window.end() + 1);
    for (long start = began - block;
        start >= window.run().from() && began - start <= rest;
        start -= block) {
      double least = history.least(start, start + block);
      if (least < lowest - LOWER * window.limit()) {
        lowest = least;
        began = start;
      }
    }
    return began;
  }
}
