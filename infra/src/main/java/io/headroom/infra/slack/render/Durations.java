package io.headroom.infra.slack.render;

import java.time.Duration;

/** Times as people say them. */
public final class Durations {

  private Durations() {}

  /**
   * {@code 45 s}, {@code 14 min}, {@code 2 h 5 min}, {@code 3 d 4 h}: two units at the most,
   * rounded to the nearest of the smaller one. A negative time counts as none.
   */
  public static String text(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 24 * 60) {
      return two(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = (minutes + 30) / 60;
    return two(hours / 24, "d", hours % 24, "h");
  }

  /** {@code 6 of 10 min}: how much of a time has passed, in whole units of the latter. */
  public static String progress(Duration passed, Duration of) {
    Duration shown = passed.compareTo(of) > 0 ? of : passed;
    if (of.toSeconds() % 60 != 0 || of.toMinutes() < 1) {
      return shown.toSeconds() + " of " + of.toSeconds() + " s";
    }
    if (of.toMinutes() <= 90) {
      return shown.toMinutes() + " of " + of.toMinutes() + " min";
    }
    return text(shown) + " of " + text(of);
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }
}
