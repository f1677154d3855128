package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** Draws the classes of healthy series whose memory goes by the age of the task. */
final class Started {

  private static final int HOUR = 60;

  private final String name;
  private final Draw draw;
  private final Spoiling spoiling;
  private final int minutes;

  Started(SeriesClass kind, String name, Draw draw) {
    this.name = name;
    this.draw = draw;
    spoiling = new Spoiling(kind, draw.split());
    minutes = draw.days(2, 9);
  }

  /** Fills up to a level below the limit: slower the fuller it is, or evenly until it is full. */
  Series cachePlateau() {
    double empty = draw.between(0.1, 0.4);
    double cache = draw.between(0.1, 0.38);
    DoubleUnaryOperator filling =
        draw.chance(0.75) ? saturating(draw.minutes(0.7, 24)) : evenly(draw.minutes(0.5, 4));
    return aged(
        starts(48, 200), age -> empty + cache * filling.applyAsDouble(age), 10, Healthy.TIGHT);
  }

  /**
   * To its maximum in a few hours, by more and more seldom growth of the heap, and there it stays.
   */
  Series jvmHeap() {
    double empty = draw.between(0.1, 0.35);
    double heap = draw.between(0.2, 0.45);
    int collects = draw.minutes(0.05, 2);
    double garbage = draw.between(0.01, 0.06);
    DoubleUnaryOperator filling =
        draw.chance(0.6) ? saturating(draw.minutes(0.3, 8)) : evenly(draw.minutes(0.3, 4));
    // The heap grows by whole regions: in stairs.
    double region = draw.between(0.002, 0.05);
    return aged(
        starts(36, 150),
        age -> {
          double committed = heap * filling.applyAsDouble(age);
          double tooth = (age % collects) / collects;
          return empty + Math.ceil(committed / region) * region + garbage * tooth;
        },
        8,
        Healthy.TIGHT);
  }

  Series warmUp() {
    double cold = draw.between(0.15, 0.4);
    double warmth = draw.between(0.08, 0.35);
    DoubleUnaryOperator warming =
        draw.chance(0.6) ? saturating(draw.minutes(0.2, 4)) : logarithmic(draw.minutes(0.5, 6));
    return aged(starts(8, 72), age -> cold + warmth * warming.applyAsDouble(age), 5);
  }

  /** Half of them creep up between restarts, but never come near the limit. */
  Series plannedRestarts() {
    int every = draw.minutes(6, 48);
    double level = draw.between(0.2, 0.5);
    double creep = draw.chance(0.5) ? draw.between(0.02, 0.12) : 0;
    int at = draw.whole(0, every);
    var starts = new ArrayList<Integer>();
    for (; at < minutes; at += every) {
      starts.add(Math.max(0, at + draw.whole(-3, 3)));
    }
    return aged(starts, age -> level + creep * age / every, draw.whole(3, 40));
  }

  /** Each deployment brings another level, up or down. */
  Series stepAfterDeploy() {
    var starts = starts(18, 96);
    var levels = new ArrayList<Double>();
    for (int i = 0; i <= starts.size(); i++) {
      double before = i == 0 ? draw.between(0.2, 0.55) : levels.getLast();
      levels.add(Math.clamp(before + draw.between(-0.15, 0.2), 0.15, 0.76));
    }
    int warm = draw.whole(2, 60);
    NavigableSet<Integer> ordered = new TreeSet<>(starts);
    return finish(
        Curve.level(draw, minutes, 0)
            .plus(i -> levels.get(ordered.headSet(i, true).size()) * warmed(ordered, i, warm)),
        starts);
  }

  /** By day only, or around the clock; each incarnation warms up and grows a little. */
  Series hourlyDeploys() {
    double level = draw.between(0.2, 0.5);
    double grows = draw.between(0, 0.15);
    boolean byDay = draw.chance(0.5);
    int phase = draw.whole(0, 24 * HOUR - 1);
    var starts = new ArrayList<Integer>();
    for (int at = draw.whole(0, HOUR); at < minutes; at += draw.whole(35, 85)) {
      if (!byDay || (at + phase) % (24 * HOUR) < 10 * HOUR) {
        starts.add(at);
      }
    }
    int tau = draw.minutes(0.2, 1);
    return aged(
        starts, age -> level + grows * saturating(tau).applyAsDouble(age), draw.whole(3, 15));
  }

  /** The same cache in each task, and each as full as the task is old. */
  List<Series> differentAges() {
    double empty = draw.between(0.12, 0.4);
    double cache = draw.between(0.1, 0.35);
    DoubleUnaryOperator filling = saturating(draw.minutes(3, 30));
    var all = new ArrayList<Series>();
    for (int task = 1; task <= draw.whole(2, 4); task++) {
      List<Integer> starts = starts(30, 150);
      Curve curve = byAge(starts, age -> empty + cache * filling.applyAsDouble(age), 8);
      all.add(spoiling.healthy("%s-task-%d".formatted(name, task), curve.noise(), starts));
    }
    return all;
  }

  private Series aged(List<Integer> starts, DoubleUnaryOperator byAge, int warm) {
    return aged(starts, byAge, warm, 0);
  }

  private Series aged(List<Integer> starts, DoubleUnaryOperator byAge, int warm, double tight) {
    return finish(byAge(starts, byAge, warm).tight(tight), starts);
  }

  private Curve byAge(List<Integer> starts, DoubleUnaryOperator byAge, int warm) {
    NavigableSet<Integer> ordered = new TreeSet<>(starts);
    // What ran before the first start is old.
    int old = draw.minutes(1, 200);
    return Curve.level(draw.split(), minutes, 0)
        .plus(
            i -> {
              Integer start = ordered.floor(i);
              double age = start == null ? i + old : i - start;
              return byAge.applyAsDouble(age) * warmed(ordered, i, warm);
            });
  }

  private static double warmed(NavigableSet<Integer> starts, int minute, int warm) {
    Integer start = starts.floor(minute);
    return start == null ? 1 : Leaking.warming(minute - start, warm);
  }

  private Series finish(Curve curve, List<Integer> starts) {
    curve.noise();
    double[] shares = curve.shares();
    for (int start : starts) {
      // Between two tasks nothing is measured.
      for (int i = start - draw.whole(0, 3); i < start; i++) {
        if (i >= 0 && i < shares.length) {
          shares[i] = Double.NaN;
        }
      }
    }
    return spoiling.healthy(name, curve, starts);
  }

  private List<Integer> starts(double lowHours, double highHours) {
    return spoiling.startsEvery(draw, minutes, lowHours, highHours);
  }

  private static DoubleUnaryOperator saturating(int tau) {
    return age -> 1 - Math.exp(-age / tau);
  }

  private static DoubleUnaryOperator evenly(int full) {
    return age -> Math.min(1, age / full);
  }

  /**
   * As many warm-ups go: fast at first, then ever slower, full after sixteen times {@code unit}.
   */
  private static DoubleUnaryOperator logarithmic(int unit) {
    return age -> Math.min(1, Math.log1p(age / unit) / Math.log(17));
  }
}
