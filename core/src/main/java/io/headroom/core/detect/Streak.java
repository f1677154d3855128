package io.headroom.core.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The minutes, back from the newest one, in which a value was on the wrong side of a bound, or on
 * the right one.
 *
 * <p>Minutes are counted by their values, so that a missing one neither lengthens a streak nor ends
 * it; a hole of more than {@link #LARGEST_GAP} ends it, since nobody knows what happened in there.
 *
 * @param first start of its first minute, in seconds since 1970; without meaning if it has none
 * @param minutes how many values it has; 0 if the newest minute is not one of them
 */
record Streak(long first, int minutes) {

  static final Duration LARGEST_GAP = Duration.ofMinutes(3);

  private static final Streak NONE = new Streak(0, 0);

  /** The minutes without interruption in which the value is strictly above a bound. */
  static Streak above(Course course, double bound) {
    return of(course, bound, 1);
  }

  /** The minutes without interruption in which the value is strictly below a bound. */
  static Streak below(Course course, double bound) {
    return of(course, bound, -1);
  }

  private static Streak of(Course course, double bound, int side) {
    long first = Long.MAX_VALUE;
    int minutes = 0;
    for (int i = course.size() - 1; i >= 0; i--) {
      long second = course.second(i);
      if (minutes > 0 && first - second > LARGEST_GAP.toSeconds()) {
        break;
      }
      double value = course.value(i);
      if (Double.isNaN(value)) {
        continue;
      }
      if ((value - bound) * side <= 0) {
        break;
      }
      first = second;
      minutes++;
    }
    return minutes == 0 ? NONE : new Streak(first, minutes);
  }

  /**
   * The minutes above a bound among the last ones of a time, whether or not they follow each other;
   * none if the newest value is not one of them, so that a point that comes late never fires by
   * itself.
   */
  static Streak above(Course course, double bound, Duration outOf) {
    long first = 0;
    int minutes = 0;
    int known = 0;
    long after = Long.MIN_VALUE;
    for (int i = course.size() - 1; i >= 0 && course.second(i) > after; i--) {
      double value = course.value(i);
      if (Double.isNaN(value)) {
        continue;
      }
      if (known == 0) {
        after = course.second(i) - outOf.toSeconds();
      }
      known++;
      if (value > bound) {
        first = course.second(i);
        minutes++;
      } else if (known == 1) {
        return NONE;
      }
    }
    return new Streak(first, minutes);
  }

  /** The streak that a rule asks for: without interruption, or among some. */
  static Streak above(Course course, double bound, Optional<Duration> outOf) {
    return outOf.isPresent() ? above(course, bound, outOf.get()) : above(course, bound);
  }

  boolean any() {
    return minutes > 0;
  }

  boolean lasts(Duration atLeast) {
    return minutes * 60L >= atLeast.toSeconds();
  }

  Duration span() {
    return Duration.ofMinutes(minutes);
  }

  /** Start of its first minute; {@code otherwise} if it has none. */
  Instant from(Instant otherwise) {
    return any() ? Instant.ofEpochSecond(first) : otherwise;
  }
}
