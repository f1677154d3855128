package io.headroom.core.detect.leak;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;

/**
 * A task's memory told in hours and shares of its limit of 1 GiB, with a little seeded noise, a
 * value every five minutes.
 */
final class Story {

  static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  static final Bytes LIMIT = Bytes.mib(1024);

  final MemoryHistory history = new MemoryHistory();
  final List<Instant> starts = new ArrayList<>();
  private final Random random = new Random(20_260_302);
  private final double noise;
  private double hours;

  Story() {
    this(0.002);
  }

  Story(double noise) {
    this.noise = noise;
  }

  /** Goes on for so many hours; {@code share} is of the hours since this part began. */
  Story then(double lasts, DoubleUnaryOperator share) {
    return then(lasts, share, _ -> true);
  }

  /** The same, with values only in minutes that are seen. */
  Story then(double lasts, DoubleUnaryOperator share, IntPredicate seen) {
    for (int minute = 0; minute < lasts * 60; minute += 5) {
      double value = share.applyAsDouble(minute / 60.0) + noise * random.nextGaussian();
      if (seen.test(minute)) {
        history.add(at(hours + minute / 60.0), Math.max(0, value) * LIMIT.value());
      }
    }
    hours += lasts;
    return this;
  }

  /** ECS knows of a start now. */
  Story start() {
    starts.add(now());
    return this;
  }

  Instant now() {
    return at(hours);
  }

  /** The last so many hours. */
  Window window(int length) {
    long end = history.last();
    double limit = LIMIT.value();
    Run run = Run.at(history, limit, starts, end);
    return new Window(history, limit, run, end - (long) length * Window.HOUR + 1, end);
  }

  LeakEvaluation evaluate() {
    return LeakDetector.evaluate(history, LIMIT, starts, now());
  }

  LeakEvaluation.Reason reason() {
    return evaluate().reason();
  }

  boolean stands() {
    return LeakDetector.standing(history, LIMIT, starts, Duration.ofMinutes(30), now()).isPresent();
  }

  private static Instant at(double hours) {
    return BEGIN.plusSeconds(Math.round(hours * 60) * 60);
  }
}
