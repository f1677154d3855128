package io.headroom.core.detect.leak;

import java.time.Duration;
import java.util.Optional;

/**
 * What the leak detector says of one history at one moment.
 *
 * @param reason the gate that said no, of the window that came furthest; or {@link Reason#LEAK}
 * @param growth of that window; empty where too little rises to draw a line
 * @param timeLeft to the limit; empty while memory does not surely rise
 * @param window what the trend was taken over; empty with {@code growth}
 */
public record LeakEvaluation(
    Reason reason,
    Optional<Growth> growth,
    Optional<TimeLeft> timeLeft,
    Optional<Duration> window) {

  /** Why it is a leak or not, from the gate that is asked first to the one that is asked last. */
  public enum Reason {
    /** The history is empty. */
    NO_DATA,
    /** The newest value is more than {@link LeakDetector#STALE_AFTER} old. */
    STALE_DATA,
    /** The newest value is later than now: one of the two clocks is wrong. */
    CLOCK_AHEAD,
    /** The limit is nothing. */
    NO_LIMIT,
    /** The task started, or was deployed, too short a time ago. */
    TOO_YOUNG,
    /** Too many gaps in every window. */
    TOO_FEW_VALUES,
    /** The floor does not rise, or not more surely than chance lets it. */
    NO_TREND,
    /** It rises, but by too little beside the limit, or beside its own noise. */
    NOT_MATERIAL,
    /** It rises, but not further than steps up and down at random would have taken it. */
    WANDERING,
    /** It rose in a few steps, and not in between. */
    STEP,
    /** It rises ever more slowly, and would end below the limit: a cache or a pool that fills. */
    PLATEAU,
    /** It rises, but would take too long to reach the limit. */
    FAR_FROM_LIMIT,
    /** An earlier run of it had as much at this age, and ended well. */
    AS_BEFORE,
    /** There is no whole day before it to compare with. */
    UNPROVEN,
    /** It is not clearly above what was seen in the days before, or a week ago. */
    SEASON,
    /** All gates let it pass, but only now and not five minutes ago. */
    SEEN_ONCE,
    LEAK
  }

  static LeakEvaluation of(Reason reason) {
    return new LeakEvaluation(reason, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
