package io.headroom.core.watch;

/** Why CloudWatch is asked about a service as often as it is. The first that applies counts. */
public enum WatchReason {
  /** An incident is open for it. */
  OPEN_INCIDENT(1, true),
  /** It is near a threshold of one of its rules, or above. */
  NEAR(1, true),
  /** At its pace it would reach a threshold soon. */
  CLIMBING(1, true),
  /** Nothing was known of it until a few minutes ago. */
  NEW(1, false),
  /** It should have no task and has none: there is nothing to ask about. */
  IDLE(0, false),
  /** None of these. */
  QUIET(5, false);

  private final int minutes;
  private final boolean perTask;

  WatchReason(int minutes, boolean perTask) {
    this.minutes = minutes;
    this.perTask = perTask;
  }

  /** How many minutes lie between two questions about a service; 0 for none at all. */
  public int minutes() {
    return minutes;
  }

  /** Whether its tasks are asked about one by one, where the cluster publishes that. */
  public boolean perTask() {
    return perTask;
  }
}
