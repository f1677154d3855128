package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
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
  static Seen of(Window window, int period, List<Instant> starts) {
    int block = Math.max(Math.ceilDiv(window.length(), Floor.MOST_BLOCKS), period);
    Floor floor = window.floor(block);
    boolean teeth = period > 1;
    if (floor.n() < (teeth ? FEWEST_TEETH : FEWEST_BLOCKS)
        || floor.n() < FILLED * window.length() / block) {
      return Seen.of(Reason.TOO_FEW_VALUES);
    }
    if (!floor.mayRise()) {
      return Seen.of(Reason.NO_TREND);
    }
    var trend = new Trend(window, floor, floor.slope(), teeth);
    Reason shape = Shape.of(floor, trend.slope(), window.limit());
    if (shape != Reason.LEAK) {
      return new Seen(shape, Optional.of(trend), Optional.empty());
    }
    Forecast forecast = trend.forecast();
    return new Seen(
        beside(trend, forecast.left(), starts), Optional.of(trend), Optional.of(forecast));
  }

  /** Of a window that looks like a leak by itself. */
  private static Reason beside(Trend trend, double left, List<Instant> starts) {
    Window window = trend.window();
    double soon = window.length() > Window.DAY ? SOON_ENOUGH_FOR_DAYS : SOON_ENOUGH;
    if (left > Math.min(BELIEVED * window.length(), soon)) {
      return Reason.FAR_FROM_LIMIT;
    }
    Window twice = window.twice();
    if (twice.from() >= window.run().comparable()) {
      Floor longer = twice.floor(2 * trend.floor().block());
      if (longer.n() >= FEWEST_BLOCKS && Shape.flattens(longer.groups(), window.limit())) {
        return Reason.PLATEAU;
      }
    }
    Reason past = Past.of(window, trend.floor(), trend.slope(), left, starts);
    return past == Reason.LEAK && !window.run().afterKill()
        ? Onset.of(window, trend.floor().block())
        : past;
  }
}
