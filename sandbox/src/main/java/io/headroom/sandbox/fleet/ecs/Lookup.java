package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds what a request names, or refuses as ECS does. The caller holds the lock. */
final class Lookup {

  private final World world;

  Lookup(World world) {
    this.world = world;
  }

  /** Refuses a throttled call. */
  void admit() {
    if (world.faults().takeThrottle()) {
      throw EcsErrors.throttled();
    }
  }

  /** The cluster of a request; without a name ECS means the one called {@code default}. */
  SimCluster cluster(String operation, @Nullable String nameOrArn) {
    admit();
    String name = nameOrArn == null ? "default" : Arns.nameOf(nameOrArn);
    if (world.faults().forbids(name)) {
      throw EcsErrors.accessDenied(operation, Arns.cluster(name));
    }
    SimCluster cluster = world.cluster(name);
    if (cluster == null) {
      throw EcsErrors.clusterNotFound();
    }
    return cluster;
  }

  /** An existing service of a cluster. */
  SimService service(SimCluster cluster, @Nullable String nameOrArn) {
    SimService service = nameOrArn == null ? null : cluster.service(nameOrArn);
    if (service == null) {
      throw EcsErrors.serviceNotFound();
    }
    return service;
  }

  /** A task that ECS still knows, by id or ARN, or null. */
  @Nullable SimTask task(SimCluster cluster, String idOrArn) {
    String id = Arns.nameOf(idOrArn);
    return cluster.tasks().stream()
        .filter(task -> task.id().equals(id) && known(task))
        .findFirst()
        .orElse(null);
  }

  /** Whether ECS still describes a task: it does for about an hour after it stopped. */
  boolean known(SimTask task) {
    Instant stopped = task.stoppedAt();
    return stopped == null || stopped.plus(World.STOPPED_TASKS).isAfter(world.now());
  }
}
