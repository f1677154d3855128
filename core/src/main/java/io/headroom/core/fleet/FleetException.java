package io.headroom.core.fleet;

/** ECS refused a call or did not answer. */
public final class FleetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, and with it what to do next. */
  public enum Reason {
    /** Too many calls: try again later. */
    THROTTLED(true),
    /** No answer in time: try again later. */
    TIMED_OUT(true),
    /** A broken connection or a fault of the service: try again later. */
    UNAVAILABLE(true),
    /** The role may not do it, or not on this cluster. */
    ACCESS_DENIED(false),
    /** The cluster, service, task or task definition does not exist. */
    NOT_FOUND(false),
    /** ECS does not take the request as it is. */
    INVALID(false),
    /** It is in no scope of this installation: nothing was asked. */
    OUT_OF_SCOPE(false);

    private final boolean passing;

    Reason(boolean passing) {
      this.passing = passing;
    }

    /** Whether the same call may succeed later. */
    public boolean passing() {
      return passing;
    }
  }

  private final Reason reason;

  public FleetException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public FleetException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
