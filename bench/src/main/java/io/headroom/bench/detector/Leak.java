package io.headroom.bench.detector;

/**
 * One run of memory up to its limit.
 *
 * @param onset the minute of the series in which the growth begins
 * @param exhaustion the minute in which the limit is reached and the kernel kills; after the onset
 */
record Leak(int onset, int exhaustion) {

  Leak {
    if (onset < 0 || exhaustion <= onset) {
      throw new IllegalArgumentException(
          "a leak reaches the limit after its onset %d, not at %d".formatted(onset, exhaustion));
    }
  }

  /** Whether an alert in this minute is in time. */
  boolean covers(int minute) {
    return minute >= onset && minute < exhaustion;
  }
}
