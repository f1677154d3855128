package io.headroom.core.detect;

import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.StoppedTask;
import java.time.Instant;
import java.util.Optional;

/**
 * A task that ended by itself, for ECS to start another in its place.
 *
 * @param task its id
 * @param ending how
 * @param reason ECS's sentence; may be empty
 */
public record Restart(String task, Instant at, Ending ending, String reason) {

  /**
   * Whether a task was one of those that a deployment under way replaces, and was stopped for its
   * health check: it was on its way out.
   */
  public static boolean ofReplaced(StoppedTask task, Service service) {
    return Ending.of(task) == Ending.UNHEALTHY
        && service.deploying()
        && service
            .primary()
            .filter(
                deployment ->
                    task.startedAt().filter(at -> at.isBefore(deployment.createdAt())).isPresent())
            .isPresent();
  }

  /** The restart that a stopped task stands for; empty if somebody wanted it to stop. */
  public static Optional<Restart> of(StoppedTask task) {
    Ending ending = Ending.of(task);
    return ending.byItself()
        ? Optional.of(new Restart(task.id(), task.stoppedAt(), ending, task.stoppedReason()))
        : Optional.empty();
  }
}
