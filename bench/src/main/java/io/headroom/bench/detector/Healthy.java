package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Draws the classes of healthy series whose memory does not hang on starts of tasks. */
final class Healthy {

  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  /** So many services have a limit that their usual peaks come near to. */
  static final double TIGHT = 0.1;

  private final String name;
  private final Draw draw;
  private final Spoiling spoiling;
  private final int minutes;

  Healthy(SeriesClass kind, String name, Draw draw) {
    this.name = name;
    this.draw = draw;
    spoiling = new Spoiling(kind, draw.split());
    minutes =
        switch (kind) {
          case WEEKLY_RAMP, ORGANIC_GROWTH -> draw.days(12, 22);
          case DAILY, RANDOM_WALK -> draw.days(4, 14);
          default -> draw.days(2, 9);
        };
  }

  Series stable() {
    return calm(Curve.level(draw, minutes, draw.between(0.15, 0.75)).noise());
  }

  Series stableHigh() {
    return calm(Curve.level(draw, minutes, draw.between(0.85, 0.92)).noise(0.006));
  }

  Series sawtooth() {
    double floor = draw.between(0.15, 0.5);
    int period = draw.minutes(1.0 / 6, 12);
    double amplitude = draw.between(0.05, 0.35);
    return calm(Curve.level(draw, minutes, floor).sawtooth(period, amplitude).tight(TIGHT).noise());
  }

  Series daily() {
    var traffic = new Traffic(draw.split(), minutes);
    double level = draw.between(0.15, 0.45);
    double amplitude = draw.between(0.05, 0.35);
    return calm(
        Curve.level(draw, minutes, level)
            .plus(i -> amplitude * traffic.at(i))
            .tight(TIGHT)
            .noise());
  }

  /** Monday to Friday up, at the weekend down again, with the day's traffic on top. */
  Series weeklyRamp() {
    var traffic = new Traffic(draw.split(), minutes);
    double level = draw.between(0.2, 0.45);
    double ramp = draw.between(0.08, 0.28);
    double amplitude = draw.between(0, 0.08);
    double turn = draw.between(0.65, 0.78);
    int phase = draw.whole(0, WEEK - 1);
    return calm(
        Curve.level(draw, minutes, level)
            .plus(
                i -> {
                  double week = (double) ((i + phase) % WEEK) / WEEK;
                  double share = week < turn ? week / turn : (1 - week) / (1 - turn);
                  return ramp * share + amplitude * traffic.at(i);
                })
            .noise());
  }

  Series batch() {
    int every = draw.minutes(1, 24);
    int takes = Math.min(every / 2, draw.minutes(1.0 / 12, 3));
    double level = draw.between(0.12, 0.4);
    double height = draw.between(0.1, 0.42);
    boolean climbs = draw.chance(0.6);
    double irregular = draw.between(0, 0.15);
    int phase = draw.whole(0, every - 1);
    var heights = new ArrayList<Double>();
    for (int job = 0; job <= minutes / every + 2; job++) {
      heights.add(height * draw.between(1 - 2 * irregular, 1));
    }
    return calm(
        Curve.level(draw, minutes, level)
            .plus(
                i -> {
                  int into = (i + phase) % every;
                  double job = heights.get((i + phase) / every);
                  return into >= takes ? 0 : climbs ? job * (into + 1) / takes : job;
                })
            .tight(TIGHT)
            .noise());
  }

  Series randomWalk() {
    double low = draw.between(0.15, 0.5);
    double width = draw.between(0.05, 0.25);
    // The width is crossed in between 4 hours and 4 days.
    double step = width / Math.sqrt(draw.minutes(4, 96));
    Curve curve = Curve.level(draw, minutes, low).noise(0.003);
    double at = width * draw.between(0, 1);
    double[] shares = curve.shares();
    for (int i = 0; i < minutes; i++) {
      at += step * draw.gaussian();
      at = at < 0 ? -at : at > width ? 2 * width - at : at;
      shares[i] += Math.clamp(at, 0, width);
    }
    return calm(curve);
  }

  /** Memory that goes with traffic, and more customers each week. */
  Series organicGrowth() {
    var traffic = new Traffic(draw.split(), minutes);
    double level = draw.between(0.2, 0.4);
    double amplitude = draw.between(0.05, 0.2);
    double aWeek = draw.between(0.02, 0.15);
    return calm(
        Curve.level(draw, minutes, level)
            .plus(i -> amplitude * traffic.at(i) * (1 + aWeek * i / WEEK))
            .noise());
  }

  /** A quiet, daily or sawtooth series of which much is not seen. */
  Series missingData() {
    return switch (draw.whole(0, 2)) {
      case 0 -> stable();
      case 1 -> daily();
      default -> sawtooth();
    };
  }

  /**
   * As many tasks as the traffic takes: each bears its share of the load, so that its memory jumps
   * down as another comes and climbs until then. Tasks beyond the first come and go.
   */
  List<Series> autoscaling() {
    var traffic = new Traffic(draw.split(), minutes);
    int most = draw.whole(2, 6);
    double level = draw.between(0.15, 0.35);
    double amplitude = draw.between(0.1, 0.35);
    int reaction = draw.whole(3, 20);
    var running = new int[minutes];
    for (int i = 0; i < minutes; i++) {
      double wanted = traffic.at(Math.max(0, i - reaction)) * most;
      int before = i == 0 ? 1 : running[i - 1];
      // Out at once, in only when clearly too many: as target tracking does.
      running[i] =
          wanted > before ? (int) Math.ceil(wanted) : wanted < before - 1.3 ? before - 1 : before;
      running[i] = Math.max(1, running[i]);
    }
    var all = new ArrayList<Series>();
    for (int task = 0; task < Math.min(3, most); task++) {
      all.add(scaled(task, running, traffic, most, level, amplitude));
    }
    return all;
  }

  private Series scaled(
      int task, int[] running, Traffic traffic, int most, double level, double amplitude) {
    NavigableSet<Integer> starts = new TreeSet<>();
    for (int i = 1; i < minutes; i++) {
      if (running[i] > task && running[i - 1] <= task) {
        starts.add(i);
      }
    }
    Curve curve =
        Curve.level(draw.split(), minutes, level)
            .plus(i -> amplitude * Math.min(1.2, traffic.at(i) * most / running[i]))
            .noise();
    double[] shares = curve.shares();
    for (int i = 0; i < minutes; i++) {
      Integer start = starts.floor(i);
      if (running[i] <= task) {
        shares[i] = Double.NaN;
      } else if (start != null) {
        shares[i] *= Leaking.warming(i - start, 10);
      }
    }
    return spoiling.healthy("%s-task-%d".formatted(name, task + 1), curve, List.copyOf(starts));
  }

  private Series calm(Curve curve) {
    return spoiling.healthy(name, curve, List.of());
  }
}
