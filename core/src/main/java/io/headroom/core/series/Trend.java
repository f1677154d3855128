package io.headroom.core.series;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How fast memory moves: the median of the slopes between all pairs of samples, which a single
 * spike does not bend, and a bound that says how sure that is. Both are ranks among those slopes
 * (Theil 1950, Sen 1968), so that no shape of the noise is assumed and ten samples are enough; an
 * error estimated from the spread of ten samples is too small one time in ten.
 *
 * @param bytesPerMinute the slope; negative when memory shrinks
 * @param atLeast the slope is more than this with 97.5 % confidence, in bytes a minute, as long as
 *     the noise of one minute does not depend on that of the minutes before
 */
public record Trend(double bytesPerMinute, double atLeast) {

  /** Half an hour of samples says nothing about times longer than this. */
  public static final Duration LONGEST_FORECAST = Duration.ofHours(24);

  private static final int FEWEST_SAMPLES = 4;

  /** Standard deviations to the one-sided bound of 97.5 % of a normal distribution. */
  private static final double CONFIDENCE = 1.96;

  /** The trend of a series, or nothing below four samples. At most n²/2 pairs are looked at. */
  public static Optional<Trend> of(MemorySeries series) {
    return of(series.samples());
  }

  /** The trend of samples in the order of their times, or nothing below four. */
  public static Optional<Trend> of(List<Sample> samples) {
    int n = samples.size();
    if (n < FEWEST_SAMPLES) {
      return Optional.empty();
    }
    double[] slopes = slopes(samples);
    Arrays.sort(slopes);
    // Kendall's statistic of n values without a trend has this variance, and n(n-1)/2 slopes.
    double deviation = Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
    double rank = (slopes.length - CONFIDENCE * deviation) / 2;
    return Optional.of(new Trend(median(slopes), ranked(slopes, Math.max(1, rank))));
  }

  /** What the trend adds over {@code span}; negative when memory shrinks. */
  public Bytes over(Duration span) {
    return Bytes.of(bytesPerMinute * span.toSeconds() / 60.0);
  }

  /** What the trend adds over {@code span} at the least, with 97.5 % confidence. */
  public Bytes atLeastOver(Duration span) {
    return Bytes.of(atLeast * span.toSeconds() / 60.0);
  }

  /**
   * Time until {@code left} is used up at this pace; nothing while memory does not surely climb,
   * nor where it takes longer than {@link #LONGEST_FORECAST}.
   */
  public Optional<Duration> timeToUse(Bytes left) {
    if (atLeast <= 0 || left.value() < 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.round(60 * left.value() / bytesPerMinute)))
        .filter(time -> time.compareTo(LONGEST_FORECAST) <= 0);
  }

  private static double[] slopes(List<Sample> samples) {
    int n = samples.size();
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      Sample from = samples.get(i);
      for (int j = i + 1; j < n; j++) {
        Sample to = samples.get(j);
        double minutes = Duration.between(from.at(), to.at()).toMillis() / 60_000.0;
        slopes[count++] = (to.bytes() - from.bytes()) / minutes;
      }
    }
    return slopes;
  }

  /** The value of a rank from 1, between two ranks in proportion. */
  private static double ranked(double[] sorted, double rank) {
    int below = (int) rank;
    double share = rank - below;
    return sorted[below - 1] + share * (sorted[below] - sorted[below - 1]);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
