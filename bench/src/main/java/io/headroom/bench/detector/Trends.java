package io.headroom.bench.detector;

import java.util.Arrays;

/** The usual rules that look at a trend. */
final class Trends {

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  /** Two-sided at 5 %. */
  private static final double SIGNIFICANT = 1.96;

  private Trends() {}

  /** {@code predict_linear(memory[window], ahead) > limit for 5m}, each minute. */
  static Watch predictLinear(double limit, int window, int ahead) {
    return new Watch() {
      private final Past past = new Past();
      private final Held held = new Held(5);

      @Override
      public Signal see(int minute, double bytes) {
        past.add(bytes);
        return Signal.of(held.now(minute, predict(past, minute, window, ahead) > limit));
      }
    };
  }

  /**
   * The least-squares line through the window's samples, so many minutes ahead; NaN without two.
   */
  static double predict(Past past, int minute, int window, int ahead) {
    int count = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int back = 0; back < window; back++) {
      double value = past.at(minute - back);
      if (!Double.isNaN(value)) {
        count++;
        x -= back;
        y += value;
        xx += (double) back * back;
        xy -= back * value;
      }
    }
    double spread = count * xx - x * x;
    if (count < 2 || spread == 0) {
      return Double.NaN;
    }
    double slope = (count * xy - x * y) / spread;
    return (y - slope * x) / count + slope * ahead;
  }

  /** A significant upward trend of the 10-minute means of a day, each half hour. */
  static Watch mannKendall() {
    return periodic(
        HOUR / 2,
        (past, minute) -> score(means(past, minute, DAY, 10), DAY / 10 / 2) > SIGNIFICANT);
  }

  /**
   * A significant upward trend of the hourly means of a week by whose slope the limit is reached
   * within a week, each three hours; from two days of data on.
   */
  static Watch mannKendallAndSen(double limit) {
    return periodic(
        3 * HOUR,
        (past, minute) -> {
          double[] means = means(past, minute, 7 * DAY, HOUR);
          if (!(score(means, 48) > SIGNIFICANT)) {
            return false;
          }
          double slope = sen(means);
          double now = past.mean(minute - HOUR + 1, minute + 1);
          return slope > 0 && (limit - now) / slope < 7 * 24;
        });
  }

  private interface Condition {
    boolean holds(Past past, int minute);
  }

  private static Watch periodic(int every, Condition condition) {
    return new Watch() {
      private final Past past = new Past();
      private Signal signal = Signal.QUIET;

      @Override
      public Signal see(int minute, double bytes) {
        past.add(bytes);
        if (minute % every == every - 1) {
          signal = Signal.of(condition.holds(past, minute));
        }
        return signal;
      }

      @Override
      public long evaluations(int minutes) {
        return minutes / every;
      }
    };
  }

  /** Means of {@code step} minutes up to now, oldest first; NaN where there is nothing. */
  private static double[] means(Past past, int minute, int window, int step) {
    var means = new double[window / step];
    for (int i = 0; i < means.length; i++) {
      int to = minute + 1 - (means.length - 1 - i) * step;
      means[i] = to <= 0 ? Double.NaN : past.mean(to - step, to);
    }
    return means;
  }

  /** Mann-Kendall's standardized score; NaN with fewer than {@code least} values. */
  static double score(double[] values, int least) {
    int n = 0;
    long s = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      n++;
      for (int j = i + 1; j < values.length; j++) {
        double difference = values[j] - values[i];
        s += difference > 0 ? 1 : difference < 0 ? -1 : 0;
      }
    }
    if (n < least) {
      return Double.NaN;
    }
    double variance = n * (n - 1.0) * (2.0 * n + 5) / 18;
    return (s - Long.signum(s)) / Math.sqrt(variance);
  }

  /** Sen's slope per step: the median of the slopes of all pairs. */
  static double sen(double[] values) {
    var slopes = new double[values.length * (values.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        double slope = (values[j] - values[i]) / (j - i);
        if (!Double.isNaN(slope)) {
          slopes[count++] = slope;
        }
      }
    }
    Arrays.sort(slopes, 0, count);
    return count == 0 ? Double.NaN : slopes[count / 2];
  }
}
