package io.headroom.core.detect.leak;

/**
 * The values at given ranks, without sorting all: the detector needs the median and two bounds of
 * up to 276 slopes, and sorting them was half of its time. Hoare's selection, with the median of
 * three as pivot.
 *
 * <p>All methods change the order of what they are given. No value may be NaN.
 */
final class Ranked {

  private Ranked() {}

  /** The median of the first so many, at least one. */
  static double median(double[] values, int n) {
    double upper = at(values, 0, n - 1, n / 2);
    return n % 2 == 1 ? upper : (at(values, 0, n / 2 - 1, n / 2 - 1) + upper) / 2;
  }

  /**
   * What would be at a rank if all between two indices were sorted. Afterwards nothing before that
   * rank is larger, and nothing after it smaller.
   *
   * @param first of the values looked at
   * @param last of them, included
   * @param rank from {@code first} to {@code last}
   */
  static double at(double[] values, int first, int last, int rank) {
    int left = first;
    int right = last;
    while (left < right) {
      double pivot = middle(values[left], values[(left + right) >>> 1], values[right]);
      int up = left;
      int down = right;
      while (up <= down) {
        while (values[up] < pivot) {
          up++;
        }
        while (values[down] > pivot) {
          down--;
        }
        if (up <= down) {
          double swapped = values[up];
          values[up++] = values[down];
          values[down--] = swapped;
        }
      }
      if (rank <= down) {
        right = down;
      } else if (rank >= up) {
        left = up;
      } else {
        break;
      }
    }
    return values[rank];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
