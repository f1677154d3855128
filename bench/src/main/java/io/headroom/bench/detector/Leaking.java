package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Draws the classes of series that leak. */
final class Leaking {

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  /** How much longer than drawn a leak may take where cycles and noise slow it down. */
  private static final double MARGIN = 2.5;

  private final SeriesClass kind;
  private final String name;
  private final Draw draw;
  private final Spoiling spoiling;

  Leaking(SeriesClass kind, String name, Draw draw) {
    this.kind = kind;
    this.name = name;
    this.draw = draw;
    spoiling = new Spoiling(kind, draw.split());
  }

  Series linear() {
    int takes = draw.whole(12 * HOUR, 36 * HOUR);
    double level = draw.between(0.15, 0.6);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    return spoiling.leaking(name, growing(curve, onset, takes, level).noise(), List.of(), onset);
  }

  Series slow() {
    int takes = draw.days(3, 8);
    double level = draw.between(0.15, 0.6);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    if (draw.chance(0.3)) {
      var traffic = new Traffic(draw.split(), curve.minutes());
      double amplitude = draw.between(0.01, 0.06);
      curve.plus(minute -> amplitude * traffic.at(minute));
    }
    return spoiling.leaking(name, growing(curve, onset, takes, level).noise(), List.of(), onset);
  }

  /** Where the collector knows its limit it collects before that, and the floor alone fills it. */
  Series risingFloor() {
    int takes = draw.days(1, 4);
    double level = draw.between(0.15, 0.5);
    double amplitude = draw.between(0.04, 0.25);
    int period = draw.minutes(1.0 / 6, 8);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    growing(curve, onset, takes, level);
    double[] floor = curve.shares().clone();
    curve.sawtooth(period, amplitude);
    if (draw.chance(0.5)) {
      double most = draw.between(0.9, 0.97);
      double[] all = curve.shares();
      IntStream.range(0, all.length)
          .forEach(i -> all[i] = Math.max(floor[i], Math.min(all[i], most)));
    }
    return spoiling.leaking(name, curve.noise(), List.of(), onset);
  }

  Series withTraffic() {
    int takes = draw.days(1.5, 6);
    double level = draw.between(0.15, 0.55);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    var traffic = new Traffic(draw.split(), curve.minutes());
    double mean =
        IntStream.range(0, curve.minutes()).mapToDouble(traffic::at).average().orElseThrow();
    double amplitude = draw.chance(0.5) ? draw.between(0.01, 0.1) : 0;
    double perMinute = (1 - level) / takes / mean;
    double leaked = 0;
    double[] all = curve.shares();
    for (int minute = 0; minute < all.length; minute++) {
      leaked += minute < onset ? 0 : perMinute * traffic.at(minute);
      all[minute] += leaked + amplitude * traffic.at(minute);
    }
    return spoiling.leaking(name, curve.noise(), List.of(), onset);
  }

  Series underDailyCycle() {
    int takes = draw.days(1.5, 6);
    double level = draw.between(0.15, 0.5);
    double amplitude = draw.between(0.05, 0.2);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    var traffic = new Traffic(draw.split(), curve.minutes());
    curve.plus(minute -> amplitude * traffic.at(minute));
    return spoiling.leaking(name, growing(curve, onset, takes, level).noise(), List.of(), onset);
  }

  Series afterDeploy() {
    int takes = draw.minutes(6, 48);
    double before = draw.between(0.15, 0.6);
    double level = Math.clamp(before + draw.between(-0.1, 0.1), 0.12, 0.6);
    int onset = onset();
    int warm = draw.whole(2, 60);
    Curve curve =
        Curve.level(draw, length(onset, takes), 0)
            .plus(minute -> minute < onset ? before : warming(minute - onset, warm) * level);
    List<Integer> starts = new ArrayList<>(List.of(onset));
    if (draw.chance(0.4)) {
      starts.addFirst(draw.whole(0, onset));
    }
    return spoiling.leaking(name, growing(curve, onset, takes, level).noise(), starts, onset);
  }

