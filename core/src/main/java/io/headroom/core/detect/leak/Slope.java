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
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    int sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double rise = values[j] - values[i];
        slopes[pairs++] = rise / (times[j] - times[i]);
        sum += rise > 0 ? 1 : rise < 0 ? -1 : 0;
      }
    }
    Arrays.sort(slopes);
    double slope = median(slopes, pairs);
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = values[i] - slope * times[i];
    }
    double[] sorted = Arrays.copyOf(rest, n);
    Arrays.sort(sorted);
    double level = median(sorted, n);
    for (int i = 0; i < n; i++) {
      sorted[i] = Math.abs(rest[i] - level);
    }
    Arrays.sort(sorted);
    double residual = TO_DEVIATION * median(sorted, n);
    double deviation = Math.sqrt(variance(n) * inflation(rest, n));
    double score = (sum - Integer.signum(sum)) / deviation;
    double reach = CONFIDENCE * deviation / 2;
    return new Slope(
        slope,
        ranked(slopes, pairs, (pairs - 1) / 2.0 - reach),
        ranked(slopes, pairs, (pairs - 1) / 2.0 + reach),
        score,
        residual,
        level);
  }

  /** Kendall's statistic of independent values, in standard deviations. */
  static double score(double[] values, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double rise = values[j] - values[i];
        sum += rise > 0 ? 1 : rise < 0 ? -1 : 0;
      }
    }
    return (sum - Integer.signum(sum)) / Math.sqrt(variance(n));
  }

  private static double variance(int n) {
    return n * (n - 1.0) * (2 * n + 5) / 18;
  }

  /** How much larger the variance is because the residuals' ranks depend on each other. */
  private static double inflation(double[] rest, int n) {
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        ranks[i] += rest[j] < rest[i] ? 1 : rest[j] == rest[i] ? 0.5 : 0;
      }
      ranks[i] -= n / 2.0;
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

  static double median(double[] sorted, int n) {
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private static double ranked(double[] sorted, int n, double rank) {
    return sorted[Math.clamp(Math.round(rank), 0, n - 1)];
  }
}
