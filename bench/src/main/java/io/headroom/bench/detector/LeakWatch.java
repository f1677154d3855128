package io.headroom.bench.detector;

import io.headroom.core.detect.leak.LeakDetector;
import io.headroom.core.detect.leak.LeakEvaluation;
import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The product's leak detector, asked every five minutes; it clears as the runbooks' leak rule does.
 */
final class LeakWatch implements Watch {

  /** A midnight between Sunday and Monday; the detector does not know what day it is. */
  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

  private static final int EVERY = 5;
  private static final Duration CLEAR_FOR = Duration.ofMinutes(30);
  private static final double SECONDS_AN_HOUR = 3600;

  private final MemoryHistory history = new MemoryHistory();
  private final List<Instant> starts = new ArrayList<>();
  private final Bytes limit;
  private Signal signal = Signal.QUIET;

  LeakWatch(double limit) {
    this.limit = Bytes.of(limit);
  }

  @Override
  public void started(int minute) {
    starts.add(BEGIN.plusSeconds(60L * minute));
  }

  @Override
  public Signal see(int minute, double bytes) {
    Instant at = BEGIN.plusSeconds(60L * minute);
    if (!Double.isNaN(bytes)) {
      history.add(at, bytes);
    }
    if (minute % EVERY == EVERY - 1) {
      signal = evaluate(at.plusSeconds(60));
    }
    return signal;
  }

  @Override
  public long evaluations(int minutes) {
    return minutes / EVERY;
  }

  private Signal evaluate(Instant now) {
    LeakEvaluation evaluation = LeakDetector.evaluate(history, limit, starts, now);
    if (evaluation.reason() == Reason.LEAK) {
      return said(evaluation);
    }
    if (!signal.firing()) {
      return Signal.QUIET;
    }
    Optional<LeakEvaluation> standing =
        LeakDetector.standing(history, limit, starts, CLEAR_FOR, now);
    return standing.map(LeakWatch::said).orElse(Signal.QUIET);
  }

  private static Signal said(LeakEvaluation evaluation) {
    return evaluation.timeLeft().map(left -> new Signal(true, hours(left))).orElse(Signal.FIRING);
  }

  private static HoursLeft hours(TimeLeft left) {
    return new HoursLeft(hours(left.low()), hours(left.likely()), hours(left.high()));
  }

  private static double hours(Duration time) {
    return time.compareTo(TimeLeft.LONGEST) >= 0
        ? Double.POSITIVE_INFINITY
        : time.toSeconds() / SECONDS_AN_HOUR;
  }
}
