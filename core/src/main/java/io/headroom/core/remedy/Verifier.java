package io.headroom.core.remedy;

import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.Verification;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether a remedy held, by the runbook and not by "the service is stable": memory below the
 * threshold, growth below the bound, no OOM kill, for the stated time.
 */
public final class Verifier {

  /** New tasks fill their heaps and caches at first; what they grow by then is not counted. */
  static final Duration WARM_UP = Duration.ofMinutes(3);

  /** How long metrics may be missing after the stated time before it is given up on. */
  static final Duration WAIT_FOR_METRICS = Duration.ofMinutes(15);

  /** This share of the minutes must have a sample: CloudWatch has gaps. */
  private static final double ENOUGH = 0.6;

  /** Minutes above the threshold that are one too many; a single one may be a spike. */
  private static final int ABOVE_MINUTES = 3;

  private final Verification verification;

  public Verifier(Verification verification) {
    this.verification = verification;
  }

  /** How long a verification takes at the least. */
  public Duration takes() {
    return WARM_UP.plus(verification.holdFor());
  }

  /**
   * Judges what happened since {@code from}.
   *
   * @param from when the remedy was done
   * @param kills OOM kills of the service, in any order
   */
  public VerificationResult judge(
      ServiceMemory memory, List<OomKill> kills, Instant from, Instant now) {
    Instant begin = from.truncatedTo(ChronoUnit.MINUTES).plus(WARM_UP);
    Instant end = begin.plus(verification.holdFor());
    boolean complete = complete(memory, end);
    Optional<MemorySeries> seen = memory.hottest().map(series -> series.between(begin, end));
    Optional<Ratio> peak =
        seen.flatMap(s -> s.samples().stream().map(s::ratio).max(Ratio::compareTo));
    Optional<Trend> trend = seen.flatMap(Trend::of);
    return new VerificationResult(
        outcome(seen, complete, trend, kills, from, end, now),
        peak,
        new Ratio(verification.below()),
        trend.map(t -> t.over(verification.growthWithin())),
        verification.growthBelow(),
        verification.growthWithin(),
        complete ? verification.holdFor() : watched(seen, begin),
        verification.holdFor());
  }

  private Outcome outcome(
      Optional<MemorySeries> seen,
      boolean complete,
      Optional<Trend> trend,
      List<OomKill> kills,
      Instant from,
      Instant end,
      Instant now) {
    // One after the end, while metrics are waited for, counts as well: nobody would look at it
    // again.
    if (verification.noOomKills() && kills.stream().anyMatch(kill -> kill.at().isAfter(from))) {
      return Outcome.OOM_KILLED;
    }
    if (seen.filter(this::isAbove).isPresent()) {
      return Outcome.ABOVE_THRESHOLD;
    }
    if (now.isBefore(end)) {
      return Outcome.WATCHING;
    }
    if (!complete || seen.filter(this::dense).isEmpty()) {
      return now.isAfter(end.plus(WAIT_FOR_METRICS))
          ? Outcome.NO_DATA
          : Outcome.WAITING_FOR_METRICS;
    }
    Bytes surely = trend.map(t -> t.atLeastOver(verification.growthWithin())).orElse(Bytes.ZERO);
    return surely.compareTo(verification.growthBelow()) > 0 ? Outcome.GROWING : Outcome.HELD;
  }

  private boolean isAbove(MemorySeries series) {
    return series.samples().stream()
            .filter(sample -> series.ratio(sample).value() >= verification.below())
            .count()
        >= ABOVE_MINUTES;
  }

  /** Whether CloudWatch has come to the end of the time, whatever gaps it left before. */
  private static boolean complete(ServiceMemory memory, Instant end) {
    return memory
        .hottest()
        .flatMap(MemorySeries::newest)
        .filter(sample -> !sample.at().isBefore(end.minus(Duration.ofMinutes(1))))
        .isPresent();
  }

  private boolean dense(MemorySeries series) {
    return series.samples().size() >= verification.holdFor().toMinutes() * ENOUGH;
  }

  private Duration watched(Optional<MemorySeries> seen, Instant begin) {
    Duration watched =
        seen.flatMap(MemorySeries::newest)
            .map(sample -> Duration.between(begin, sample.at()).plusMinutes(1))
            .orElse(Duration.ZERO);
    return watched.compareTo(verification.holdFor()) > 0 ? verification.holdFor() : watched;
  }
}
