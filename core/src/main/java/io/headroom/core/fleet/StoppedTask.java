package io.headroom.core.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task that stopped, and what ECS says of it. ECS forgets it after about an hour.
 *
 * @param id the last part of its ARN
 * @param stopCode as in {@code EssentialContainerExited}; empty where ECS gives none
 * @param stoppedReason ECS's sentence; may be empty
 */
public record StoppedTask(
    ServiceId service,
    String id,
    String taskDefinition,
    Optional<Instant> startedAt,
    Instant stoppedAt,
    String stopCode,
    String stoppedReason,
    List<Exit> exits) {

  /**
   * How one of its containers ended.
   *
   * @param exitCode empty if it never ran
   * @param reason ECS's words; may be empty
   */
  public record Exit(String container, Optional<Integer> exitCode, String reason) {

    /**
     * Whether the kernel killed it for its memory. The reason decides, whatever the exit code: ECS
     * reports {@code OutOfMemoryError} with exit code 0 when only a child process was killed
     * (amazon-ecs-agent#2467), and 137 alone is any SIGKILL.
     */
    public boolean outOfMemory() {
      return reason.startsWith("OutOfMemory");
    }
  }

  public StoppedTask {
    exits = List.copyOf(exits);
  }

  /** The container that ran out of memory, if one did. */
  public Optional<Exit> outOfMemory() {
    return exits.stream().filter(Exit::outOfMemory).findFirst();
  }
}
