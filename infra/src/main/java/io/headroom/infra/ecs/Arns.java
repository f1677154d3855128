package io.headroom.infra.ecs;

import java.util.regex.Pattern;

/** ARNs of ECS, taken apart. */
final class Arns {

  /** Region, account, name. */
  static final Pattern CLUSTER = Pattern.compile("arn:[^:]+:ecs:([^:]+):(\\d{12}):cluster/([^/]+)");

  /** The id; before 2018 an ARN did not name the cluster. */
  static final Pattern TASK =
      Pattern.compile("arn:[^:]+:ecs:[^:]+:\\d{12}:task/(?:[^/]+/)?([^/]+)");

  /** Region, account, cluster if it is named, name. */
  static final Pattern SERVICE =
      Pattern.compile("arn:[^:]+:ecs:([^:]+):(\\d{12}):service/(?:([^/]+)/)?([^/]+)");

  private Arns() {}
}
