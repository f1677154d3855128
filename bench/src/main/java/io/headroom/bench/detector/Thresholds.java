package io.headroom.bench.detector;

/** The usual rules that look at a value, a difference or a rate, each minute. */
final class Thresholds {

  private static final double TEN_MIB = 10 * 1024 * 1024;
  private static final int HALF_AN_HOUR = 30;

  private Thresholds() {}

  /** Above a share of the limit for five minutes. */
  static Watch above(double limit, double share) {
    return new Watch() {
      private final Past past = new Past();
      private final Held held = new Held(5);

      @Override
      public Signal see(int minute, double bytes) {
        past.add(bytes);
        return Signal.of(held.now(minute, past.holding(minute) > share * limit));
      }
    };
  }

  /** {@code rate(memory[30m]) > 10485760 for 1h}, as it stands in the seed. */
  static Watch seedAsWritten() {
    return new Watch() {
      private final Past past = new Past();
      private final Held held = new Held(60);

      @Override
      public Signal see(int minute, double bytes) {
        past.add(bytes);
        return Signal.of(held.now(minute, rate(past, minute, HALF_AN_HOUR) > TEN_MIB));
      }
    };
  }

  /** More than 10 MiB above the value of 30 minutes ago, at each evaluation of an hour. */
  static Watch seedAsMeant() {
    return new Watch() {
      private final Past past = new Past();
      private final Held held = new Held(60);

      @Override
      public Signal see(int minute, double bytes) {
        past.add(bytes);
        double growth = past.holding(minute) - past.holding(minute - HALF_AN_HOUR);
        return Signal.of(held.now(minute, growth > TEN_MIB));
      }
    };
  }

  /**
   * Prometheus's {@code rate()}, in bytes a second: each drop is taken for a counter that began
   * again at zero, and the increase is extrapolated to the window's ends, half an interval further
   * at the most where the samples stop short of them.
   */
  static double rate(Past past, int minute, int window) {
    int first = -1;
    int last = -1;
    int samples = 0;
    double increase = 0;
    for (int at = minute - window + 1; at <= minute; at++) {
      double value = past.at(at);
      if (Double.isNaN(value)) {
        continue;
      }
      if (first < 0) {
        first = at;
      } else {
        double before = past.at(last);
        increase += value < before ? value : value - before;
      }
      last = at;
      samples++;
    }
    if (samples < 2) {
      return Double.NaN;
    }
    double sampled = last - first;
    double interval = sampled / (samples - 1);
    double toStart = first - (minute - window);
    double toEnd = minute - last;
    double whole =
        sampled
            + (toStart < 1.1 * interval ? toStart : interval / 2)
            + (toEnd < 1.1 * interval ? toEnd : interval / 2);
    return increase * (whole / sampled) / (window * 60);
  }
}
