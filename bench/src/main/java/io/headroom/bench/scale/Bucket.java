package io.headroom.bench.scale;

/** A token bucket as AWS throttles by, in real time. Safe for use by several threads. */
final class Bucket {

  private static final double NANOS = 1e9;

  private final double size;
  private final double perSecond;
  private double tokens;
  private long at = System.nanoTime();

  Bucket(double size, double perSecond) {
    this.size = size;
    this.perSecond = perSecond;
    this.tokens = size;
  }

  /** Whether so much may pass; it is taken if it may. */
  synchronized boolean admits(double wanted) {
    long now = System.nanoTime();
    tokens = Math.min(size, tokens + (now - at) / NANOS * perSecond);
    at = now;
    if (tokens < wanted) {
      return false;
    }
    tokens -= wanted;
    return true;
  }
}
