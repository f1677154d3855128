package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;
import java.util.Arrays;

/**
 * What memory comes down to after each garbage collection: the least value of each of at most
 * {@link #MOST_BLOCKS} blocks of a window. A block without a value is left out.
 */
final class Floor {

  static final int MOST_BLOCKS = 24;

  /** Eight values that no single block can bend. */
  static final int GROUPS = 8;

  private final double[] times = new double[MOST_BLOCKS];
  private final double[] values = new double[MOST_BLOCKS];
  private final int block;
  private int n;

  private Floor(int block) {
    this.block = block;
  }

  static Floor of(MemoryHistory history, long from, long end, int block) {
    var floor = new Floor(block);
    int blocks = (int) Math.min(MOST_BLOCKS, (end - from + 1) / block);
    for (int i = blocks; i > 0; i--) {
      long start = end + 1 - (long) i * block;
      double least = least(history, start, start + block);
      if (!Double.isNaN(least)) {
        floor.times[floor.n] = start - end + (block - 1) / 2.0;
        floor.values[floor.n++] = least;
      }
    }
    return floor;
  }

  /** How many blocks have a value. */
  int n() {
    return n;
  }

  /** Buckets in a block. */
  int block() {
    return block;
  }

  /** The middle of a block, in buckets before the end of the window: 0 or negative. */
  double time(int i) {
    return times[i];
  }

  /** In bytes. */
  double value(int i) {
    return values[i];
  }

  /** The first bucket of a block, counted from the end of the window. */
  long start(int i) {
    return Math.round(times[i] - (block - 1) / 2.0);
  }

  Slope slope() {
    return Slope.of(times, values, n);
  }

  /** The least value from a bucket to another (excluded); NaN if there is none. */
  static double least(MemoryHistory history, long from, long to) {
    double least = Double.NaN;
    for (long bucket = from; bucket < to; bucket++) {
      double minimum = history.minimum(bucket);
      least = minimum >= least ? least : Double.isNaN(minimum) ? least : minimum;
    }
    return least;
  }

  /** Medians of {@link #GROUPS} runs of blocks that are about as long as each other. */
  double[] groups() {
    double[] medians = new double[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
      int from = group * n / GROUPS;
      int to = Math.max(from + 1, (group + 1) * n / GROUPS);
      double[] sorted = Arrays.copyOfRange(values, from, to);
      Arrays.sort(sorted);
      medians[group] = Slope.median(sorted, to - from);
    }
    return medians;
  }
}
