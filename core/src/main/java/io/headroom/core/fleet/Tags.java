package io.headroom.core.fleet;

/** The ECS tags by which a service speaks for itself. */
public final class Tags {

  /** Runbooks that apply to it besides those for every service: ids with commas between. */
  public static final String RUNBOOK = "headroom:runbook";

  /** {@code true}: it is not watched. */
  public static final String IGNORE = "headroom:ignore";

  private Tags() {}

  /** Whether a service asks not to be watched. */
  public static boolean ignored(Service service) {
    return service.tag(IGNORE).filter("true"::equalsIgnoreCase).isPresent();
  }
}
