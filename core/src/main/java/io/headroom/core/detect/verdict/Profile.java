package io.headroom.core.detect.verdict;

import io.headroom.core.detect.verdict.Verdict.Unknown.Why;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What memory looks like over the hours, where no leak was found.
 *
 * @param limit in bytes
 * @param deployment the newest
 * @param lately what memory gained in the last minutes, in bytes: the levels are too coarse for
 *     that
 */
record Profile(
    Levels levels, double limit, Optional<Revision> deployment, double lately, Instant now) {

  /** What a new task needs to come to its level is no part of a step. */
  private static final Duration WARM_UP = Duration.ofMinutes(15);

  private static final Duration STEP_SEEN_FOR = Duration.ofHours(24);
  private static final Duration BEFORE_STEP = Duration.ofHours(6);
  private static final int FEWEST_BEFORE = 6;
  private static final int FEWEST_AFTER = 4;

  /** Of the limit: a step that is smaller explains nothing. */
  private static final double SMALLEST_STEP = 0.05;

  /** In standard deviations of the noise. */
  private static final double CLEAR_OF_NOISE = 4;

  /** Of the step: what memory may move on its new level. */
  private static final double STEADY_AFTER_STEP = 0.25;

  private static final Duration SPIKE_WITHIN = Duration.ofMinutes(30);
  private static final double SMALLEST_SPIKE = 0.15;

  /** Of the jump: what goes on rising as fast in the last minutes is none, or not over yet. */
  private static final double STILL_CLIMBING = 0.2;

  /** Around a time of day. */
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  /** Of the limit: how near to the usual level counts as the same. */
  private static final double SAME = 0.04;

  /** Of the limit: a day that moves less has no load to speak of. */
  private static final double SMALLEST_SWING = 0.08;

  /** Of the limit: a day that came so near to it is no usual one, and may have ended in a kill. */
  private static final double AT_LIMIT = 0.95;

  private static final int MOST_DAYS = 7;

  /** Of the limit: how far a plateau may move. */
  private static final double FLAT = 0.02;

  /** Of the limit: how far it may move where that is its noise. */
  private static final double WIDEST = 0.05;

  private static final Duration SHORTEST_PLATEAU = Duration.ofHours(1);

  /** Of the limit: what surely rose by this much over such hours rises, and is no plateau. */
  private static final double RISEN = 0.01;

  private static final List<Duration> RISES_OVER =
      List.of(Duration.ofHours(3), Duration.ofHours(6));

  /** The first that fits: a usual day explains a step, and a step explains that it is steady. */
  Optional<Verdict> verdict() {
    return Stream.<Supplier<Optional<Verdict>>>of(
            this::load, this::step, this::spike, this::plateau)
        .flatMap(question -> question.get().stream())
        .findFirst();
  }

  private Optional<Verdict> step() {
    Optional<Revision> newest =
        deployment
            .filter(revision -> revision.at().isAfter(now.minus(STEP_SEEN_FOR)))
            .filter(revision -> revision.at().isBefore(now));
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Revision revision = newest.get();
    double[] before = levels.between(revision.at().minus(BEFORE_STEP), revision.at());
    double[] after = levels.between(revision.at().plus(WARM_UP), levels.ends());
    if (before.length < FEWEST_BEFORE || after.length < FEWEST_AFTER) {
      return Optional.empty();
    }
    double from = Levels.median(before);
    double to = Levels.median(after);
    double noise = Math.max(Levels.spread(before), Levels.spread(after));
    int half = after.length / 2;
    double moved =
        Math.abs(
            Levels.median(Arrays.copyOfRange(after, half, after.length))
                - Levels.median(Arrays.copyOfRange(after, 0, half)));
    boolean clear = to - from >= Math.max(SMALLEST_STEP * limit, CLEAR_OF_NOISE * noise);
    if (!clear || moved > Math.max(STEADY_AFTER_STEP * (to - from), noise)) {
      return Optional.empty();
    }
    Confidence confidence =
        after.length >= 3 * FEWEST_AFTER && before.length >= 2 * FEWEST_BEFORE
            ? Confidence.HIGH
            : Confidence.MEDIUM;
    return Optional.of(
        new Verdict.StepAfterDeployment(confidence, revision, Bytes.of(from), Bytes.of(to)));
  }

  private Optional<Verdict> spike() {
    Instant earlier = now.minus(SPIKE_WITHIN);
    if (deployment.filter(d -> d.at().isAfter(earlier.minus(SPIKE_WITHIN))).isPresent()) {
      return Optional.empty();
    }
    double[] before = levels.between(earlier.minus(Duration.ofHours(2)), earlier);
    double[] since = levels.between(earlier, levels.ends());
    if (before.length < FEWEST_BEFORE || since.length == 0) {
      return Optional.empty();
    }
    double from = Levels.median(before);
    double to = Arrays.stream(since).max().orElseThrow();
    double rise = to - from;
    boolean clear =
        rise >= Math.max(SMALLEST_SPIKE * limit, CLEAR_OF_NOISE * Levels.spread(before));
    // What climbs for hours is no jump: the level before it has to be one.
    boolean level = Arrays.stream(before).max().orElseThrow() - from < rise / 2;
    boolean jumped = steepest(before[before.length - 1], since) >= rise / 2;
    if (!clear || !level || !jumped || lately >= STILL_CLIMBING * rise) {
      return Optional.empty();
    }
    Confidence confidence = before.length >= 2 * FEWEST_BEFORE ? Confidence.MEDIUM : Confidence.LOW;
    return Optional.of(new Verdict.Spike(confidence, Bytes.of(from), Bytes.of(to), SPIKE_WITHIN));
  }

  /** The most that was gained within ten minutes: a jump has half of its height there. */
  private static double steepest(double last, double[] since) {
    double most = 0;
    for (int i = 0; i < since.length; i++) {
      double earlier = i > 1 ? since[i - 2] : last;
      most = Math.max(most, since[i] - earlier);
    }
    return most;
  }

  private Optional<Verdict> load() {
    double[] latest = levels.between(now.minus(HALF_AN_HOUR), levels.ends());
    double[] day = levels.between(now.minus(Duration.ofDays(1)), now);
    if (latest.length == 0 || day.length < 2 * FEWEST_BEFORE) {
      return Optional.empty();
    }
    double level = Levels.median(latest);
    double low = Arrays.stream(day).min().orElseThrow();
    double high = Arrays.stream(day).max().orElseThrow();
    double swing = high - low;
    if (high >= AT_LIMIT * limit) {
      return Optional.empty();
    }
    boolean atItsHeight = level >= low + swing * 2 / 3;
    if (swing < SMALLEST_SWING * limit || !atItsHeight) {
      return Optional.empty();
    }
    double[] usual = new double[MOST_DAYS];
    int days = 0;
    for (int back = 1; back <= MOST_DAYS; back++) {
      Instant then = now.minus(Duration.ofDays(back));
      double[] around = levels.between(then.minus(HALF_AN_HOUR), then.plus(HALF_AN_HOUR));
      if (around.length > 0) {
        usual[days++] = Levels.median(around);
      }
    }
    if (days == 0) {
      return Optional.empty();
    }
    double expected = Levels.median(Arrays.copyOf(usual, days));
    if (level - expected > SAME * limit || expected - level > 2 * SAME * limit) {
      return Optional.empty();
    }
    Confidence confidence =
        days > 2 ? Confidence.HIGH : days == 2 ? Confidence.MEDIUM : Confidence.LOW;
    return Optional.of(
        new Verdict.Load(confidence, new Ratio(level / limit), new Ratio(expected / limit), days));
  }

  private Optional<Verdict> plateau() {
    double[] latest = levels.between(now.minus(SHORTEST_PLATEAU), levels.ends());
    if (latest.length < FEWEST_BEFORE) {
      return Optional.empty();
    }
    double level = Levels.median(latest);
    double noise = CLEAR_OF_NOISE * Levels.noise(latest);
    double width = Math.clamp(noise, FLAT * limit, WIDEST * limit);
    Duration steady = levels.within(level, width);
    if (steady.compareTo(SHORTEST_PLATEAU) < 0) {
      return Optional.empty();
    }
    if (climbs(steady)) {
      return Optional.of(new Verdict.Unknown(Why.CLIMBING));
    }
    Confidence confidence =
        steady.compareTo(Duration.ofHours(6)) >= 0
            ? Confidence.HIGH
            : steady.compareTo(Duration.ofHours(3)) >= 0 ? Confidence.MEDIUM : Confidence.LOW;
    return Optional.of(new Verdict.Plateau(confidence, Bytes.of(level), steady));
  }

  /** A slow climb stays for hours within what noise would do; it surely rises all the same. */
  private boolean climbs(Duration steady) {
    return RISES_OVER.stream()
        .map(over -> over.compareTo(steady) < 0 ? over : steady)
        .anyMatch(over -> levels.surelyGained(over) >= RISEN * limit);
  }
}
