package io.headroom.core.detect.leak;

import java.time.Duration;

/**
 * Time until memory reaches its limit, if it goes on growing as it does: an interval that the truth
 * lies in four times of five.
 *
 * @param low at least 0
 * @param likely if memory grows at the likely pace
 * @param high at most {@link #LONGEST}
 */
public record TimeLeft(Duration low, Duration likely, Duration high) {

  /** What is further away than this is not told apart. */
  public static final Duration LONGEST = Duration.ofDays(30);

  public TimeLeft {
    if (low.isNegative()
        || low.compareTo(likely) > 0
        || likely.compareTo(high) > 0
        || high.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "time left is 0 <= low <= likely <= high <= %s, not %s, %s, %s"
              .formatted(LONGEST, low, likely, high));
    }
  }
}
