package io.headroom.core.detect.leak;

import java.util.Arrays;

/**
 * The trend of a few values: the median of the slopes between all pairs (Theil 1950, Sen 1968), and
 * how surely it is one (Mann 1945, Kendall 1975), with the variance of Hamed and Rao (1998) where
 * values depend on those before them.
 *
 * @param perBucket the median slope, in bytes a bucket
 * @param low lower bound of the slope, one-sided 97.5 %
 * @param high upper bound of the slope, one-sided 97.5 %
 * @param score Kendall's statistic in standard deviations; a trend above about 2
 * @param residual spread of the values around the line: 1.4826 times their median deviation
 * @param last the line at the end of the window (time 0)
 */
record Slope(
    double perBucket, double low, double high, double score, double residual, double last) {

  private static final double TO_DEVIATION = 1.4826;
  private static final double CONFIDENCE = 1.96;

  /** Ranks further apart than this tell little of how values depend on each other. */
  private static final int MOST_LAGS = 6;

  /** Of values at times, in order, at least three. */
  static Slope of(double[] times, double[] values, int n) {
    double[] slopes = slopes(times, values, 0, n);
    int pairs = slopes.length;
    double slope = Ranked.median(slopes, pairs);
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = values[i] - slope * times[i];
    }
    double[] beside = Arrays.copyOf(rest, n);
    double level = Ranked.median(beside, n);
    for (int i = 0; i < n; i++) {
      beside[i] = Math.abs(rest[i] - level);
    }
    double residual = TO_DEVIATION * Ranked.median(beside, n);
    double deviation = Math.sqrt(variance(n) * inflation(rest, n));
    double reach = CONFIDENCE * deviation / 2;
    // Nothing in the first half is above the median, and nothing in the second below.
    int low = rank(pairs, (pairs - 1) / 2.0 - reach);
    int high = rank(pairs, (pairs - 1) / 2.0 + reach);
    return new Slope(
        slope,
        Ranked.at(slopes, 0, pairs / 2, low),
        Ranked.at(slopes, pairs / 2, pairs - 1, high),
        concordance(values, n) / deviation,
        residual,
        level);
  }

  /** The median slope alone of some of the values, in bytes a bucket. */
  static double perBucket(double[] times, double[] values, int from, int to) {
    double[] slopes = slopes(times, values, from, to);
    return Ranked.median(slopes, slopes.length);
  }

  /** Kendall's statistic of independent values, in standard deviations. */
  static double score(double[] values, int n) {
    return concordance(values, n) / Math.sqrt(variance(n));
  }

  private static double[] slopes(double[] times, double[] values, int from, int to) {
    double[] slopes = new double[(to - from) * (to - from - 1) / 2];
    int pairs = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        slopes[pairs++] = (values[j] - values[i]) / (times[j] - times[i]);
      }
    }
    return slopes;
  }

  /** By how many more pairs rise than fall, with Kendall's correction for continuity. */
  private static int concordance(double[] values, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        sum += Double.compare(values[j], values[i]);
      }
    }
    return sum - Integer.signum(sum);
  }

  private static double variance(int n) {
    return n * (n - 1.0) * (2 * n + 5) / 18;
  }

  /** How much larger the variance is because the residuals' ranks depend on each other. */
  private static double inflation(double[] rest, int n) {
    // By how many more values each is above than below: twice its rank, counted from the middle.
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        int above = Double.compare(rest[i], rest[j]);
        ranks[i] += above;
        ranks[j] -= above;
      }
    }
    double power = 0;
    for (int i = 0; i < n; i++) {
      power += ranks[i] * ranks[i];
    }
    if (power == 0) {
      return 1;
    }
    double sum = 0;
    double surely = CONFIDENCE / Math.sqrt(n);
    for (int lag = 1; lag <= Math.min(MOST_LAGS, n - 3); lag++) {
      double product = 0;
      for (int i = lag; i < n; i++) {
        product += ranks[i] * ranks[i - lag];
      }
      double correlation = product / power;
      if (Math.abs(correlation) > surely) {
        sum += (n - lag) * (n - lag - 1.0) * (n - lag - 2.0) * correlation;
      }
    }
    return Math.max(1, 1 + 2 * sum / (n * (n - 1.0) * (n - 2.0)));
  }

  private static int rank(int n, double rank) {
    return Math.clamp(Math.round(rank), 0, n - 1);
  }
}
