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
  private final long end;
  private final int block;
  private int n;

  private Floor(long end, int block) {
    this.end = end;
    this.block = block;
  }

  static Floor of(MemoryHistory history, long from, long end, int block) {
    var floor = new Floor(end, block);
    int blocks = (int) Math.min(MOST_BLOCKS, (end - from + 1) / block);
    for (int i = blocks; i > 0; i--) {
      long start = end + 1 - (long) i * block;
      floor.add(start, history.least(start, start + block));
    }
    return floor;
  }

  /**
   * What each block is above the one a time earlier; only of blocks that have one, from {@code
   * first} on.
   */
  Floor since(MemoryHistory history, int earlier, long first) {
    var rises = new Floor(end, block);
    for (int i = 0; i < n; i++) {
      long start = Math.round(end + times[i] - (block - 1) / 2.0);
      if (start - earlier >= first) {
        rises.add(start, values[i] - history.least(start - earlier, start - earlier + block));
      }
    }
    return rises;
  }

  private void add(long start, double value) {
    if (!Double.isNaN(value)) {
      times[n] = start - end + (block - 1) / 2.0;
      values[n++] = value;
    }
  }

  /** How many blocks have a value. */
  int n() {
    return n;
  }

  /** Buckets in a block. */
  int block() {
    return block;
  }

  /** In bytes. */
  double value(int i) {
    return values[i];
  }

  /** From the middle of the first block to that of the last, in buckets. */
  double span() {
    return times[n - 1] - times[0];
  }

  Slope slope() {
    return Slope.of(times, values, n);
  }

  /** The median slope, in bytes a bucket. */
  double pace() {
    return Slope.perBucket(times, values, 0, n);
  }

  /** The same of the second half of the blocks. */
  double latePace() {
    return Slope.perBucket(times, values, n / 2, n);
  }

  /** Whether so many pairs of blocks rise that it may be a trend, before any more is counted. */
  boolean mayRise() {
    return Slope.score(values, n) >= Shape.SURELY;
  }

  /** The median of the last so many blocks, or of all if there are less. */
  double newest(int blocks) {
    int count = Math.min(n, blocks);
    return Ranked.median(Arrays.copyOfRange(values, n - count, n), count);
  }

  /** The share of blocks that are above 0. */
  double positive() {
    double above = 0;
    for (int i = 0; i < n; i++) {
      above += values[i] > 0 ? 1 : 0;
    }
    return above / n;
  }

  /** Medians of {@link #GROUPS} runs of blocks that are about as long as each other. */
  double[] groups() {
    double[] medians = new double[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
      int from = group * n / GROUPS;
      int to = Math.max(from + 1, (group + 1) * n / GROUPS);
      medians[group] = Ranked.median(Arrays.copyOfRange(values, from, to), to - from);
    }
    return medians;
  }
}
