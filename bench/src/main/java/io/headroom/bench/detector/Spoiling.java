package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What becomes of a curve on its way to CloudWatch: a limit, whole MiB, gaps, starts told or not.
 */
final class Spoiling {

  private static final double MIB = 1024 * 1024;
  private static final List<Integer> LIMITS =
      List.of(256, 512, 512, 1024, 1024, 2048, 2048, 4096, 8192, 16_384);

  /** A healthy series stays below this share of its limit. */
  static final double HEALTHY_BELOW = 0.985;

  private final SeriesClass kind;
  private final Draw draw;
  private final double limit;
  private final boolean whole;
  private final boolean startsKnown;

  /** Draws what all tasks of one service have in common. */
  Spoiling(SeriesClass kind, Draw draw) {
    this.kind = kind;
    this.draw = draw;
    limit = draw.one(LIMITS) * MIB;
    whole = draw.chance(0.5);
    startsKnown = draw.chance(0.5);
  }

  /** A series that never reaches its limit. */
  Series healthy(String name, Curve curve, List<Integer> starts) {
    double[] shares = curve.shares();
    for (int minute = 0; minute < shares.length; minute++) {
      shares[minute] = Math.min(shares[minute], HEALTHY_BELOW);
    }
    return series(name, shares, starts, List.of());
  }

  /**
   * A series that ends in the minute in which it first reaches the limit.
   *
   * @throws IllegalStateException if it does not: the generator is wrong
   */
  Series leaking(String name, Curve curve, List<Integer> starts, int onset) {
    double[] shares = curve.shares();
    int exhaustion = onset + 1;
    while (exhaustion < shares.length && shares[exhaustion] < 1) {
      exhaustion++;
    }
    if (exhaustion == shares.length) {
      throw new IllegalStateException(name + " was to reach its limit, and does not");
    }
    for (int minute = 0; minute <= onset; minute++) {
      shares[minute] = Math.min(shares[minute], HEALTHY_BELOW);
    }
    return series(
        name, Arrays.copyOf(shares, exhaustion + 1), starts, List.of(new Leak(onset, exhaustion)));
  }

  /** A series as it is, killed where its leaks end. */
  Series series(String name, double[] shares, List<Integer> starts, List<Leak> leaks) {
    var bytes = new double[shares.length];
    for (int minute = 0; minute < bytes.length; minute++) {
      double value = Math.clamp(shares[minute], 0.005, 1) * limit;
      bytes[minute] = whole ? Math.rint(value / MIB) * MIB : value;
    }
    drop(bytes, kind == SeriesClass.MISSING_DATA);
    return new Series(
        name,
        limit,
        bytes,
        startsKnown
            ? starts.stream().filter(start -> start < bytes.length).sorted().toList()
            : List.of(),
        leaks);
  }

  private void drop(double[] bytes, boolean much) {
    double missing =
        much ? draw.between(0.1, 0.5) : draw.chance(0.6) ? draw.logBetween(0.0005, 0.03) : 0;
    for (int minute = 0; minute < bytes.length; minute++) {
      if (draw.chance(missing)) {
        bytes[minute] = Double.NaN;
      }
    }
    int outages = much ? draw.whole(1, 6) : draw.chance(0.4) ? draw.whole(1, 2) : 0;
    for (int i = 0; i < outages; i++) {
      int from = draw.whole(0, bytes.length - 1);
      int length = much ? draw.minutes(0.5, 24) : draw.minutes(0.1, 3);
      Arrays.fill(bytes, from, Math.min(bytes.length, from + length), Double.NaN);
    }
  }

  /** Minutes of starts every so often, the first within one interval. */
  List<Integer> startsEvery(Draw of, int minutes, double lowHours, double highHours) {
    var starts = new ArrayList<Integer>();
    int at = of.whole(0, (int) (60 * lowHours));
    while (at < minutes) {
      starts.add(at);
      at += of.minutes(lowHours, highHours);
    }
    return starts;
  }
}
