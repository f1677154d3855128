package io.headroom.core.fleet;

/** The ECS tags by which a service speaks for itself. */
public final class Tags {

  /** Runbooks that apply to it besides those for every service: ids with commas between. */
  public static final String RUNBOOK = "headroom:runbook";

  /** Id of the Slack channel that its threads open in. The cluster's counts if it has none. */
  public static final String CHANNEL = "headroom:channel";

  /**
   * Who looks after it: a Slack user, a Slack user group, or any text. The cluster's counts if it
   * has none.
   */
  public static final String OWNER = "headroom:owner";

  /** {@code true}: it is not watched. */
  public static final String IGNORE = "headroom:ignore";

  private Tags() {}

  /** Whether a service asks not to be watched. */
  public static boolean ignored(Service service) {
    return service.tag(IGNORE).filter("true"::equalsIgnoreCase).isPresent();
  }
}
