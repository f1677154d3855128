package io.headroom.core.backtest;

import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.LeakDetector;
import io.headroom.core.detect.leak.LeakEvaluation;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Diagnosis;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.detect.verdict.Verdict.Unknown.Why;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the memory of one subject stands, and where it is going.
 *
 * @param used in the newest sample
 * @param growth in bytes an hour, over the window that tells most; empty where no trend was found
 * @param timeLeft until the limit: from the leak detector where the floor surely rises, else from
 *     the trend of the last half hour; empty while memory does not surely rise
 * @param verdict what is behind it
 */
public record Outlook(
    Bytes used, Optional<Growth> growth, Optional<TimeLeft> timeLeft, Verdict verdict) {

  /** Of a subject without a series. */
  public static final Outlook UNKNOWN =
      new Outlook(Bytes.ZERO, Optional.empty(), Optional.empty(), new Verdict.Unknown(Why.NO_DATA));

  private static final Duration TREND_OVER = Duration.ofMinutes(30);

  /**
   * From what is known at a moment.
   *
   * @param starts of the task and deployments of its service, as far as they are known
   * @param standing what the leak rule told of it last, while that rule fires
   * @param deployments of its service, by name
   * @param kills of its service up to then
   */
  public static Outlook of(
      MemorySeries series,
      MemoryHistory history,
      List<Instant> starts,
      Optional<LeakReading> standing,
      List<Revision> deployments,
      List<OomKill> kills,
      Instant now) {
    LeakEvaluation leak = LeakDetector.evaluate(history, series.limit(), starts, now);
    Bytes used = series.newest().map(Sample::bytes).map(Bytes::of).orElse(Bytes.ZERO);
    Optional<Trend> trend = Trend.of(series.last(TREND_OVER, now));
    Bytes left = series.limit().minus(used);
    var diagnosis =
        new Diagnosis(
            series, Optional.of(history), Optional.of(leak), standing, deployments, false, kills);
    return new Outlook(
        used,
        leak.growth().or(() -> trend.map(Outlook::hourly)),
        leak.timeLeft().or(() -> trend.flatMap(found -> timeLeft(found, left))),
        diagnosis.verdict(now));
  }

  private static Growth hourly(Trend trend) {
    double likely = trend.bytesPerMinute();
    return new Growth(
        Bytes.of(60 * Math.min(likely, trend.atLeast())),
        Bytes.of(60 * likely),
        Bytes.of(60 * Math.max(likely, atMost(trend))));
  }

  private static Optional<TimeLeft> timeLeft(Trend trend, Bytes left) {
    return trend
        .timeToUse(left)
        .map(
            likely ->
                new TimeLeft(
                    times(likely, Math.min(1, trend.bytesPerMinute() / atMost(trend))),
                    likely,
                    times(likely, Math.max(1, trend.bytesPerMinute() / trend.atLeast()))));
  }

  /** As far above the slope as its lower bound is below it. */
  private static double atMost(Trend trend) {
    return 2 * trend.bytesPerMinute() - trend.atLeast();
  }

  private static Duration times(Duration time, double factor) {
    double seconds = Math.min(time.toSeconds() * factor, (double) TimeLeft.LONGEST.toSeconds());
    return Duration.ofSeconds((long) seconds);
  }
}
