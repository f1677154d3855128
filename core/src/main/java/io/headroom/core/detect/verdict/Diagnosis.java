package io.headroom.core.detect.verdict;

import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.LeakEvaluation;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict.Unknown.Why;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells what is behind the memory of a service, from what is known at one moment. The questions are
 * asked in an order: what is surest, and what explains the others away, comes first. While the leak
 * rule stands it is a leak, whatever the last hours look like by themselves: people are told one
 * thing.
 *
 * @param series the hottest task, or what stands for it: its newest minutes
 * @param history its long history; empty where it is not known
 * @param leak what the leak detector says of it now; empty where it was not asked
 * @param standing what the leak rule told of it last, while that rule fires or has not yet cleared
 * @param deployments of the service, as far as ECS or anybody knows them
 * @param deploying whether tasks are being replaced
 * @param kills containers killed for memory, in any order
 */
public record Diagnosis(
    MemorySeries series,
    Optional<MemoryHistory> history,
    Optional<LeakEvaluation> leak,
    Optional<LeakReading> standing,
    List<Revision> deployments,
    boolean deploying,
    List<OomKill> kills) {

  private static final Duration STALE_AFTER = Duration.ofMinutes(5);
  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final Duration CLIMBING_OVER = Duration.ofMinutes(30);
  private static final Duration SHORTEST_HISTORY = Duration.ofHours(1);

  /** Tasks that are killed within this time are killed once each, and not again. */
  private static final Duration AT_ONCE = Duration.ofMinutes(2);

  /** Kills that are further apart than this are no loop. */
  private static final Duration LOOP = Duration.ofHours(6);

  /** Hours before a deployment that tell whether memory grew already, in steps of five minutes. */
  private static final Duration BEFORE = Duration.ofHours(6);

  private static final int FEWEST_BEFORE = 12;

  public Diagnosis {
    deployments = List.copyOf(deployments);
    kills = List.copyOf(kills);
  }

  /** The verdict at one moment; {@link Verdict.Unknown} where the numbers do not tell. */
  public Verdict verdict(Instant now) {
    Optional<Verdict> loop = oomLoop(now);
    if (loop.isPresent()) {
      return loop.get();
    }
    Levels levels = Levels.of(series, history);
    Optional<Verdict> leaking = leak(levels);
    if (leaking.isPresent()) {
      return leaking.get();
    }
    boolean stale = series.newest().filter(s -> !s.at().isBefore(now.minus(STALE_AFTER))).isEmpty();
    if (stale) {
      return new Verdict.Unknown(Why.NO_DATA);
    }
    if (deploying) {
      return new Verdict.Unknown(Why.DEPLOYING);
    }
    return new Profile(levels, series.limit().value(), newestDeployment(), lately(now), now)
        .verdict()
        .orElseGet(() -> new Verdict.Unknown(why(levels, now)));
  }

  /** What memory gained in the last five minutes. */
  private double lately(Instant now) {
    List<Sample> samples = series.last(LATELY, now).samples();
    return samples.isEmpty() ? 0 : samples.getLast().bytes() - samples.getFirst().bytes();
  }

  private Why why(Levels levels, Instant now) {
    if (Duration.between(levels.begins(), levels.ends()).compareTo(SHORTEST_HISTORY) < 0) {
      return Why.NOT_ENOUGH_HISTORY;
    }
    boolean climbs =
        Trend.of(series.last(CLIMBING_OVER, now)).filter(trend -> trend.atLeast() > 0).isPresent();
    return climbs ? Why.CLIMBING : Why.FITS_NONE;
  }

  private Optional<Verdict> oomLoop(Instant now) {
    List<Instant> recent =
        kills.stream()
            .map(OomKill::at)
            .filter(at -> at.isAfter(now.minus(LOOP)) && !at.isAfter(now))
            .sorted()
            .toList();
    if (recent.size() < 2) {
      return Optional.empty();
    }
    Duration within = Duration.between(recent.getFirst(), recent.getLast());
    if (within.compareTo(AT_ONCE) < 0) {
      return Optional.empty();
    }
    Confidence confidence = recent.size() > 2 ? Confidence.HIGH : Confidence.MEDIUM;
    return Optional.of(new Verdict.OomLoop(confidence, recent.size(), within));
  }

  private Optional<Verdict> leak(Levels levels) {
    boolean found = leak.filter(now -> now.reason() == LeakEvaluation.Reason.LEAK).isPresent();
    if (!found && standing.isEmpty()) {
      return Optional.empty();
    }
    // Where the floor does not surely rise now, the pace is the one told last, and no time is left
    // that could be told.
    Optional<Verdict> seen =
        leak.filter(now -> now.timeLeft().isPresent())
            .flatMap(
                now ->
                    now.growth()
                        .flatMap(
                            growth ->
                                now.window()
                                    .map(
                                        window ->
                                            leak(levels, found, growth, window, now.timeLeft()))));
    return seen.or(
        () ->
            standing.map(
                told -> leak(levels, found, told.growth(), told.window(), Optional.empty())));
  }

  private Verdict leak(
      Levels levels, boolean found, Growth growth, Duration window, Optional<TimeLeft> timeLeft) {
    boolean narrow = found && growth.low().value() >= growth.likely().value() / 2;
    boolean longSeen = window.compareTo(Duration.ofHours(6)) >= 0;
    Confidence confidence =
        narrow && longSeen
            ? Confidence.HIGH
            : narrow || longSeen ? Confidence.MEDIUM : Confidence.LOW;
    return new Verdict.Leak(
        confidence,
        growth.low(),
        growth.likely(),
        growth.high(),
        window,
        timeLeft,
        beganWith(growth, levels));
  }

  /**
   * The newest deployment, if memory grew at most a quarter as fast in the hours before it. Without
   * hours before it, nobody can say.
   */
  private Optional<Revision> beganWith(Growth growth, Levels levels) {
    return newestDeployment()
        .filter(
            revision -> {
              double[] before = levels.between(revision.at().minus(BEFORE), revision.at());
              if (before.length < FEWEST_BEFORE) {
                return false;
              }
              int half = before.length / 2;
              double grown =
                  Levels.median(Arrays.copyOfRange(before, half, before.length))
                      - Levels.median(Arrays.copyOfRange(before, 0, half));
              double hours = half * MemoryHistory.BUCKET.toMinutes() / 60.0;
              return grown / hours <= growth.likely().value() / 4.0;
            });
  }

  private Optional<Revision> newestDeployment() {
    return deployments.stream().max(Comparator.comparing(Revision::at));
  }
}
