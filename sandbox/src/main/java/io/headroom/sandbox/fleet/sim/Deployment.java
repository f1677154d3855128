package io.headroom.sandbox.fleet.sim;

import java.time.Instant;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** One deployment of a service: the primary one, or an older one that still has tasks. */
public final class Deployment {

  private final String id;
  private final TaskDefinition taskDefinition;
  private final Instant createdAt;
  private Instant updatedAt;
  private DeploymentRolloutState rolloutState = DeploymentRolloutState.IN_PROGRESS;

  Deployment(String id, TaskDefinition taskDefinition, Instant createdAt) {
    this.id = id;
    this.taskDefinition = taskDefinition;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  void complete(Instant now) {
    rolloutState = DeploymentRolloutState.COMPLETED;
    updatedAt = now;
  }

  void touch(Instant now) {
    updatedAt = now;
  }

  public String id() {
    return id;
  }

  public TaskDefinition taskDefinition() {
    return taskDefinition;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public DeploymentRolloutState rolloutState() {
    return rolloutState;
  }

  public boolean completed() {
    return rolloutState == DeploymentRolloutState.COMPLETED;
  }

  /** The sentence that ECS gives with the state. */
  public String rolloutStateReason() {
    return "ECS deployment " + id + (completed() ? " completed." : " in progress.");
  }
}
