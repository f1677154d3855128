package io.headroom.core.fleet;

import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as ECS described it at one moment.
 *
 * @param desired tasks that should run
 * @param running tasks that run
 * @param pending tasks that start
 * @param taskDefinition what new tasks are made from
 * @param deployments the primary one first, if there is one; more than one while tasks are replaced
 * @param controller who rolls deployments out; remedies act only on {@link Controller#ECS}
 * @param insights which Container Insights metrics the cluster publishes
 * @param tags the service's ECS tags, and of its cluster those that speak for all its services
 *     ({@link Tags#CHANNEL}, {@link Tags#OWNER}), where the service has none of that name
 * @param events ECS's latest messages about the service, newest first, ten at the most
 */
public record Service(
    ServiceId id,
    int desired,
    int running,
    int pending,
    TaskDefinition taskDefinition,
    List<Deployment> deployments,
    Controller controller,
    Insights insights,
    Map<String, String> tags,
    List<ServiceEvent> events) {

  /** Who rolls deployments out. */
  public enum Controller {
    ECS,
    CODE_DEPLOY,
    EXTERNAL
  }

  /** Which Container Insights metrics a cluster publishes, from its {@code containerInsights}. */
  public enum Insights {
    /** {@code disabled}: only {@code AWS/ECS}, per service. */
    OFF,
    /** {@code enabled}: {@code ECS/ContainerInsights}, per service. */
    ON,
    /** {@code enhanced}: per task and container as well. */
    ENHANCED
  }

  /** One message of ECS about the service. */
  public record ServiceEvent(Instant at, String message) {}

  public Service {
    deployments = List.copyOf(deployments);
    tags = Map.copyOf(tags);
    events = List.copyOf(events);
  }

  /** The deployment that new tasks belong to; none for a service that CodeDeploy rolls out. */
  public Optional<Deployment> primary() {
    return deployments.stream()
        .filter(deployment -> deployment.status() == Deployment.Status.PRIMARY)
        .findFirst();
  }

  /** Whether tasks are being replaced. In a deployment that failed, ECS starts no more tasks. */
  public boolean deploying() {
    Optional<Deployment.Rollout> rollout = primary().map(Deployment::rollout);
    return !deploymentFailed()
        && (deployments.size() > 1
            || rollout.filter(Deployment.Rollout.IN_PROGRESS::equals).isPresent());
  }

  /** Whether ECS has given up the deployment that new tasks belong to. */
  public boolean deploymentFailed() {
    return primary().map(Deployment::rollout).filter(Deployment.Rollout.FAILED::equals).isPresent();
  }

  /** What a task may use before it is killed. */
  public Bytes limit() {
    return taskDefinition.limit();
  }

  /** The value of a tag, if the service carries it and it is not blank. */
  public Optional<String> tag(String name) {
    return Optional.ofNullable(tags.get(name)).map(String::strip).filter(value -> !value.isEmpty());
  }
}
