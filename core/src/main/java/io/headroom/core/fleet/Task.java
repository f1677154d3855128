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
 * @param health what its containers' health checks say
 */
public record Task(
    String id,
    String taskDefinition,
    Optional<String> deployment,
    Status status,
    Optional<Instant> startedAt,
    Health health) {

  /** ECS's {@code healthStatus}: the worst of its essential containers. */
  public enum Health {
    HEALTHY,
    /** It does not answer its health check. */
    UNHEALTHY,
    /** It has no health check, or that has not run yet. */
    UNKNOWN
  }

  /** One whose health is not known. */
  public Task(
      String id,
      String taskDefinition,
      Optional<String> deployment,
      Status status,
      Optional<Instant> startedAt) {
    this(id, taskDefinition, deployment, status, startedAt, Health.UNKNOWN);
  }

  /** Where it is in its life, as far as a remedy cares. */
  public enum Status {
    STARTING,
    RUNNING,
    STOPPING
  }
}
