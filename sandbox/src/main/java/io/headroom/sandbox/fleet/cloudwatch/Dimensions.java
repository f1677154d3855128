package io.headroom.sandbox.fleet.cloudwatch;

import static io.headroom.sandbox.fleet.cloudwatch.MetricName.CLUSTER;
import static io.headroom.sandbox.fleet.cloudwatch.MetricName.CONTAINER;
import static io.headroom.sandbox.fleet.cloudwatch.MetricName.FAMILY;
import static io.headroom.sandbox.fleet.cloudwatch.MetricName.SERVICE;
import static io.headroom.sandbox.fleet.cloudwatch.MetricName.TASK;

import java.util.Set;

/** The sets of dimensions under which Container Insights sends a metric. */
final class Dimensions {

  private static final Set<Set<String>> STANDARD =
      Set.of(Set.of(CLUSTER), Set.of(CLUSTER, SERVICE), Set.of(CLUSTER, FAMILY));
  private static final Set<Set<String>> PER_TASK =
      Set.of(Set.of(CLUSTER, SERVICE, TASK), Set.of(CLUSTER, FAMILY, TASK));
  private static final Set<Set<String>> PER_CONTAINER =
      Set.of(
          Set.of(CLUSTER),
          Set.of(CLUSTER, SERVICE, CONTAINER),
          Set.of(CLUSTER, FAMILY, CONTAINER),
          Set.of(CLUSTER, SERVICE, TASK, CONTAINER),
          Set.of(CLUSTER, FAMILY, TASK, CONTAINER));

  private Dimensions() {}

  /** Whether a metric of tasks, or of containers, exists under a set of dimensions. */
  static boolean allowed(Set<String> names, boolean ofContainers, boolean enhanced) {
    if (ofContainers) {
      return PER_CONTAINER.contains(names);
    }
    return STANDARD.contains(names) || (enhanced && PER_TASK.contains(names));
  }
}
