package io.headroom.e2e.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tells each change of a task and of a deployment once. */
final class StateChanges {

  private final EventBus bus;
  private final Predicate<String> killed;
  private final Map<String, String> tasks = new HashMap<>();
  private final Set<String> ending = new HashSet<>();
  private final Map<String, DeploymentRolloutState> deployments = new HashMap<>();

  /**
   * @param killed whether the task of an ARN was killed for its memory
   */
  StateChanges(EventBus bus, Predicate<String> killed) {
    this.bus = bus;
    this.killed = killed;
  }

  void tell(Snapshot fleet, Instant now) {
    fleet.running().forEach(task -> tell(task, now));
    for (Task task : fleet.stopped()) {
      // Seen a second time: by then the engine has said whether it was killed.
      if (!ending.add(task.taskArn())) {
        tell(task, now);
      }
    }
    fleet.services().forEach(service -> tell(service, now));
  }

  private void tell(Task task, Instant now) {
    if (!task.lastStatus().equals(tasks.put(task.taskArn(), task.lastStatus()))) {
      bus.send(EcsEvents.task(task, killed.test(task.taskArn()), now));
    }
  }

  private void tell(Service service, Instant now) {
    for (Deployment deployment : service.deployments()) {
      DeploymentRolloutState state = deployment.rolloutState();
      if (state == null || state == deployments.put(deployment.id(), state)) {
        continue;
      }
      bus.send(EcsEvents.deployment(service, deployment, "SERVICE_DEPLOYMENT_" + state, now));
      if (state == DeploymentRolloutState.COMPLETED) {
        bus.send(EcsEvents.steady(service, now));
      }
    }
  }
}