  Series staircase() {
    int takes = draw.days(1, 5);
    int steps = draw.whole(8, 40);
    double level = draw.between(0.15, 0.55);
    int onset = onset();
    Curve curve = Curve.level(draw, length(onset, takes), level);
    double[] all = curve.shares();
    double stair = 0;
    int next = onset;
    for (int minute = onset; minute < all.length; minute++) {
      if (minute == next) {
        stair += (1 - level) / steps * draw.between(0.5, 1.5);
        next += Math.max(1, (int) (draw.between(0.5, 1.5) * takes / steps));
      }
      all[minute] += stair;
    }
    return spoiling.leaking(name, curve.noise(), List.of(), onset);
  }

  /** A deployment brings the leak; each kill starts it anew. */
  Series oomLoop() {
    int takes = draw.minutes(3, 24);
    double level = draw.between(0.15, 0.5);
    int deployed = onset();
    int runs = draw.whole(3, 6);
    int warm = draw.whole(2, 30);
    double[] all = Curve.level(draw, length(deployed, runs * takes), 0).noise().shares();
    var starts = new ArrayList<>(List.of(deployed));
    var leaks = new ArrayList<Leak>();
    for (int minute = 0; minute < deployed; minute++) {
      all[minute] += level;
    }
    int began = deployed;
    double pace = draw.between(0.85, 1.15);
    for (int minute = deployed; minute < all.length; minute++) {
      int age = minute - began;
      all[minute] += warming(age, warm) * level + (1 - level) * pace * age / takes;
      if (all[minute] >= 1) {
        leaks.add(new Leak(began, minute));
        if (leaks.size() == runs) {
          return spoiling.series(name, Arrays.copyOf(all, minute + 1), starts, leaks);
        }
        int silent = draw.whole(1, 5);
        for (int i = 1; i <= silent && minute + i < all.length; i++) {
          all[minute + i] = Double.NaN;
        }
        minute += silent;
        began = minute + 1;
        starts.add(began);
        pace = draw.between(0.85, 1.15);
      }
    }
    throw new IllegalStateException(name + " was to be killed " + runs + " times, and is not");
  }

  /** The leaking task first; all share the service's traffic. */
  List<Series> oneTaskOfMany() {
    int tasks = draw.whole(3, 8);
    int takes = draw.whole(12 * HOUR, 72 * HOUR);
    double level = draw.between(0.15, 0.5);
    double amplitude = draw.between(0, 0.12);
    int onset = onset();
    int length = length(onset, takes);
    var traffic = new Traffic(draw.split(), length);
    var all = new ArrayList<Series>();
    for (int task = 0; task < tasks; task++) {
      double own = level * draw.between(0.95, 1.05);
      Curve curve =
          Curve.level(draw.split(), length, own).plus(minute -> amplitude * traffic.at(minute));
      if (task == 0) {
        growing(curve, onset, takes, own).noise();
        all.add(spoiling.leaking(name + "-task-1", curve, List.of(), onset));
      } else {
        Curve cut = Curve.level(draw.split(), all.getFirst().minutes(), 0);
        all.add(
            spoiling.healthy(
                "%s-task-%d".formatted(name, task + 1),
                cut.plus(minute -> curve.shares()[minute]).noise(),
                List.of()));
      }
    }
    return all;
  }

  /** The leak's growth, its pace a little different from hour to hour. */
  private Curve growing(Curve curve, int onset, int takes, double level) {
    double uneven = draw.between(0, 0.35);
    int period = draw.minutes(2, 30);
    double phase = draw.between(0, 2 * Math.PI);
    IntToDoubleFunction pace = age -> 1 + uneven * Math.sin(2 * Math.PI * age / period + phase);
    double grown = 0;
    double[] all = curve.shares();
    for (int minute = onset; minute < all.length; minute++) {
      grown += (1 - level) / takes * pace.applyAsDouble(minute - onset);
      all[minute] += grown;
    }
    return curve;
  }

  /** The share of its level that a process has so long after its start. */
  static double warming(int age, int warm) {
    return 1 - 0.6 * Math.exp(-3.0 * age / warm);
  }

  private int onset() {
    return kind == SeriesClass.OOM_LOOP ? draw.days(0.3, 2) : draw.days(0.3, 4);
  }

  private static int length(int onset, int takes) {
    return onset + (int) (takes * MARGIN) + DAY;
  }
}
