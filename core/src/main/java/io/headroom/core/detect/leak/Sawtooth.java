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

  /** What takes longer is no garbage collection: two restarts, or two deployments. */
  static final int LONGEST = 144;

  /** A single drop counts from this share of the limit on, where it is not to be a whole period. */
  private static final double SINGLE_DROP = 0.02;

  private static final int MOST_DROPS = 64;

  /** One or two gaps are those between restarts. */
  private static final int FEWEST_GAPS = 3;

  /** Of independent values, how much larger two steps' difference is than a step: √6 to √2. */
  private static final double TURN_TO_STEP = Math.sqrt(3);

  /** Nearly all teeth are no longer than this share of them. */
  private static final double NEARLY_ALL = 0.8;

  private Sawtooth() {}

  /**
   * Buckets that nearly every tooth fits into, from the gaps between the newest drops; 1 where too
   * few of them follow each other to be a collector's.
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
        if (dropped >= 0 && dropped - bucket > 1 && dropped - bucket <= LONGEST) {
          gaps[count++] = (int) (dropped - bucket);
        }
        dropped = bucket;
      }
      after = minimum;
    }
    if (count < FEWEST_GAPS) {
      return 1;
    }
    Arrays.sort(gaps, 0, count);
    return gaps[(int) (NEARLY_ALL * (count - 1))];
  }

  /** Whether memory came down at once, by more than its noise, be it only once. */
  static boolean falls(MemoryHistory history, long from, long end, double limit) {
    double drop = Math.max(SINGLE_DROP * limit, BESIDE_NOISE * noise(history, from, end));
    double before = Double.NaN;
    for (long bucket = from; bucket <= end; bucket++) {
      double minimum = history.minimum(bucket);
      if (before - minimum > drop) {
        return true;
      }
      before = Double.isNaN(minimum) ? before : minimum;
    }
    return false;
  }

  /**
   * What is usual between two values: the median of how much a step differs from the one before it,
   * which the even rise of a tooth does not count for; as large as that of the steps themselves
   * where they are all noise.
   */
  private static double noise(MemoryHistory history, long from, long end) {
    double[] turns = new double[SAMPLED];
    int count = 0;
    for (long bucket = end; bucket > from + 1 && count < SAMPLED; bucket--) {
      double turn =
          Math.abs(
              history.minimum(bucket)
                  - 2 * history.minimum(bucket - 1)
                  + history.minimum(bucket - 2));
      if (!Double.isNaN(turn)) {
        turns[count++] = turn;
      }
    }
    return count == 0 ? 0 : Ranked.median(turns, count) / TURN_TO_STEP;
  }
}
