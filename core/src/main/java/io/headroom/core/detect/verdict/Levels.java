package io.headroom.core.detect.verdict;

import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/**
 * What memory stood at, in steps of five minutes: means of the long history where there is one,
 * else of the minutes at hand. Gaps are left out.
 */
final class Levels {

  /** Standard deviations of a normal distribution in one median absolute deviation. */
  private static final double SIGMA = 1.4826;

  private final long first;
  private final double[] means;

  private Levels(long first, double[] means) {
    this.first = first;
    this.means = means;
  }

  static Levels of(MemorySeries series, Optional<MemoryHistory> history) {
    return history
        .filter(known -> known.newest().isPresent())
        .map(Levels::ofHistory)
        .orElseGet(() -> ofMinutes(series));
  }

  /** Between the bucket of {@code from}, included, and that of {@code to}, excluded. */
  double[] between(Instant from, Instant to) {
    long start = Math.max(first, MemoryHistory.bucketOf(from));
    long end = Math.min(first + means.length, MemoryHistory.bucketOf(to));
    return start >= end
        ? new double[0]
        : Arrays.stream(means, (int) (start - first), (int) (end - first))
            .filter(Double::isFinite)
            .toArray();
  }

  /** The oldest moment that anything is known of. */
  Instant begins() {
    return Instant.ofEpochSecond(first * MemoryHistory.BUCKET.toSeconds());
  }

  /** The moment after the newest five minutes that anything is known of. */
  Instant ends() {
    return begins().plus(MemoryHistory.BUCKET.multipliedBy(means.length));
  }

  /**
   * How long, back from the end, all five minutes stand within {@code width} of a level; a gap is
   * passed over.
   */
  Duration within(double level, double width) {
    int steady = 0;
    for (int i = means.length - 1; i >= 0; i--) {
      if (Double.isFinite(means[i])) {
        if (Math.abs(means[i] - level) > width) {
          break;
        }
        steady = means.length - i;
      }
    }
    return MemoryHistory.BUCKET.multipliedBy(steady);
  }

  /**
   * What was gained over a time up to the end at the least, in bytes: by the lower bound of Sen's
   * slope. Not above 0 where it does not surely rise.
   */
  double surelyGained(Duration over) {
    int buckets = Math.toIntExact(over.dividedBy(MemoryHistory.BUCKET));
    var samples = new ArrayList<Sample>();
    for (int i = Math.max(0, means.length - buckets); i < means.length; i++) {
      if (Double.isFinite(means[i])) {
        samples.add(new Sample(begins().plus(MemoryHistory.BUCKET.multipliedBy(i)), means[i]));
      }
    }
    return Trend.of(samples)
        .map(
            trend ->
                trend.atLeast()
                    * Duration.between(samples.getFirst().at(), samples.getLast().at()).toMinutes())
        .orElse(0.0);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * The spread of values around their median, as a standard deviation that outliers do not bend.
   */
  static double spread(double[] values) {
    double median = median(values);
    return SIGMA * median(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
  }

  /** What neighbours differ by, as a standard deviation: a slope is no noise. */
  static double noise(double[] values) {
    double[] steps = new double[values.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(values[i + 1] - values[i]);
    }
    return SIGMA * median(steps) / Math.sqrt(2);
  }

  private static Levels ofHistory(MemoryHistory history) {
    double[] means = new double[Math.toIntExact(history.last() - history.first() + 1)];
    for (int i = 0; i < means.length; i++) {
      means[i] = history.mean(history.first() + i);
    }
    return new Levels(history.first(), means);
  }

  private static Levels ofMinutes(MemorySeries series) {
    if (series.samples().isEmpty()) {
      return new Levels(0, new double[0]);
    }
    long first = MemoryHistory.bucketOf(series.samples().getFirst().at());
    long last = MemoryHistory.bucketOf(series.samples().getLast().at());
    double[] sums = new double[Math.toIntExact(last - first + 1)];
    int[] counts = new int[sums.length];
    for (Sample sample : series.samples()) {
      int bucket = Math.toIntExact(MemoryHistory.bucketOf(sample.at()) - first);
      sums[bucket] += sample.bytes();
      counts[bucket]++;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] / counts[i];
    }
    return new Levels(first, sums);
  }
}
