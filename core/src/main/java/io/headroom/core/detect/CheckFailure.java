package io.headroom.core.detect;

import io.headroom.core.fleet.FleetException;
import java.time.Instant;

/**
 * A check of a scope that came to nothing as a whole.
 *
 * @param at when it began
 * @param detail what AWS answered, or what went wrong
 */
public record CheckFailure(Instant at, Reason reason, String detail) {

  /** Why. */
  public enum Reason {
    ACCESS_DENIED,
    THROTTLED,
    TIMED_OUT,
    UNAVAILABLE,
    NOT_FOUND,
    INVALID,
    OUT_OF_SCOPE,
    /** Not an answer of ECS: the database, or a fault of Headroom. */
    UNEXPECTED
  }

  /** What an exception that ended a check says. */
  public static CheckFailure of(RuntimeException exception, Instant at) {
    return exception instanceof FleetException fleet
        ? new CheckFailure(at, reason(fleet.reason()), String.valueOf(fleet.getMessage()))
        : new CheckFailure(at, Reason.UNEXPECTED, exception.toString());
  }

  private static Reason reason(FleetException.Reason reason) {
    return switch (reason) {
      case ACCESS_DENIED -> Reason.ACCESS_DENIED;
      case THROTTLED -> Reason.THROTTLED;
      case TIMED_OUT -> Reason.TIMED_OUT;
      case UNAVAILABLE -> Reason.UNAVAILABLE;
      case NOT_FOUND -> Reason.NOT_FOUND;
      case INVALID -> Reason.INVALID;
      case OUT_OF_SCOPE -> Reason.OUT_OF_SCOPE;
    };
  }
}
