package io.headroom.core.detect.leak;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds a leak in the history of one task's memory: its floor rises, surely and by an amount that
 * counts, towards its limit, and not because of a step, a cache that fills, or the time of day.
 *
 * <p>A pure function of the history: what it said before follows from the same history at an
 * earlier five-minute mark, so that nothing else is kept between two evaluations. It looks only at
 * buckets that are over. 20 to 45 µs; what it allocates does not grow with the history.
 */
public final class LeakDetector {

  /** A history whose newest value is older than this says nothing about now. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(15);

  /** Clocks differ by less than this; and an earlier mark can be asked about for this long. */
  public static final Duration AHEAD = Duration.ofHours(1);

  private static final int[] WINDOWS = {
    3 * Window.HOUR, 6 * Window.HOUR, 12 * Window.HOUR, Window.DAY, 3 * Window.DAY, Window.WEEK
  };

  /**
   * However short the time to clear is, a leak has ended only when this many evaluations say so.
   */
  private static final int FEWEST_MARKS = 3;

  /** A task whose memory falls below this share of what it was has started anew. */
  private static final double BEGUN_ANEW = 0.55;

  private LeakDetector() {}

  /**
   * What can be said now.
   *
   * @param limit what the task may use; the one that holds now
   * @param starts when the task started, and when its service was deployed; may be empty
   */
  public static LeakEvaluation evaluate(
      MemoryHistory history, Bytes limit, List<Instant> starts, Instant now) {
    Optional<Reason> blind = blind(history, limit, now);
    if (blind.isPresent()) {
      return LeakEvaluation.of(blind.get());
    }
    long end = end(history, now);
    if (begunAnew(history, end)) {
      return LeakEvaluation.of(Reason.TOO_YOUNG);
    }
    Seen found = at(history, limit, starts, end);
    boolean once =
        found.reason() == Reason.LEAK
            && at(history, limit, starts, end - 1).reason() != Reason.LEAK;
    return (once ? new Seen(Reason.SEEN_ONCE, found.trend(), found.forecast()) : found).told();
  }

  /**
   * Whether a leak that was found goes on: the newest evaluation within {@code clearFor}, and of
   * the last three at the least, that does not say it has ended; empty when all of them do. It has
   * ended where the task has started anew, or where what the floor did in the last six hours, with
   * the time of day taken out, does not lead to the limit within a week, even at the upper bound of
   * its slope.
   */
  public static Optional<LeakEvaluation> standing(
      MemoryHistory history, Bytes limit, List<Instant> starts, Duration clearFor, Instant now) {
    long marks = Math.max(FEWEST_MARKS, clearFor.dividedBy(MemoryHistory.BUCKET));
    for (long mark = 0; mark < marks; mark++) {
      Instant then = now.minus(MemoryHistory.BUCKET.multipliedBy(mark));
      LeakEvaluation evaluation = evaluate(history, limit, starts, then);
      if (!ended(evaluation, history, limit, starts, then)) {
        return Optional.of(evaluation);
      }
    }
    return Optional.empty();
  }

  private static boolean ended(
      LeakEvaluation evaluation,
      MemoryHistory history,
      Bytes limit,
      List<Instant> starts,
      Instant then) {
    return switch (evaluation.reason()) {
      case LEAK, SEEN_ONCE, NO_DATA, STALE_DATA, CLOCK_AHEAD, NO_LIMIT -> false;
      case TOO_YOUNG -> true;
      case TOO_FEW_VALUES,
          NO_TREND,
          NOT_MATERIAL,
          WANDERING,
          FAR_FROM_LIMIT,
          STEP,
          PLATEAU,
          SEASON,
          UNPROVEN,
          AS_BEFORE -> {
        long end = end(history, then);
        Run run = Run.at(history, (double) limit.value(), starts, end);
        yield Ending.sure(window(history, limit, run, end, WINDOWS[0]));
      }
    };
  }

  /** Why nothing can be said, if so. */
  private static Optional<Reason> blind(MemoryHistory history, Bytes limit, Instant now) {
    Optional<Instant> newest = history.newest();
    if (newest.isEmpty()) {
      return Optional.of(Reason.NO_DATA);
    }
    if (newest.get().isAfter(now.plus(AHEAD))) {
      return Optional.of(Reason.CLOCK_AHEAD);
    }
    if (newest.get().isBefore(now.minus(STALE_AFTER))) {
      return Optional.of(Reason.STALE_DATA);
    }
    return limit.value() <= 0 ? Optional.of(Reason.NO_LIMIT) : Optional.empty();
  }

  /**
   * Whether the bucket that is not over yet says that the run which ended before it is no more: it
   * is told of a run, and not of what a restart has freed.
   */
  private static boolean begunAnew(MemoryHistory history, long end) {
    double now = history.mean(end + 1);
    double before = Double.NaN;
    for (long back = 0; back < 3 && Double.isNaN(before); back++) {
      before = history.mean(end - back);
    }
    return now < BEGUN_ANEW * before;
  }

  /** The newest bucket that is over. */
  private static long end(MemoryHistory history, Instant now) {
    return Math.min(history.last(), MemoryHistory.bucketOf(now) - 1);
  }

  private static Seen at(MemoryHistory history, Bytes limit, List<Instant> starts, long end) {
    Run run = Run.at(history, (double) limit.value(), starts, end);
    Seen furthest = Seen.of(Reason.TOO_YOUNG);
    int period = 0;
    for (int length : WINDOWS) {
      var window = window(history, limit, run, end, length);
      if (window.length() < WINDOWS[0]) {
        break;
      }
      if (window.rises()) {
        period = period > 0 ? period : Sawtooth.period(history, run.from(), end, window.limit());
        Seen found = Gates.of(window, period, starts);
        if (found.reason() == Reason.LEAK) {
          return Ending.likely(window)
              ? new Seen(Reason.PLATEAU, found.trend(), found.forecast())
              : found;
        }
        furthest = found.reason().compareTo(furthest.reason()) > 0 ? found : furthest;
      } else {
        furthest = furthest.reason() == Reason.TOO_YOUNG ? Seen.of(Reason.NO_TREND) : furthest;
      }
      if (window.length() < length) {
        break;
      }
    }
    return furthest;
  }

  /** The last so many buckets, or those since the start. */
  private static Window window(MemoryHistory history, Bytes limit, Run run, long end, int length) {
    long from = Math.max(run.from(), end - length + 1);
    return new Window(history, (double) limit.value(), run, from, end);
  }
}
