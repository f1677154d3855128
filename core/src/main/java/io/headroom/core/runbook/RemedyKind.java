package io.headroom.core.runbook;

import java.util.Locale;

/** What can be done about memory. All but {@link #FIX_CODE} become buttons. */
public enum RemedyKind {
  /** Replace every task, rolling. */
  RESTART,
  /** Stop the one task that uses the most memory; ECS replaces it. */
  STOP_HOTTEST_TASK,
  /** A new task definition revision with more memory, and the heap flag that goes with it. */
  RAISE_LIMIT,
  /** More tasks. */
  SCALE_OUT,
  /** Back to the task definition revision of the last good deployment. */
  ROLL_BACK,
  /** A new revision with other environment variables. */
  SET_ENVIRONMENT,
  /** Ask the application, over HTTP, to collect garbage. */
  FORCE_GC,
  /** Ask the application, over HTTP, to write a heap snapshot. */
  HEAP_SNAPSHOT,
  /** Ask the application, over HTTP, to clear its caches. */
  CLEAR_CACHE,
  /** Replace the tasks every so many hours, until the cause is fixed. */
  RECYCLE,
  /** Guidance only: what to change in the code. */
  FIX_CODE;

  /** The word in YAML, on the command line and in button values: {@code stop-hottest-task}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
