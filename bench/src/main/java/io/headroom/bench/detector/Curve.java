package io.headroom.bench.detector;

import java.util.function.IntToDoubleFunction;

/** Memory as a share of the limit, minute by minute, while it is being put together. Mutable. */
final class Curve {

  private final double[] shares;
  private final Draw draw;

  private Curve(double[] shares, Draw draw) {
    this.shares = shares;
    this.draw = draw;
  }

  static Curve level(Draw draw, int minutes, double level) {
    return new Curve(new double[minutes], draw).plus(_ -> level);
  }

  int minutes() {
    return shares.length;
  }

  double[] shares() {
    return shares;
  }

  Curve plus(IntToDoubleFunction part) {
    for (int minute = 0; minute < shares.length; minute++) {
      shares[minute] += part.applyAsDouble(minute);
    }
    return this;
  }

  /**
   * A garbage collector's sawtooth on top: climbs by up to {@code amplitude}, falls at once; no two
   * teeth alike.
   */
  Curve sawtooth(int period, double amplitude) {
    double irregular = draw.between(0.02, 0.3);
    double leftOver = draw.between(0, 0.15);
    int begin = -draw.whole(0, period - 1);
    while (begin < shares.length) {
      int length = Math.max(2, (int) (period * Math.max(0.4, 1 + irregular * draw.gaussian())));
      double height = amplitude * Math.clamp(1 - irregular * Math.abs(draw.gaussian()), 0.4, 1);
      double foot = amplitude * leftOver * draw.between(0, 1);
      for (int i = Math.max(0, -begin); i < length && begin + i < shares.length; i++) {
        shares[begin + i] += foot + (height - foot) * i / length;
      }
      begin += length;
    }
    return this;
  }

  /** What no signal is without: noise of each minute, slow noise, and now and then a spike. */
  Curve noise(double most) {
    double white = draw.logBetween(0.0004, most);
    double slow = draw.logBetween(0.0003, most);
    double memory = draw.between(0.9, 0.995);
    double innovation = slow * Math.sqrt(1 - memory * memory);
    double drift = slow * draw.gaussian();
    double spikes = draw.chance(0.3) ? 1 / draw.logBetween(300, 6_000) : 0;
    int spikeLeft = 0;
    double spike = 0;
    for (int minute = 0; minute < shares.length; minute++) {
      drift = memory * drift + innovation * draw.gaussian();
      if (spikeLeft == 0 && draw.chance(spikes)) {
        spikeLeft = draw.whole(1, 4);
        spike = draw.between(0.01, 0.08);
      }
      shares[minute] += white * draw.gaussian() + drift + (spikeLeft > 0 ? spike : 0);
      spikeLeft = Math.max(0, spikeLeft - 1);
    }
    return this;
  }

  /** With so high a probability the limit is set tight: the highest minute is near it. */
  Curve tight(double probability) {
    if (draw.chance(probability)) {
      double highest = 0;
      for (double share : shares) {
        highest = Double.isNaN(share) ? highest : Math.max(highest, share);
      }
      double factor = draw.between(0.82, 0.93) / highest;
      for (int minute = 0; minute < shares.length; minute++) {
        shares[minute] *= factor;
      }
    }
    return this;
  }

  /** Noise as most services have it; one in eight is much noisier. */
  Curve noise() {
    return noise(draw.chance(0.125) ? 0.03 : 0.008);
  }
}
