package io.headroom.core.remedy;

import io.headroom.core.runbook.RemedyKind;

/** What a click does to a service, with its arguments fixed before the click. */
public sealed interface Remedy {

  /** The runbooks' word for it. */
  RemedyKind kind();

  /** Replaces every task by a new one of the same revision. */
  record Restart() implements Remedy {
    @Override
    public RemedyKind kind() {
      return RemedyKind.RESTART;
    }
  }

  /** Stops one task, the one that uses most; ECS starts another. */
  record StopHottestTask(String task) implements Remedy {
    @Override
    public RemedyKind kind() {
      return RemedyKind.STOP_HOTTEST_TASK;
    }
  }

  /**
   * Registers a revision with more memory and makes the service run it.
   *
   * @param from ARN of the revision that is copied
   */
  record RaiseLimit(String from, LimitChange change) implements Remedy {
    @Override
    public RemedyKind kind() {
      return RemedyKind.RAISE_LIMIT;
    }
  }

  /**
   * Runs more tasks.
   *
   * @param to how many should run
   * @param raisesMinimum whether Application Auto Scaling's minimum is moved instead of the count
   * @param maximum Auto Scaling's maximum, unchanged by it; 0 where nothing scales the service
   */
  record ScaleOut(int to, boolean raisesMinimum, int maximum) implements Remedy {
    @Override
    public RemedyKind kind() {
      return RemedyKind.SCALE_OUT;
    }
  }
}
