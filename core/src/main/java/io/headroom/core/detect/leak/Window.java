package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;

/**
 * What a trend is looked for in.
 *
 * @param limit in bytes, more than 0
 * @param run the run of the task, which the window lies in
 * @param from first bucket
 * @param end last bucket
 */
record Window(MemoryHistory history, double limit, Run run, long from, long end) {

  static final int HOUR = 12;
  static final int DAY = 24 * HOUR;
  static final int WEEK = 7 * DAY;

  /** In buckets. */
  int length() {
    return (int) (end - from + 1);
  }

  /** The same up to the same end, twice as long. */
  Window twice() {
    return new Window(history, limit, run, from - length(), end);
  }

  Floor floor(int block) {
    return Floor.of(history, from, end, block);
  }

  /**
   * A first look that costs little: whether the last third does not come down to where the first
   * did.
   */
  boolean rises() {
    long third = length() / 3;
    double first = history.least(from, from + third);
    double last = history.least(end - third + 1, end + 1);
    return !(last - first < Shape.MATERIAL / 3 * limit);
  }
}
