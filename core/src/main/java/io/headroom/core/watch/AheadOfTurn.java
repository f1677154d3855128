package io.headroom.core.watch;

import io.headroom.core.fleet.ServiceId;
import java.time.Instant;

/**
 * A quiet service that is asked about some minutes ahead of its turn, to fill a call that is made
 * anyway. It costs nothing in the long run: until the service is back at the minute of its own, six
 * minutes and not five lie between two questions, so that each brings it back by one. Six minutes
 * still make an alert at most five minutes later than by asking each minute.
 */
public final class AheadOfTurn {

  /** Most minutes between two questions about a service that is quiet. */
  public static final int LONGEST = WatchReason.QUIET.minutes() + 1;

  private AheadOfTurn() {}

  /** Minutes from a moment to the service's next turn; 0 in the minute of its turn. */
  public static long lead(ServiceId service, Instant at) {
    int round = WatchReason.QUIET.minutes();
    return Math.floorMod(WatchPlan.slot(service, round) - WatchPlan.minute(at), round);
  }

  /** Whether a service that was asked about ahead of its turn is due again. */
  static boolean due(Instant asked, Instant now) {
    return minutes(asked, now) >= LONGEST;
  }

  /**
   * Whether a quiet service may be asked about now though it is not due: as long as that makes it
   * less than a round early. A whole round would be a question more, which costs.
   *
   * @param asked when it was asked about last
   * @param ahead whether that was ahead of its turn
   */
  public static boolean may(ServiceId service, Instant asked, boolean ahead, Instant now) {
    return minutes(asked, now) > (ahead ? lead(service, asked) : 0);
  }

  /** Minutes until a quiet service is due: those that are due soonest are asked ahead first. */
  public static long left(ServiceId service, Instant asked, boolean ahead, Instant now) {
    return ahead ? Math.max(0, LONGEST - minutes(asked, now)) : lead(service, now);
  }

  private static long minutes(Instant from, Instant to) {
    return WatchPlan.minute(to) - WatchPlan.minute(from);
  }
}
