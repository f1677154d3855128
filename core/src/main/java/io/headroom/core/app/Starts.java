package io.headroom.core.app;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the subjects of a service started, as far as ECS says: where memory begins anew. */
public final class Starts {

  private Starts() {}

  /** The service starts with each deployment, a task once. */
  public static Map<Subject, List<Instant>> of(Service service, List<Task> tasks) {
    var starts = new HashMap<Subject, List<Instant>>();
    starts.put(
        Subject.SERVICE,
        service.deployments().stream()
            .map(Deployment::createdAt)
            .filter(at -> at.isAfter(Instant.EPOCH))
            .sorted()
            .toList());
    for (Task task : tasks) {
      task.startedAt().ifPresent(at -> starts.put(Subject.task(task.id()), List.of(at)));
    }
    return starts;
  }
}
