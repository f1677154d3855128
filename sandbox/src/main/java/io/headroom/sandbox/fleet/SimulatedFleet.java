package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.cloudwatch.SimulatedCloudWatch;
import io.headroom.sandbox.fleet.ecs.SimulatedEcs;
import io.headroom.sandbox.fleet.scaling.SimulatedAutoScaling;
import io.headroom.sandbox.fleet.sim.Faults;
import io.headroom.sandbox.fleet.sim.Incidents;
import io.headroom.sandbox.fleet.sim.ServiceSpec;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * A simulated AWS account with two ECS clusters and ten services, behind the SDK's own client
 * interfaces. Its time is what {@link #advanceTo} says; equal seeds, starts and calls give equal
 * answers. Thread-safe.
 */
public final class SimulatedFleet {

  /** As far back as this the history has the steps of the time after the start. */
  private static final Duration RECENT_HISTORY = Duration.ofHours(3);

  private static final Duration CHART = Duration.ofHours(3);
  private static final int CHART_POINTS = 180;

  private final World world;
  private final Incidents incidents;
  private final EcsClient ecs;
  private final CloudWatchClient cloudWatch;
  private final ApplicationAutoScalingClient autoScaling;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** The fleet of the default scenario. */
  public SimulatedFleet(long seed, Instant start) {
    this(Scenario.DEFAULT, seed, start);
  }

  /** The fleet of a scenario, with the past that it has. */
  public SimulatedFleet(Scenario scenario, long seed, Instant start) {
    this.world = new World(seed, start.minus(scenario.history()), scenario.history());
    this.incidents = new Incidents(world);
    new Catalogue(world, scenario, start).build();
    new Screenplay(world, incidents, start).plan(scenario);
    world.skipTo(start.minus(RECENT_HISTORY));
    world.advanceTo(start);
    world.openEvents();
    this.ecs = new SimulatedEcs(world);
    this.cloudWatch = new SimulatedCloudWatch(world);
    this.autoScaling = new SimulatedAutoScaling(world);
  }

  /** The fleet of a scenario by its name, as {@code default} or {@code slow-leak}. */
  public static SimulatedFleet scenario(String name, long seed, Instant start) {
    return new SimulatedFleet(Scenario.of(name), seed, start);
  }

  /** Adds a service that has been running for days. */
  void add(String cluster, ServiceSpec spec, TaskDefinition definition) {
    world.locked(
        () -> {
          TaskDefinition registered =
              world.taskDefinitions().register(definition, List.of(), world.now());
          SimCluster found = Objects.requireNonNull(world.cluster(cluster), cluster);
          return world.addService(found, spec, registered);
        });
  }

  /** Amazon ECS of this account. */
  public EcsClient ecs() {
    return ecs;
  }

  /** Amazon CloudWatch of this account. */
  public CloudWatchClient cloudWatch() {
    return cloudWatch;
  }

  /** Application Auto Scaling of this account. */
  public ApplicationAutoScalingClient autoScaling() {
    return autoScaling;
  }

  /**
   * Moves time on, in whole steps of 10 seconds, then hands the EventBridge events of that time to
   * the listeners, in order and on this thread. An earlier moment changes nothing.
   */
  public void advanceTo(Instant now) {
    List<String> events =
        world.locked(
            () -> {
              world.advanceTo(now);
              return world.drainEvents();
            });
    for (String event : events) {
      listeners.forEach(listener -> listener.accept(event));
    }
  }

  /** The end of the last step: the fleet's own time. */
  public Instant now() {
    return world.locked(world::now);
  }

  /** Hands every EventBridge event from now on, as JSON, to a listener. */
  public void onEvent(Consumer<String> listener) {
    listeners.add(listener);
  }

  /**
   * Every running task of a service begins to leak, so fast that it reaches 90 % of its limit in
   * about 13 minutes, or sooner where its memory swings. A restarted task does not leak.
   *
   * @throws IllegalArgumentException for an unknown cluster or service
   */
  public void makeItLeak(String cluster, String service) {
    world.locked(() -> incidents.leak(cluster, service, Integer.MAX_VALUE, 0));
  }

  /** The same at a rate in MiB per minute. */
  public void makeItLeak(String cluster, String service, double mibPerMinute) {
    world.locked(() -> incidents.leak(cluster, service, Integer.MAX_VALUE, mibPerMinute));
  }

  /** The same for a number of tasks only. */
  public void leak(String cluster, String service, int taskCount, double mibPerMinute) {
    world.locked(() -> incidents.leak(cluster, service, taskCount, mibPerMinute));
  }

  /**
   * One running task of a service allocates until the kernel kills it, within a minute.
   *
   * @return its task id
   * @throws IllegalArgumentException for an unknown cluster or service, or one without running
   *     tasks
   */
  public String killOutOfMemory(String cluster, String service) {
    return world.locked(() -> incidents.runAway(cluster, service));
  }

  /**
   * Deletes a service, as {@code aws ecs delete-service --force} does.
   *
   * @throws IllegalArgumentException for an unknown cluster or service
   */
  public void delete(String cluster, String service) {
    world.locked(() -> incidents.delete(cluster, service));
  }

  /** Every container that was killed for its memory, of the tasks whose metrics are kept. */
  public List<PastKill> kills() {
    return world.locked(() -> PastKill.all(world));
  }

  /** Makes AWS itself fail. */
  public void faults(Consumer<Faults> change) {
    world.locked(
        () -> {
          change.accept(world.faults());
          return true;
        });
  }

  /** The fleet for a page, with charts of the last three hours by the minute. */
  public FleetView view() {
    return view(CHART, CHART_POINTS);
  }

  /** The fleet for a page, with charts over a window of at most so many points. */
  public FleetView view(Duration window, int points) {
    return world.locked(() -> new Views(world, window, points).fleet());
  }
}
