package io.headroom.sandbox.fleet.cloudwatch;

import java.time.Instant;

/**
 * When the points of a stream of metrics arrive. Most come one to two minutes after the end of
 * their minute, a few four to five minutes after it, a few never. A pure function of the seed.
 */
final class Arrival {

  private static final double LOST = 0.006;
  private static final double OUTAGE = 0.002;
  private static final int OUTAGE_MINUTES = 4;
  private static final double VERY_LATE = 0.004;

  private final long seed;

  Arrival(long seed) {
    this.seed = seed;
  }

  /** Whether the point of a minute (counted since the epoch) is there at a moment. */
  boolean arrived(String stream, long minute, Instant now) {
    if (lost(stream, minute)) {
      return false;
    }
    double lag = 60 + 60 * draw(stream, minute, 2);
    if (draw(stream, minute, 3) < VERY_LATE) {
      lag += 180;
    }
    double end = (minute + 1) * 60.0;
    return now.getEpochSecond() >= end + lag;
  }

  /** Whether the point of a minute never arrives. */
  boolean lost(String stream, long minute) {
    return draw(stream, minute, 0) < LOST
        || draw(stream, Math.floorDiv(minute, OUTAGE_MINUTES), 1) < OUTAGE;
  }

  /** A number in [0, 1) from the SplitMix64 finalizer. */
  private double draw(String stream, long minute, int purpose) {
    long mixed = seed * 0x9E3779B97F4A7C15L + stream.hashCode();
    mixed = finish(mixed + minute * 0xBF58476D1CE4E5B9L);
    mixed = finish(mixed + purpose);
    return (mixed >>> 11) * 0x1.0p-53;
  }

  private static long finish(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
