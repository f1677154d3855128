package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimContainer;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A container that was killed for its memory, as an installation would have recorded it from the
 * event of ECS.
 *
 * @param service as in {@code shop/checkout-api}
 * @param task its id
 */
public record PastKill(String service, String task, String container, int exitCode, Instant at) {

  static List<PastKill> all(World world) {
    var kills = new ArrayList<PastKill>();
    for (SimCluster cluster : world.clusters()) {
      for (SimService service : cluster.services()) {
        for (SimTask task : service.tasks()) {
          kills.addAll(of(cluster.name() + "/" + service.name(), task));
        }
      }
    }
    kills.sort(Comparator.comparing(PastKill::at).thenComparing(PastKill::task));
    return kills;
  }

  private static List<PastKill> of(String service, SimTask task) {
    Instant at = task.executionStoppedAt() == null ? task.stoppingAt() : task.executionStoppedAt();
    var kills = new ArrayList<PastKill>();
    for (SimContainer container : task.containers()) {
      String reason = container.reason();
      Integer code = container.exitCode();
      if (at != null && code != null && reason != null && reason.startsWith("OutOfMemory")) {
        kills.add(new PastKill(service, task.id(), container.name(), code, at));
      }
    }
    return kills;
  }
}
