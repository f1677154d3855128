package io.headroom.core.detect;

import io.headroom.core.fleet.StoppedTask;
import java.time.Instant;
import java.util.Optional;

/**
 * A container that the kernel killed for its memory.
 *
 * @param exitCode 137 as a rule; ECS has been seen to report others
 */
public record OomKill(String task, String container, int exitCode, String reason, Instant at) {

  /** The kill that stopped a task, if it was one. */
  public static Optional<OomKill> of(StoppedTask task) {
    return task.outOfMemory()
        .map(
            exit ->
                new OomKill(
                    task.id(),
                    exit.container(),
                    exit.exitCode().orElse(0),
                    exit.reason(),
                    task.stoppedAt()));
  }
}
