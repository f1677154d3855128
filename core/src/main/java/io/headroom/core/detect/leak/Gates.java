package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All gates over one window, the cheap ones first. */
final class Gates {

  /** Of the blocks of a window, how many must have a value. */
  private static final int FEWEST_BLOCKS = 8;

  /** The same where each block is a tooth of a sawtooth. */
  private static final int FEWEST_TEETH = 6;

  /** ... and which share of them. */
  private static final double FILLED = 0.6;

  /** A line is believed for three times as long as it was seen. */
  private static final double BELIEVED = 3;

  /** Nobody needs to be told of what is further away; windows of days are believed for longer. */
  private static final int SOON_ENOUGH = 48 * Window.HOUR;

  private static final int SOON_ENOUGH_FOR_DAYS = 72 * Window.HOUR;

  private Gates() {}

  /**
   * What can be said from one window.
   *
   * @param period buckets that nearly every tooth of the sawtooth fits into; 1 without one
   */
  static LeakEvaluation of(Window window, int period, List<Instant> starts) {
    int block = Math.max(Math.ceilDiv(window.length(), Floor.MOST_BLOCKS), period);
    Floor floor = window.floor(block);
    boolean teeth = period > 1;
    if (floor.n() < (teeth ? FEWEST_TEETH : FEWEST_BLOCKS)
        || floor.n() < FILLED * window.length() / block) {
      return LeakEvaluation.of(Reason.TOO_FEW_VALUES);
    }
    if (!floor.mayRise()) {
      return LeakEvaluation.of(Reason.NO_TREND);
    }
    Slope slope = floor.slope();
    Reason shape = Shape.of(floor, slope, window.limit());
    Optional<Duration> length = Optional.of(MemoryHistory.BUCKET.multipliedBy(window.length()));
    if (slope.low() <= 0) {
      var growth =
          new Growth(
              Forecast.hourly(slope.low()),
              Forecast.hourly(slope.perBucket()),
              Forecast.hourly(slope.high()));
      return new LeakEvaluation(shape, Optional.of(growth), Optional.empty(), length);
    }
    Forecast forecast = Forecast.of(window, floor, slope, teeth);
    Reason reason =
        shape == Reason.LEAK ? beside(window, floor, slope, forecast.left(), starts) : shape;
    return new LeakEvaluation(
        reason, Optional.of(forecast.growth()), Optional.of(forecast.timeLeft()), length);
  }

  /** Of a window that looks like a leak by itself. */
  private static Reason beside(
      Window window, Floor floor, Slope slope, double left, List<Instant> starts) {
    double soon = window.length() > Window.DAY ? SOON_ENOUGH_FOR_DAYS : SOON_ENOUGH;
    if (left > Math.min(BELIEVED * window.length(), soon)) {
      return Reason.FAR_FROM_LIMIT;
    }
    Window twice = window.twice();
    if (twice.from() >= window.run().comparable()) {
      Floor longer = twice.floor(2 * floor.block());
      if (longer.n() >= FEWEST_BLOCKS && Shape.flattens(longer.groups(), window.limit())) {
        return Reason.PLATEAU;
      }
    }
    Reason past = Past.of(window, floor, slope, left, starts);
    return past == Reason.LEAK && !window.run().afterKill()
        ? Onset.of(window, floor.block())
        : past;
  }
}
