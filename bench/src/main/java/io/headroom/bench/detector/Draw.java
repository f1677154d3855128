package io.headroom.bench.detector;

import java.util.List;
import java.util.SplittableRandom;

/** Draws from a seed: the same seed, the same numbers. */
final class Draw {

  private final SplittableRandom random;

  private Draw(SplittableRandom random) {
    this.random = random;
  }

  /** The draws of one series: its neighbours' are independent of them. */
  static Draw of(long seed, SeriesClass kind, int number) {
    long mixed = seed * 1_000_003L + kind.label().hashCode() * 7919L + number * 104_729L;
    return new Draw(new SplittableRandom(new SplittableRandom(mixed).nextLong()));
  }

  /** Draws that do not disturb this one's. */
  Draw split() {
    return new Draw(random.split());
  }

  double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  /** From a range over magnitudes: as often between 1 and 10 as between 10 and 100. */
  double logBetween(double low, double high) {
    return Math.exp(between(Math.log(low), Math.log(high)));
  }

  int whole(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Minutes from a range of hours, over magnitudes. */
  int minutes(double lowHours, double highHours) {
    return (int) Math.round(60 * logBetween(lowHours, highHours));
  }

  /** Minutes from a range of days, evenly. */
  int days(double low, double high) {
    return (int) Math.round(24 * 60 * between(low, high));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
