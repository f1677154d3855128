package io.headroom.core.remedy;

import java.util.Optional;

/**
 * Whether a plan that a person clicked still holds, on what ECS says just before it is run.
 * Anything may have happened since the button was drawn.
 */
public final class Precheck {

  private Precheck() {}

  /** Why the plan must not be run any more; empty if it may. */
  public static Optional<Refusal> refusal(RemedyPlan plan, ServiceState now) {
    Optional<Refusal> hindrance = Hindrance.of(plan.remedy().kind(), now.service());
    if (hindrance.isPresent()) {
      return hindrance;
    }
    if (!now.pin().deployment().equals(plan.pin().deployment())
        || !now.pin().taskDefinition().equals(plan.pin().taskDefinition())) {
      return Optional.of(Refusal.SERVICE_CHANGED);
    }
    return switch (plan.remedy()) {
      case Remedy.StopHottestTask stop ->
          now.running().stream().noneMatch(task -> task.id().equals(stop.task()))
              ? Optional.of(Refusal.TASK_GONE)
              : now.running().size() < 2 ? Optional.of(Refusal.ONE_TASK_ONLY) : Optional.empty();
      case Remedy.Restart restart -> Optional.empty();
      case Remedy.RaiseLimit raise -> Optional.empty();
      case Remedy.ScaleOut scale ->
          // Auto Scaling moves the count at any time, which matters to this remedy only. Its range
          // is written back with another minimum, so that the maximum must be the one of now.
          now.pin().desired() == plan.pin().desired()
                  && now.scaling().isPresent() == scale.raisesMinimum()
                  && now.scaling().stream().allMatch(range -> range.maximum() == scale.maximum())
              ? Optional.empty()
              : Optional.of(Refusal.SERVICE_CHANGED);
    };
  }
}
