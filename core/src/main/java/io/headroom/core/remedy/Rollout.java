package io.headroom.core.remedy;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.remedy.RolloutStatus.Done;
import io.headroom.core.remedy.RolloutStatus.Failed;
import io.headroom.core.remedy.RolloutStatus.InProgress;
import io.headroom.core.remedy.RolloutStatus.NotSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads off ECS how far a remedy has come. */
public final class Rollout {

  /** After this a roll-out is given up on; ECS itself would go on trying for ever. */
  public static final Duration TIME_OUT = Duration.ofMinutes(30);

  private Rollout() {}

  /**
   * How far {@code plan} has come, from what it changed: no call is remembered, so that a crash
   * between asking ECS and writing it down makes no difference.
   */
  public static RolloutStatus status(
      RemedyPlan plan, Service service, List<Task> tasks, Instant startedAt, Instant now) {
    RolloutStatus status =
        switch (plan.remedy()) {
          case Remedy.Restart restart ->
              replaced(plan, service, runs(service).equals(plan.pin().taskDefinition()));
          case Remedy.RaiseLimit raise ->
              replaced(
                  plan,
                  service,
                  !runs(service).equals(raise.from())
                      && raise.change().isIn(service.taskDefinition()));
          case Remedy.StopHottestTask stop -> stopped(stop, service, tasks);
          case Remedy.ScaleOut scale -> scaled(scale, service);
        };
    boolean open = status instanceof InProgress || status instanceof NotSeen;
    return open && now.isAfter(startedAt.plus(TIME_OUT))
        ? new Failed(
            FailureReason.TIMED_OUT, "after " + TIME_OUT.toMinutes() + " min, " + where(service))
        : status;
  }

  private static RolloutStatus replaced(RemedyPlan plan, Service service, boolean runsPlan) {
    Deployment primary = service.primary().orElse(null);
    if (primary == null || primary.id().equals(plan.pin().deployment())) {
      return new NotSeen();
    }
    Optional<String> rolledBack = rolledBack(service, primary, plan.pin());
    if (rolledBack.isPresent()) {
      return new Failed(FailureReason.DEPLOYMENT_FAILED, rolledBack.get());
    }
    if (!runsPlan) {
      return new Failed(
          FailureReason.OVERTAKEN, "the service runs " + service.taskDefinition().shortName());
    }
    return switch (primary.rollout()) {
      case FAILED -> new Failed(FailureReason.DEPLOYMENT_FAILED, primary.reason());
      case IN_PROGRESS -> new InProgress(primary.running(), primary.desired());
      case COMPLETED ->
          service.deployments().size() == 1 && primary.running() >= primary.desired()
              ? new Done(primary.running())
              : new InProgress(primary.running(), primary.desired());
    };
  }

  /**
   * What ECS's circuit breaker or a CloudWatch alarm did to the remedy's deployment: it is FAILED
   * beside a newer one, whose reason is "rolling back to deploymentId ..." while it rolls out.
   */
  private static Optional<String> rolledBack(
      Service service, Deployment primary, RemedyPlan.Pin pin) {
    return service.deployments().stream()
        .filter(one -> !one.id().equals(pin.deployment()))
        .filter(
            one ->
                one.equals(primary)
                    ? one.reason().contains("rolling back")
                    : one.rollout() == Deployment.Rollout.FAILED)
        .map(Deployment::reason)
        .findFirst();
  }

  private static RolloutStatus stopped(
      Remedy.StopHottestTask stop, Service service, List<Task> tasks) {
    boolean runs =
        tasks.stream()
            .anyMatch(
                task -> task.id().equals(stop.task()) && task.status() != Task.Status.STOPPING);
    if (runs) {
      return new NotSeen();
    }
    long others =
        tasks.stream()
            .filter(task -> task.status() == Task.Status.RUNNING)
            .filter(task -> !task.id().equals(stop.task()))
            .count();
    return others >= service.desired()
        ? new Done(service.desired())
        : new InProgress((int) others, service.desired());
  }

  private static RolloutStatus scaled(Remedy.ScaleOut scale, Service service) {
    if (service.desired() < scale.to()) {
      return new NotSeen();
    }
    return service.running() >= scale.to()
        ? new Done(service.running())
        : new InProgress(service.running(), scale.to());
  }

  /** ARN of the revision that new tasks are made from. */
  private static String runs(Service service) {
    return service.primary().map(Deployment::taskDefinition).orElse("");
  }

  private static String where(Service service) {
    return "%d of %d tasks run".formatted(service.running(), service.desired());
  }
}
