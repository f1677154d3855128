package io.headroom.bench.detector;

import java.util.Arrays;

/** The minutes that a baseline has seen. */
final class Past {

  /** For so long Prometheus takes a gauge's last value for its present one. */
  private static final int LOOK_BACK = 5;

  private double[] bytes = new double[1 << 12];
  private int minutes;

  void add(double value) {
    if (minutes == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * minutes);
    }
    bytes[minutes++] = value;
  }

  int minutes() {
    return minutes;
  }

  /** The value of a minute; NaN in a gap and before the first. */
  double at(int minute) {
    return minute < 0 ? Double.NaN : bytes[minute];
  }

  /** The value that holds at a minute: its own, or the last within five minutes; else NaN. */
  double holding(int minute) {
    for (int back = 0; back < LOOK_BACK; back++) {
      double value = at(minute - back);
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  /** The mean of the minutes from {@code from} to before {@code to}; NaN if there are none. */
  double mean(int from, int to) {
    double sum = 0;
    int count = 0;
    for (int minute = Math.max(0, from); minute < to; minute++) {
      if (!Double.isNaN(bytes[minute])) {
        sum += bytes[minute];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
