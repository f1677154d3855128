package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;

/**
 * Whether the rise of one window looks like a leak by itself: sure, large enough, not a random
 * walk, not a step, and not ending below the limit.
 */
final class Shape {

  /** Standard deviations of Kendall's statistic: one chance in a hundred. */
  static final double SURELY = 2.33;

  /** Share of the limit that a rise must have to count. */
  static final double MATERIAL = 0.03;

  /** Spreads of the values around the line that a rise must have to count. */
  static final double BESIDE_NOISE = 4;

  /** Standard deviations of a random walk with as much going up and down. */
  static final double BEYOND_WANDERING = 2.5;

  /** Blocks over which going up and down is counted: one alone is mostly noise. */
  private static final int STRIDE = 3;

  /** Of seven steps between eight groups, the largest that are left out. */
  private static final int LARGEST_STEPS = 2;

  /** Of the growth that the other steps had if all were alike, what they must have. */
  private static final double WITHOUT_STEPS = 0.5;

  /** Halves of a straight line do not differ by more than this. */
  private static final double SLOWER = 0.95;

  private Shape() {}

  /** The first gate that says no, or LEAK. */
  static Reason of(Floor floor, Slope slope, double limit) {
    if (slope.score() < SURELY || slope.low() <= 0) {
      return Reason.NO_TREND;
    }
    double rise = slope.perBucket() * floor.span();
    if (rise < Math.max(MATERIAL * limit, BESIDE_NOISE * slope.residual())) {
      return Reason.NOT_MATERIAL;
    }
    if (rise < BEYOND_WANDERING * wandering(floor)) {
      return Reason.WANDERING;
    }
    double[] groups = floor.groups();
    if (isStep(groups)) {
      return Reason.STEP;
    }
    return flattens(groups, limit) ? Reason.PLATEAU : Reason.LEAK;
  }

  /**
   * How far a random walk would get in this window that moves as much between blocks as the floor
   * does beside its own mean rise.
   */
  private static double wandering(Floor floor) {
    int steps = floor.n() - STRIDE;
    double mean = 0;
    for (int i = 0; i < steps; i++) {
      mean += (floor.value(i + STRIDE) - floor.value(i)) / steps;
    }
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double beside = floor.value(i + STRIDE) - floor.value(i) - mean;
      sum += beside * beside;
    }
    return Math.sqrt(sum / steps / STRIDE * (floor.n() - 1));
  }

  /** Without its largest steps, too little of the rise is left. */
  static boolean isStep(double[] groups) {
    int n = groups.length - 1;
    double first = 0;
    double second = 0;
    for (int i = 0; i < n; i++) {
      double step = groups[i + 1] - groups[i];
      if (step > first) {
        second = first;
        first = step;
      } else if (step > second) {
        second = step;
      }
    }
    double rise = groups[n] - groups[0];
    double left = rise - first - second;
    return left < WITHOUT_STEPS * rise * (n - LARGEST_STEPS) / n;
  }

  /**
   * The second half rose by a share q of the first; halves to come that each rise by q of the one
   * before add up to q / (1 - q) of the second.
   */
  static boolean flattens(double[] groups, double limit) {
    return flattens(groups, limit, 0);
  }

  /**
   * The same, where the halves may differ from what they seem to be.
   *
   * @param deviations how many standard deviations of the floor's noise in favour of flattening
   */
  static boolean mayFlatten(Floor floor, double limit, double deviations) {
    // Medians of a quarter of the blocks each: the noise of a half is that of their difference.
    double noise = floor.slope().residual() * Math.sqrt(2.0 * 4 / floor.n());
    return flattens(floor.groups(), limit, deviations * noise);
  }

  private static boolean flattens(double[] groups, double limit, double noise) {
    double start = (groups[0] + groups[1]) / 2;
    double middle = (groups[3] + groups[4]) / 2;
    double end = (groups[6] + groups[7]) / 2;
    double first = middle - start;
    double second = end - middle;
    if (second <= 0) {
      return true;
    }
    if (first <= 0) {
      return false;
    }
    double measured = second / first;
    double q = Math.max(0, measured - noise / first * Math.sqrt(1 + measured * measured));
    return q < SLOWER && groups[7] + second * q / (1 - q) < limit;
  }
}
