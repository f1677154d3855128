package io.headroom.core.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * A task that has not stopped.
 *
 * @param id the last part of its ARN
 * @param taskDefinition ARN with revision
 * @param deployment id of the deployment that started it (ECS calls it its starter), if ECS says
 * @param startedAt when its containers ran; empty until then
 */
public record Task(
    String id,
    String taskDefinition,
    Optional<String> deployment,
    Status status,
    Optional<Instant> startedAt) {

  /** Where it is in its life, as far as a remedy cares. */
  public enum Status {
    STARTING,
    RUNNING,
    STOPPING
  }
}
