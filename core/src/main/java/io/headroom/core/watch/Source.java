package io.headroom.core.watch;

/** Where a service's memory comes from, the best first. */
public enum Source {
  /** Container Insights with enhanced observability: the service, each task, each container. */
  INSIGHTS_PER_TASK("Container Insights with enhanced observability, per task and container"),
  /** Container Insights: the service alone. */
  INSIGHTS("Container Insights, per service"),
  /** {@code AWS/ECS} {@code MemoryUtilization}, which every cluster has: the service alone. */
  UTILIZATION("AWS/ECS MemoryUtilization, Maximum, per service");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
