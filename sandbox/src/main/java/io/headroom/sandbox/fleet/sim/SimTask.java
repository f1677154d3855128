package io.headroom.sandbox.fleet.sim;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * One task, from PROVISIONING to STOPPED. Times of its next states are drawn when it starts and
 * when it is told to stop; {@link TaskLifecycle} moves it on.
 */
public final class SimTask {

  /** The states of the task lifecycle in the ECS developer guide, in order. */
  public enum Status {
    PROVISIONING,
    PENDING,
    ACTIVATING,
    RUNNING,
    DEACTIVATING,
    STOPPING,
    DEPROVISIONING,
    STOPPED
  }

  final SimService service;
  final Deployment deployment;
  final String id;
  final List<SimContainer> containers;
  final Instant createdAt;
  final @Nullable String containerInstanceArn;
  final String availabilityZone;
  final StartTimes starts;
  final MinuteSeries cpu = new MinuteSeries();
  Status status = Status.PROVISIONING;
  boolean stopRequested;
  long version = 1;
  @Nullable Instant startedAt;
  @Nullable Instant stoppingAt;
  @Nullable Instant stoppedAt;
  @Nullable Instant executionStoppedAt;
  @Nullable TaskStopCode stopCode;
  @Nullable String stoppedReason;
  @Nullable StopTimes stops;

  /** When a starting task reaches its next states. */
  record StartTimes(Instant pending, Instant activating, Instant running, Instant healthy) {}

  /** When a stopping task reaches its next states. */
  record StopTimes(Instant stopping, Instant deprovisioning, Instant stopped) {}

  SimTask(
      SimService service,
      Deployment deployment,
      String id,
      List<SimContainer> containers,
      Instant createdAt,
      @Nullable String containerInstanceArn,
      String availabilityZone,
      StartTimes starts) {
    this.service = service;
    this.deployment = deployment;
    this.id = id;
    this.containers = List.copyOf(containers);
    this.createdAt = createdAt;
    this.containerInstanceArn = containerInstanceArn;
    this.availabilityZone = availabilityZone;
    this.starts = starts;
  }

  public SimService service() {
    return service;
  }

  public Deployment deployment() {
    return deployment;
  }

  public String id() {
    return id;
  }

  public String arn() {
    return Arns.task(service.cluster().name(), id);
  }

  public List<SimContainer> containers() {
    return containers;
  }

  /** The container that the workload describes. */
  public SimContainer main() {
    for (SimContainer container : containers) {
      if (container.main()) {
        return container;
      }
    }
    throw new IllegalStateException("task " + id + " has no main container");
  }

  public Status status() {
    return status;
  }

  /** RUNNING or STOPPED, as ECS wants it. */
  public String desiredStatus() {
    return stopRequested ? "STOPPED" : "RUNNING";
  }

  /** Whether the scheduler counts on it: it runs or starts, and nobody told it to stop. */
  public boolean live() {
    return !stopRequested && status != Status.STOPPED;
  }

  /** Whether its processes run and use memory. */
  public boolean running() {
    return main().process() != null;
  }

  /** Whether the scheduler counts it as healthy at a moment. */
  public boolean healthyAt(Instant now) {
    return live() && status == Status.RUNNING && !now.isBefore(starts.healthy());
  }

  /** What its containers' health checks say together at a moment. */
  public HealthStatus healthStatus(Instant now) {
    boolean checked = main().definition().healthCheck() != null;
    return checked && startedAt != null && !now.isBefore(starts.healthy())
        ? HealthStatus.HEALTHY
        : HealthStatus.UNKNOWN;
  }

  /** Memory in use by all its containers, in MiB. */
  public double usedMib() {
    return containers.stream().mapToDouble(SimContainer::usedMib).sum();
  }

  /** CPU per minute, in percent of what the task reserves. */
  public MinuteSeries cpu() {
    return cpu;
  }

  public LaunchType launchType() {
    return service.launchType();
  }

  public Instant createdAt() {
    return createdAt;
  }

  public @Nullable Instant startedAt() {
    return startedAt;
  }

  public @Nullable Instant stoppingAt() {
    return stoppingAt;
  }

  public @Nullable Instant stoppedAt() {
    return stoppedAt;
  }

  public @Nullable Instant executionStoppedAt() {
    return executionStoppedAt;
  }

  public @Nullable TaskStopCode stopCode() {
    return stopCode;
  }

  public @Nullable String stoppedReason() {
    return stoppedReason;
  }

  public @Nullable String containerInstanceArn() {
    return containerInstanceArn;
  }

  public String availabilityZone() {
    return availabilityZone;
  }

  public long version() {
    return version;
  }

  /** When its image was being pulled; empty before. */
  public @Nullable Instant pullStartedAt() {
    return status.compareTo(Status.ACTIVATING) >= 0 ? starts.pending().plusSeconds(1) : null;
  }

  /** When its image had been pulled; empty before. */
  public @Nullable Instant pullStoppedAt() {
    return status.compareTo(Status.ACTIVATING) >= 0 ? starts.activating() : null;
  }
}
