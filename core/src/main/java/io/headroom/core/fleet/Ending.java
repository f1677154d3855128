package io.headroom.core.fleet;

/**
 * How a task came to its end: by itself, or because somebody wanted that. From ECS's stop codes
 * ({@code TaskStopCode}) and, where one code stands for both, from its sentences ("Stopped tasks
 * error codes" in the developer guide).
 */
public enum Ending {
  /** An essential container was killed for its memory. */
  OUT_OF_MEMORY(true, true),
  /** An essential container ended with an exit code other than 0. */
  CRASHED(true, true),
  /** An essential container ended with exit code 0. */
  EXITED(true, false),
  /** It never ran: its image, its secrets or its network could not be had. */
  FAILED_TO_START(true, false),
  /** It did not answer its health check, the container's or the load balancer's. */
  UNHEALTHY(true, true),
  /** Its host was lost. */
  HOST_LOST(true, false),
  /** A deployment or scaling in took it away. */
  REPLACED(false, false),
  /** Somebody asked for it. */
  STOPPED_BY_REQUEST(false, false),
  /** AWS took the capacity back, after a notice: Spot, or maintenance. */
  CAPACITY_TAKEN_BACK(false, false),
  /** ECS does not say. */
  UNKNOWN(false, false);

  private static final String HEALTH_CHECK = "health check";

  private final boolean byItself;
  private final boolean failure;

  Ending(boolean byItself, boolean failure) {
    this.byItself = byItself;
    this.failure = failure;
  }

  /** Whether nobody asked for it: then it counts as a restart. */
  public boolean byItself() {
    return byItself;
  }

  /** Whether the application crashed or did not answer: then users are hit. */
  public boolean failure() {
    return failure;
  }

  /** How a task ended. */
  public static Ending of(StoppedTask task) {
    if (task.outOfMemory().isPresent()) {
      return OUT_OF_MEMORY;
    }
    return switch (task.stopCode()) {
      case "EssentialContainerExited" -> exited(task);
      case "TaskFailedToStart" -> FAILED_TO_START;
      case "UserInitiated" -> STOPPED_BY_REQUEST;
      case "SpotInterruption", "TerminationNotice" -> CAPACITY_TAKEN_BACK;
      case "InfrastructureHealth" -> HOST_LOST;
      // The scheduler stops what it replaces, what is unhealthy and what lost its host alike.
      default -> bySentence(task);
    };
  }

  private static Ending exited(StoppedTask task) {
    return task.exits().stream()
            .flatMap(exit -> exit.exitCode().stream())
            .anyMatch(exitCode -> exitCode != 0)
        ? CRASHED
        : EXITED;
  }

  private static Ending bySentence(StoppedTask task) {
    String reason = task.stoppedReason();
    if (reason.contains(HEALTH_CHECK)) {
      return UNHEALTHY;
    }
    if (reason.contains("deregistration forced by user")) {
      return STOPPED_BY_REQUEST;
    }
    if (reason.startsWith("Host EC2")) {
      return HOST_LOST;
    }
    if (reason.contains("maintenance")) {
      return CAPACITY_TAKEN_BACK;
    }
    if (reason.startsWith("Essential container in task exited")) {
      return exited(task);
    }
    return task.stopCode().equals("ServiceSchedulerInitiated")
            || reason.startsWith("Scaling activity")
        ? REPLACED
        : UNKNOWN;
  }
}
