package io.headroom.core.detect.verdict;

import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * What is behind the memory of a service, with the numbers that say so. It tells what a person
 * should try first, and never claims what cannot be seen: then it is {@link Unknown}.
 */
public sealed interface Verdict {

  /** The kinds of verdicts, for what depends on nothing else. */
  enum Kind {
    LEAK,
    LOAD,
    STEP_AFTER_DEPLOYMENT,
    PLATEAU,
    SPIKE,
    OOM_LOOP,
    UNKNOWN
  }

  /** Which it is. */
  Kind kind();

  /** How sure it is. */
  Confidence confidence();

  /**
   * The floor of memory rises and does not come back.
   *
   * @param perHourLow growth in an hour, at the least
   * @param perHour growth in an hour, most likely
   * @param perHourHigh growth in an hour, at the most
   * @param seenOver the stretch of time it was seen in
   * @param timeLeft until the limit at this pace
   * @param since the deployment that it began with, where memory before it did not grow
   */
  record Leak(
      Confidence confidence,
      Bytes perHourLow,
      Bytes perHour,
      Bytes perHourHigh,
      Duration seenOver,
      Optional<TimeLeft> timeLeft,
      Optional<Revision> since)
      implements Verdict {
    @Override
    public Kind kind() {
      return Kind.LEAK;
    }
  }

  /**
   * Memory is as high as it was at this time of earlier days: it follows the load.
   *
   * @param usual usage at this time of the earlier days, the middle one
   * @param days how many earlier days that was looked at on
   */
  record Load(Confidence confidence, Ratio now, Ratio usual, int days) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.LOAD;
    }
  }

  /**
   * Memory stands on another level since a deployment, and has been steady on it.
   *
   * @param from the level before
   * @param to the level since
   */
  record StepAfterDeployment(Confidence confidence, Revision revision, Bytes from, Bytes to)
      implements Verdict {
    @Override
    public Kind kind() {
      return Kind.STEP_AFTER_DEPLOYMENT;
    }
  }

  /**
   * Memory is high and does not move.
   *
   * @param level what it stands at
   * @param steadyFor how long, at the least
   */
  record Plateau(Confidence confidence, Bytes level, Duration steadyFor) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.PLATEAU;
    }
  }

  /**
   * Memory jumped within minutes, and no deployment explains it.
   *
   * @param from the level before
   * @param to the highest since
   * @param within how long the jump took, at the most
   */
  record Spike(Confidence confidence, Bytes from, Bytes to, Duration within) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.SPIKE;
    }
  }

  /**
   * Containers are killed for their memory again and again.
   *
   * @param kills how many
   * @param within the time from the first of them to the last
   */
  record OomLoop(Confidence confidence, int kills, Duration within) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.OOM_LOOP;
    }
  }

  /** The numbers at hand do not tell. */
  record Unknown(Why why) implements Verdict {

    /** What is missing, or in the way. */
    public enum Why {
      /** No fresh metrics. */
      NO_DATA("there are no fresh metrics"),
      /** Less than an hour of metrics. */
      NOT_ENOUGH_HISTORY("there is less than an hour of metrics"),
      /** Tasks are being replaced: what memory does now says little. */
      DEPLOYING("tasks are being replaced"),
      /** Memory climbs, and it is too early to tell a leak from load or a cache that fills. */
      CLIMBING("memory climbs, too early to tell a leak from load"),
      /** Memory moves, and fits none of the verdicts. */
      FITS_NONE("memory moves in a way that fits no verdict");

      private final String words;

      Why(String words) {
        this.words = words;
      }

      /** In a sentence, after "no verdict:". */
      public String words() {
        return words;
      }
    }

    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }

    @Override
    public Confidence confidence() {
      return Confidence.LOW;
    }
  }
}
