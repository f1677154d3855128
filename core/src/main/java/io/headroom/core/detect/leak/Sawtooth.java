package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;
import java.util.Arrays;

/** How long garbage collection lets memory rise before it comes down. */
final class Sawtooth {

  /** A drop counts from this share of the limit on. */
  private static final double DROP = 0.05;

  /** ... and from this many times what is usual between two values on. */
  private static final double BESIDE_NOISE = 6;

  /** As many values tell what is usual. */
  private static final int SAMPLED = 96;

  /** What takes longer is no garbage collection. */
  private static final int LONGEST = 144;

  private static final int MOST_DROPS = 64;

  /** Nearly all teeth are no longer than this share of them. */
  private static final double NEARLY_ALL = 0.8;

  private Sawtooth() {}

  /**
   * Buckets that nearly every tooth fits into, from the gaps between the newest drops; 1 with less
   * than two drops.
   */
  static int period(MemoryHistory history, long from, long end, double limit) {
    double drop = Math.max(DROP * limit, BESIDE_NOISE * noise(history, from, end));
    int[] gaps = new int[MOST_DROPS];
    int count = 0;
    long dropped = -1;
    double after = Double.NaN;
    for (long bucket = end; bucket >= from && count < MOST_DROPS; bucket--) {
      double minimum = history.minimum(bucket);
      if (Double.isNaN(minimum)) {
        continue;
      }
      if (minimum - after > drop) {
        if (dropped >= 0 && dropped - bucket > 1) {
          gaps[count++] = (int) Math.min(LONGEST, dropped - bucket);
        }
        dropped = bucket;
      }
      after = minimum;
    }
    if (count == 0) {
      return 1;
    }
    Arrays.sort(gaps, 0, count);
    return gaps[(int) (NEARLY_ALL * (count - 1))];
  }

  /** The median of the steps from one value to the next. */
  private static double noise(MemoryHistory history, long from, long end) {
    double[] steps = new double[SAMPLED];
    int count = 0;
    for (long bucket = end; bucket > from && count < SAMPLED; bucket--) {
      double step = Math.abs(history.minimum(bucket) - history.minimum(bucket - 1));
      if (!Double.isNaN(step)) {
        steps[count++] = step;
      }
    }
    return count == 0 ? 0 : Ranked.median(steps, count);
  }
}
