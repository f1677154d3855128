package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.FleetView.ClusterView;
import io.headroom.sandbox.fleet.FleetView.Point;
import io.headroom.sandbox.fleet.FleetView.ServiceView;
import io.headroom.sandbox.fleet.FleetView.TaskView;
import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.Memory;
import io.headroom.sandbox.fleet.sim.MinuteSeries;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimContainer;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import io.headroom.sandbox.fleet.workload.ProcessMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Renders the account for the page. The caller holds the lock. */
final class Views {

  private static final double MIB = 1 << 20;

  private final World world;
  private final Instant since;
  private final int points;

  Views(World world, Duration window, int points) {
    this.world = world;
    this.since = world.now().minus(window);
    this.points = points;
  }

  FleetView fleet() {
    return new FleetView(world.now(), world.clusters().stream().map(this::cluster).toList());
  }

  private ClusterView cluster(SimCluster cluster) {
    return new ClusterView(
        cluster.name(),
        cluster.insights().value(),
        cluster.services().stream().map(this::service).toList());
  }

  private ServiceView service(SimService service) {
    TaskDefinition definition = service.taskDefinition();
    return new ServiceView(
        service.cluster().name() + "/" + service.name(),
        service.name(),
        service.launchType().toString(),
        service.workload().runtime(),
        service.desired(),
        service.runningTasks().size(),
        service.pendingTasks().size(),
        bytes(Memory.limitMib(definition, Memory.main(definition))),
        Arns.nameOf(definition.taskDefinitionArn()),
        !service.primary().completed(),
        service.tasks().stream().filter(this::inWindow).map(this::task).toList(),
        service.marks().stream().filter(mark -> !mark.at().isBefore(since)).toList());
  }

  private boolean inWindow(SimTask task) {
    Instant stopped = task.stoppedAt();
    return stopped == null || !stopped.isBefore(since);
  }

  private TaskView task(SimTask task) {
    SimContainer main = task.main();
    ProcessMemory process = main.process();
    return new TaskView(
        task.id(),
        task.status().name(),
        task.startedAt(),
        task.stoppedAt(),
        bytes(main.limitMib()),
        bytes(main.usedMib()),
        process != null && process.leaking(),
        main.reason() != null,
        history(main.memory()));
  }

  private List<Point> history(MinuteSeries memory) {
    long from = Math.max(Math.floorDiv(since.getEpochSecond(), 60), memory.firstMinute());
    long to = memory.lastMinute();
    long window = Math.floorDiv(world.now().getEpochSecond() - since.getEpochSecond(), 60);
    long width = Math.max(1, Math.ceilDiv(window, (long) points));
    List<Point> history = new ArrayList<>();
    for (long bucket = from - Math.floorMod(from, width); bucket <= to; bucket += width) {
      double most = 0;
      for (long minute = bucket; minute < bucket + width; minute++) {
        most = Math.max(most, memory.at(minute).max());
      }
      if (most > 0) {
        history.add(new Point(Instant.ofEpochSecond(bucket * 60), bytes(most)));
      }
    }
    return history;
  }

  private static long bytes(double mib) {
    return Math.round(mib * MIB);
  }
}
