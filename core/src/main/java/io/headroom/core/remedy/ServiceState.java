package io.headroom.core.remedy;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.remedy.RemedyPlan.Pin;
import java.util.List;
import java.util.Optional;

/**
 * A service as remedies look at it.
 *
 * @param tasks those that have not stopped
 * @param scaling the range Application Auto Scaling moves it in, if any
 */
public record ServiceState(
    Service service, List<Task> tasks, Optional<ScalingRange> scaling, ServiceMemory memory) {

  public ServiceState {
    tasks = List.copyOf(tasks);
  }

  /** What a plan made now holds for. */
  public Pin pin() {
    return new Pin(
        service.primary().map(Deployment::id).orElse(""),
        service.taskDefinition().arn(),
        service.desired());
  }

  /** Tasks that run and are not about to stop. */
  public List<Task> running() {
    return tasks.stream().filter(task -> task.status() == Task.Status.RUNNING).toList();
  }
}
