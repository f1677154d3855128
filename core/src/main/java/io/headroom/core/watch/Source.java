package io.headroom.core.watch;

/** Where memory comes from, the best first (decision 14). */
public enum Source {
  /** Container Insights with enhanced observability: each task and each container. */
  INSIGHTS_PER_TASK("Container Insights with enhanced observability"),
  /**
   * {@code AWS/ECS} {@code MemoryUtilization}, which every cluster has: the service, and its {@code
   * Maximum} is "the task with the highest resource usage".
   */
  UTILIZATION("AWS/ECS MemoryUtilization, Maximum: its hottest task"),
  /**
   * Container Insights: the service, by "averaging data across all tasks", as the CloudWatch user
   * guide says of it.
   */
  INSIGHTS("Container Insights MemoryUtilized, Maximum"),
  /** What an application says of itself, or an agent beside it, in any namespace. */
  APPLICATION("a metric of its application");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether it is the same measure as another: what a container uses, as ECS's agent sees it. */
  public boolean measuresAs(Source other) {
    return (this == APPLICATION) == (other == APPLICATION);
  }
}
