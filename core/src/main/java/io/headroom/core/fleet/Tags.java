package io.headroom.core.fleet;

import java.util.Set;

/**
 * The ECS tags by which a service speaks for itself. Besides those named here, one with the prefix
 * and the name of a rule sets that rule's threshold: {@code headroom:memory-high} = {@code 85%}.
 */
public final class Tags {

  /** What each of them begins with. */
  public static final String PREFIX = "headroom:";

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

  /** {@code port/path} of its admin endpoints. */
  public static final String HTTP = "headroom:http";

  /**
   * Where its application writes what it knows of its own memory: a CloudWatch namespace, and if
   * the names are not found by themselves a preset after a slash, as in {@code Shop/App/nodejs}.
   * With {@code container} or {@code process} its memory is read there before anywhere else.
   */
  public static final String METRICS = "headroom:metrics";

  /** All but those that set a threshold. */
  public static final Set<String> NAMES = Set.of(RUNBOOK, CHANNEL, OWNER, IGNORE, HTTP, METRICS);

  private Tags() {}

  /** Whether a service asks not to be watched. */
  public static boolean ignored(Service service) {
    return service.tag(IGNORE).filter("true"::equalsIgnoreCase).isPresent();
  }
}
