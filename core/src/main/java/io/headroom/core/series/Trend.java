package io.headroom.core.series;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How fast memory moves: the median of the slopes between all pairs of samples (Theil–Sen), which a
 * single spike does not bend, and how sure that is.
 *
 * @param bytesPerMinute the slope; negative when memory shrinks
 * @param error standard error of the slope, in bytes a minute, from the spread around the line
 */
public record Trend(double bytesPerMinute, double error) {

  private static final int FEWEST_SAMPLES = 4;

  /** Scales a median absolute deviation to a standard deviation, for noise that is normal. */
  private static final double MAD_TO_SIGMA = 1.4826;

  /** The trend of a series, or nothing below four samples. At most n²/2 pairs are looked at. */
  public static Optional<Trend> of(MemorySeries series) {
    List<Sample> samples = series.samples();
    int n = samples.size();
    if (n < FEWEST_SAMPLES) {
      return Optional.empty();
    }
    double[] minutes = new double[n];
    double[] bytes = new double[n];
    for (int i = 0; i < n; i++) {
      minutes[i] =
          Duration.between(samples.getFirst().at(), samples.get(i).at()).toSeconds() / 60.0;
      bytes[i] = samples.get(i).bytes();
    }
    double slope = medianSlope(minutes, bytes);
    return Optional.of(new Trend(slope, standardError(minutes, bytes, slope)));
  }

  /** What the trend adds over {@code span}; negative when memory shrinks. */
  public Bytes over(Duration span) {
    return Bytes.of(bytesPerMinute * span.toSeconds() / 60.0);
  }

  /** What the trend adds over {@code span} at the least: two standard errors below the estimate. */
  public Bytes atLeastOver(Duration span) {
    return Bytes.of((bytesPerMinute - 2 * error) * span.toSeconds() / 60.0);
  }

  /**
   * Time until {@code left} is used up at this pace; nothing while memory does not surely climb.
   */
  public Optional<Duration> timeToUse(Bytes left) {
    if (bytesPerMinute - 2 * error <= 0 || left.value() < 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.round(60 * left.value() / bytesPerMinute)));
  }

  private static double medianSlope(double[] minutes, double[] bytes) {
    int n = minutes.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[count++] = (bytes[j] - bytes[i]) / (minutes[j] - minutes[i]);
      }
    }
    return median(slopes);
  }

  private static double standardError(double[] minutes, double[] bytes, double slope) {
    int n = minutes.length;
    double meanMinute = Arrays.stream(minutes).average().orElseThrow();
    double[] residuals = new double[n];
    double spread = 0;
    for (int i = 0; i < n; i++) {
      residuals[i] = bytes[i] - slope * minutes[i];
      spread += (minutes[i] - meanMinute) * (minutes[i] - meanMinute);
    }
    double middle = median(residuals.clone());
    double[] deviations = Arrays.stream(residuals).map(r -> Math.abs(r - middle)).toArray();
    return MAD_TO_SIGMA * median(deviations) / Math.sqrt(spread);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
