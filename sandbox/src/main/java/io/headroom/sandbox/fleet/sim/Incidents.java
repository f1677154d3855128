package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.workload.ProcessMemory;
import java.util.List;
import java.util.Objects;

/** Trouble on demand: what the page's buttons and the scenarios do to the running processes. */
public final class Incidents {

  private static final double LEAK_TO = 0.9;
  private static final double LEAK_MINUTES = 13;

  /** No two processes leak at quite the same rate. */
  private static final double SPREAD = 0.06;

  private final World world;

  public Incidents(World world) {
    this.world = world;
  }

  /**
   * Makes running processes leak: a condition of these processes, so a new one is free of it.
   *
   * @param tasks how many tasks, those that use least first
   * @param mibPerMinute the rate, or 0 for one that brings the hottest of them to 90 % of its limit
   *     in 13 minutes
   * @return how many tasks leak
   */
  public int leak(String cluster, String service, int tasks, double mibPerMinute) {
    SimService target = service(cluster, service);
    List<SimTask> chosen =
        target.runningTasks().stream()
            .filter(task -> task.live() && task.running())
            .sorted(Memory.byUse())
            .limit(tasks)
            .toList();
    double rate =
        mibPerMinute > 0
            ? mibPerMinute
            : chosen.stream().mapToDouble(Incidents::usualRate).max().orElse(0);
    for (SimTask task : chosen) {
      double own = rate * (1 + SPREAD * (2 * target.random.nextDouble() - 1));
      Objects.requireNonNull(task.main().process()).leak(own);
    }
    target.mark(
        world.now(),
        Mark.Kind.LEAK_STARTED,
        "%d of %d tasks leak %.1f MiB/min".formatted(chosen.size(), target.desired, rate));
    return chosen.size();
  }

  /** Lets the hottest running task allocate until the kernel kills it; returns its id. */
  public String runAway(String cluster, String service) {
    SimService target = service(cluster, service);
    SimTask task =
        target.runningTasks().stream()
            .filter(candidate -> candidate.live() && candidate.running())
            .max(Memory.byUse())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        cluster + "/" + service + " has no running task to kill"));
    Objects.requireNonNull(task.main().process()).runAway();
    return task.id();
  }

  /** Deletes a service by force; returns it. */
  public SimService delete(String cluster, String service) {
    SimService target = service(cluster, service);
    world.delete(target);
    return target;
  }

  private static double usualRate(SimTask task) {
    ProcessMemory process = Objects.requireNonNull(task.main().process());
    double missing = LEAK_TO * process.limitMib() - process.mib();
    return Math.max(missing / LEAK_MINUTES, process.limitMib() / 100);
  }

  private SimService service(String cluster, String service) {
    SimCluster found = world.cluster(cluster);
    SimService target = found == null ? null : found.service(service);
    if (target == null) {
      throw new IllegalArgumentException("the fleet has no service " + cluster + "/" + service);
    }
    return target;
  }
}
