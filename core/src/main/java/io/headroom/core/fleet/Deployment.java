package io.headroom.core.fleet;

import java.time.Instant;

/**
 * One set of a service's tasks that share a task definition.
 *
 * @param id as in {@code ecs-svc/1234567890123456789}
 * @param rollout how far ECS says it is; {@link Rollout#COMPLETED} where ECS does not say
 * @param reason ECS's words for the state; may be empty
 * @param taskDefinition ARN with revision
 * @param failed tasks that did not start or were stopped as unhealthy
 */
public record Deployment(
    String id,
    Status status,
    Rollout rollout,
    String reason,
    String taskDefinition,
    Instant createdAt,
    int desired,
    int running,
    int pending,
    int failed) {

  /** Its place among the service's deployments. */
  public enum Status {
    PRIMARY,
    ACTIVE,
    INACTIVE
  }

  /** ECS's {@code rolloutState}. */
  public enum Rollout {
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }
}
