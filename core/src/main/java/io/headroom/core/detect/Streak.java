package io.headroom.core.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * The unbroken run of minutes, back from the newest one, in which a condition held.
 *
 * <p>Minutes are counted by their samples, so that a missing one neither lengthens a streak nor
 * ends it; a hole of more than {@link #LARGEST_GAP} ends it, since nobody knows what happened in
 * there.
 *
 * @param from the first minute of the streak; empty if the newest minute does not hold
 * @param minutes how many samples it has
 */
record Streak(Optional<Instant> from, int minutes) {

  static final Duration LARGEST_GAP = Duration.ofMinutes(3);

  /** One minute and what is asked about it. */
  record Point(Instant at, double value) {}

  /** The streak at the end of points that are in order of time. */
  static Streak of(List<Point> points, DoublePredicate holds) {
    Optional<Instant> from = Optional.empty();
    int minutes = 0;
    for (Point point : points.reversed()) {
      boolean torn =
          from.filter(next -> Duration.between(point.at(), next).compareTo(LARGEST_GAP) > 0)
              .isPresent();
      if (torn || !holds.test(point.value())) {
        break;
      }
      from = Optional.of(point.at());
      minutes++;
    }
    return new Streak(from, minutes);
  }

  boolean lasts(Duration atLeast) {
    return Duration.ofMinutes(minutes).compareTo(atLeast) >= 0;
  }

  Duration span() {
    return Duration.ofMinutes(minutes);
  }
}
