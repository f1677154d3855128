package io.headroom.core.backtest;

import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.leak.Climb;
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
 * @param timeLeft until the limit: from the leak detector where the floor rises to it, else from
 *     the last minutes where memory climbs without coming down between times; empty while memory
 *     does not surely rise, and where the verdict says that it does not go on
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
    Optional<MemoryHistory> known = Optional.of(history);
    Verdict verdict =
        new Diagnosis(series, known, Optional.of(leak), standing, deployments, false, kills)
            .verdict(now);
    return switch (verdict) {
      case Verdict.Leak found ->
          new Outlook(
              used,
              Optional.of(new Growth(found.perHourLow(), found.perHour(), found.perHourHigh())),
              found.timeLeft(),
              verdict);
      case Verdict.OomLoop _, Verdict.Unknown _ ->
          new Outlook(
              used,
              growth(leak, series, now),
              leak.timeLeft()
                  .filter(_ -> climbs(leak, series, known, starts, now))
                  .or(() -> Climb.timeLeft(series, known, starts, now)),
              verdict);
      // What these explain does not go on to the limit.
      case Verdict.Load _, Verdict.StepAfterDeployment _, Verdict.Plateau _, Verdict.Spike _ ->
          new Outlook(used, growth(leak, series, now), Optional.empty(), verdict);
    };
  }

  /**
   * Whether the floor rises to the limit, as far as the detector can say: it need not be a leak.
   */
  private static boolean climbs(
      LeakEvaluation leak,
      MemorySeries series,
      Optional<MemoryHistory> history,
      List<Instant> starts,
      Instant now) {
    return switch (leak.reason()) {
      case LEAK, SEEN_ONCE -> true;
      // Not held against the days before: in hours that have one tooth, its rise looks like that.
      case FAR_FROM_LIMIT, UNPROVEN -> !Climb.interrupted(series, history, starts, now);
      case NO_DATA,
          STALE_DATA,
          CLOCK_AHEAD,
          NO_LIMIT,
          TOO_YOUNG,
          TOO_FEW_VALUES,
          NO_TREND,
          NOT_MATERIAL,
          WANDERING,
          STEP,
          PLATEAU,
          AS_BEFORE,
          SEASON ->
          false;
    };
  }

  private static Optional<Growth> growth(LeakEvaluation leak, MemorySeries series, Instant now) {
    return leak.growth().or(() -> Trend.of(series.last(TREND_OVER, now)).map(Outlook::hourly));
  }

  private static Growth hourly(Trend trend) {
    double likely = trend.bytesPerMinute();
    return new Growth(
        Bytes.of(60 * Math.min(likely, trend.atLeast())),
        Bytes.of(60 * likely),
        Bytes.of(60 * Math.max(likely, atMost(trend))));
  }

  /** As far above the slope as its lower bound is below it. */
  private static double atMost(Trend trend) {
    return 2 * trend.bytesPerMinute() - trend.atLeast();
  }
}
