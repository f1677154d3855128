package io.headroom.infra.slack.render;

import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.runbook.RemedyKind;
import java.util.Locale;

/** How the remedies are called and what they do, in words. */
public final class RemedyWords {

  private RemedyWords() {}

  /** On a button: {@code Stop hottest task}. */
  public static String label(RemedyKind kind) {
    return switch (kind) {
      case RESTART -> "Restart";
      case STOP_HOTTEST_TASK -> "Stop hottest task";
      case RAISE_LIMIT -> "Raise limit";
      case SCALE_OUT -> "Scale out";
      case ROLL_BACK -> "Roll back";
      case SET_ENVIRONMENT -> "Set environment";
      case FORCE_GC -> "Force GC";
      case HEAP_SNAPSHOT -> "Heap snapshot";
      case CLEAR_CACHE -> "Clear cache";
      case RECYCLE -> "Recycle";
      case FIX_CODE -> "Fix in code";
    };
  }

  /** In a sentence: {@code scale-out}, {@code restart}. */
  public static String noun(RemedyKind kind) {
    return switch (kind) {
      case SCALE_OUT -> "scale-out";
      case ROLL_BACK -> "rollback";
      case STOP_HOTTEST_TASK -> "stop of the hottest task";
      case RAISE_LIMIT -> "raise of the limit";
      case FORCE_GC -> "forced GC";
      case RESTART, SET_ENVIRONMENT, HEAP_SNAPSHOT, CLEAR_CACHE, RECYCLE, FIX_CODE ->
          label(kind).toLowerCase(Locale.ROOT);
    };
  }

  /**
   * What a click does, in a line of markup: {@code limit of app: 512 MiB → 1 GiB; 4 tasks,
   * rolling}.
   */
  public static String doing(RemedyPlan plan) {
    String tasks = Plural.of(plan.pin().desired(), "task");
    return switch (plan.remedy()) {
      case Remedy.Restart restart -> tasks + ", rolling";
      case Remedy.StopHottestTask stop ->
          "only task " + Mrkdwn.code(shortened(stop.task()), 20) + "; ECS starts another";
      case Remedy.RaiseLimit raise -> changes(plan) + "; " + tasks + ", rolling";
      case Remedy.ScaleOut scale -> changes(plan);
    };
  }

  private static String changes(RemedyPlan plan) {
    String changes =
        String.join("; ", plan.changes().stream().map(RemedyPlan.Change::toString).toList());
    return Mrkdwn.plain(changes, 300);
  }

  /** Whether tasks that run now are stopped by it. */
  static boolean stopsTasks(RemedyKind kind) {
    return switch (kind) {
      case RESTART, STOP_HOTTEST_TASK, RAISE_LIMIT, ROLL_BACK, SET_ENVIRONMENT, RECYCLE -> true;
      case SCALE_OUT, FORCE_GC, HEAP_SNAPSHOT, CLEAR_CACHE, FIX_CODE -> false;
    };
  }

  /** The first eight characters of a task's id, as the console shows them. */
  static String shortened(String task) {
    return task.length() <= 8 ? task : task.substring(0, 8);
  }
}
