package io.headroom.core.watch;

import io.headroom.core.fleet.ServiceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs what a check asks for into calls of GetMetricData, so that it makes at most a tenth more
 * than 500 metrics to a call need. The minutes that are missing go into the same calls, whatever
 * window each needs: a longer one costs nothing, and 500 metrics over two hours are within
 * CloudWatch's 100,800 points. What does not fit is the days before, of a few services at a time.
 * They are worth a call of their own once the others are full, which quiet services are asked ahead
 * of their turn for ({@link AheadOfTurn}); until then they wait.
 *
 * @param days whether the days before may be read in this check, and why
 * @param ahead quiet services to ask about ahead of their turn
 */
public record CallPlan(Days days, List<ServiceId> ahead) {

  /** "MetricDataQueries: a single call can include up to 500 structures". */
  public static final int A_CALL = 500;

  /** Whether the days before may be read. */
  public enum Days {
    /** Nobody's are missing, as far as is known before the check asks. */
    NOT_WANTED,
    /** The call for them is within the bound. */
    FITS,
    /** It is, because services are asked about ahead of their turn. */
    FILLED,
    /** It is not, and will be within a few minutes. */
    WAITS,
    /** The fleet is too small to ever fill a call: nothing is won by waiting. */
    SMALL_FLEET
  }

  /**
   * A quiet service whose turn it is not.
   *
   * @param metrics that a question about it asks for
   */
  public record Candidate(ServiceId service, int metrics) {}

  public CallPlan {
    ahead = List.copyOf(ahead);
  }

  /**
   * What to ask for in a check.
   *
   * @param due metrics that are asked for in any case
   * @param days metrics whose days before are wanted; 0 if none
   * @param candidates quiet services that may be asked about ahead of their turn, the one whose
   *     turn is next first
   * @param others metrics of quiet services that may be asked about ahead in another minute
   */
  public static CallPlan of(int due, int days, List<Candidate> candidates, int others) {
    int room = calls(due) * A_CALL - due;
    int wanted = room - Math.max(days, 1) + 1;
    int all = others + candidates.stream().mapToInt(Candidate::metrics).sum();
    if (due > 0 && all < wanted && !fits(due, calls(due), days)) {
      return new CallPlan(Days.SMALL_FLEET, List.of());
    }
    if (days == 0) {
      return new CallPlan(Days.NOT_WANTED, List.of());
    }
    if (fits(due, calls(due), days)) {
      return new CallPlan(Days.FITS, List.of());
    }
    var ahead = new ArrayList<ServiceId>();
    int filled = 0;
    for (Candidate candidate : candidates) {
      if (filled + candidate.metrics() <= room) {
        filled += candidate.metrics();
        ahead.add(candidate.service());
      }
    }
    return filled >= wanted
        ? new CallPlan(Days.FILLED, ahead)
        : new CallPlan(Days.WAITS, List.of());
  }

  /** The fewest calls that so many metrics need. */
  public static int calls(int metrics) {
    return (metrics + A_CALL - 1) / A_CALL;
  }

  /** The most calls that a check makes which asks for so many metrics; in a small fleet more. */
  public static int most(int metrics) {
    return Math.max(1, calls(metrics) * 11 / 10);
  }

  /**
   * Whether a check may make one call more.
   *
   * @param asked metrics it has asked for
   * @param calls that took
   * @param further metrics of the call
   */
  public static boolean fits(int asked, int calls, int further) {
    return calls + 1 <= most(asked + further);
  }

  /**
   * Whether a check with this plan may make one call more.
   *
   * @param asked metrics it has asked for
   * @param calls that took
   * @param further metrics of the call
   */
  public boolean allows(int asked, int calls, int further) {
    return days == Days.SMALL_FLEET || fits(asked, calls, further);
  }
}
