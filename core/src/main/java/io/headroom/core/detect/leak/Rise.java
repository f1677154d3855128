package io.headroom.core.detect.leak;

import io.headroom.core.series.MemorySeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * How surely the floor of a series rose over some of its minutes: Sen's slope of the least value of
 * each block, so that neither noise nor what garbage collection takes back at once is growth.
 *
 * @param perMinute the median slope, in bytes
 * @param atLeast the slope is more than this with 97.5 % confidence, in bytes a minute
 * @param floor what memory came down to in the newest blocks, in bytes
 */
public record Rise(double perMinute, double atLeast, double floor) {

  private static final long MINUTE = 60;

  /** Fewer tell no line. */
  private static final int FEWEST_BLOCKS = 6;

  /** The newest blocks, of which the middle one counts: a single one may be a dip or a peak. */
  private static final int NEWEST = 3;

  /**
   * From one second to another (included); nothing where less than half of the blocks have a value.
   */
  public static Optional<Rise> of(MemorySeries series, long from, long to) {
    int minutes = Math.toIntExact((to - from) / MINUTE);
    int block = Math.ceilDiv(minutes, Floor.MOST_BLOCKS);
    if (block == 0) {
      return Optional.empty();
    }
    int blocks = minutes / block;
    long start = to - MINUTE * block * blocks;
    double[] floors = new double[blocks];
    Arrays.fill(floors, Double.NaN);
    for (int i = series.size() - 1; i >= 0 && series.second(i) > start; i--) {
      if (series.second(i) <= to) {
        int back = Math.toIntExact((to - series.second(i)) / (block * MINUTE));
        int slot = blocks - 1 - back;
        // The least that is known: a comparison with NaN is never true.
        floors[slot] = floors[slot] <= series.bytes(i) ? floors[slot] : series.bytes(i);
      }
    }
    double[] times = new double[blocks];
    int n = 0;
    for (int slot = 0; slot < blocks; slot++) {
      if (!Double.isNaN(floors[slot])) {
        times[n] = slot - blocks + 1;
        floors[n++] = floors[slot];
      }
    }
    if (n < FEWEST_BLOCKS || 2 * n < blocks) {
      return Optional.empty();
    }
    Slope slope = Slope.of(times, floors, n);
    return Optional.of(
        new Rise(
            slope.perBucket() / block,
            slope.low() / block,
            Ranked.median(Arrays.copyOfRange(floors, n - NEWEST, n), NEWEST)));
  }
}
