package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gates say of one window. The forecast takes as long as all gates together: it is made
 * where a gate needs it, and of the one window that is told.
 *
 * @param trend empty where no line was drawn
 * @param forecast as far as it was needed
 */
record Seen(Reason reason, Optional<Trend> trend, Optional<Forecast> forecast) {

  static Seen of(Reason reason) {
    return new Seen(reason, Optional.empty(), Optional.empty());
  }

  /** As it is told. */
  LeakEvaluation told() {
    return trend.map(this::told).orElseGet(() -> LeakEvaluation.of(reason));
  }

  private LeakEvaluation told(Trend line) {
    Slope slope = line.slope();
    Optional<Duration> length =
        Optional.of(MemoryHistory.BUCKET.multipliedBy(line.window().length()));
    if (slope.low() <= 0) {
      var growth =
          new Growth(
              Forecast.hourly(slope.low()),
              Forecast.hourly(slope.perBucket()),
              Forecast.hourly(slope.high()));
      return new LeakEvaluation(reason, Optional.of(growth), Optional.empty(), length);
    }
    Forecast known = forecast.orElseGet(line::forecast);
    return new LeakEvaluation(
        reason, Optional.of(known.growth()), Optional.of(known.timeLeft()), length);
  }
}
