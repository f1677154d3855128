package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.sim.Mark;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of the fleet: the truth of the simulation, without the delay of the metrics.
 *
 * @param at when
 * @param clusters the clusters
 */
public record FleetView(Instant at, List<ClusterView> clusters) {

  public FleetView {
    clusters = List.copyOf(clusters);
  }

  /**
   * One cluster.
   *
   * @param name its name
   * @param containerInsights {@code disabled}, {@code enabled} or {@code enhanced}
   * @param services its services
   */
  public record ClusterView(String name, String containerInsights, List<ServiceView> services) {

    public ClusterView {
      services = List.copyOf(services);
    }
  }

  /**
   * One service.
   *
   * @param id {@code cluster/name}
   * @param name its name
   * @param launchType {@code FARGATE} or {@code EC2}
   * @param runtime for people
   * @param desired tasks it should run
   * @param running tasks in the RUNNING state
   * @param pending tasks on their way there
   * @param limitBytes hard limit of the main container of a new task
   * @param taskDefinition {@code family:revision} of a new task
   * @param rolling whether a deployment is in progress
   * @param tasks its tasks, oldest first, with those that stopped within the window
   * @param marks what happened to it within the window, oldest first
   */
  public record ServiceView(
      String id,
      String name,
      String launchType,
      String runtime,
      int desired,
      int running,
      int pending,
      long limitBytes,
      String taskDefinition,
      boolean rolling,
      List<TaskView> tasks,
      List<Mark> marks) {

    public ServiceView {
      tasks = List.copyOf(tasks);
      marks = List.copyOf(marks);
    }
  }

  /**
   * One task.
   *
   * @param id its id, 32 hexadecimal digits
   * @param status its last status, {@code RUNNING} and so on
   * @param startedAt when its containers started; null before
   * @param stoppedAt when it stopped; null before
   * @param limitBytes hard limit of its main container
   * @param bytes memory of its main container now, 0 when it does not run
   * @param leaking whether somebody made it leak
   * @param outOfMemory whether the kernel killed it
   * @param history memory of its main container, oldest first
   */
  public record TaskView(
      String id,
      String status,
      @Nullable Instant startedAt,
      @Nullable Instant stoppedAt,
      long limitBytes,
      long bytes,
      boolean leaking,
      boolean outOfMemory,
      List<Point> history) {

    public TaskView {
      history = List.copyOf(history);
    }
  }

  /**
   * One point of a chart.
   *
   * @param at its minute, or the first of several
   * @param bytes the highest memory of that time
   */
  public record Point(Instant at, long bytes) {}
}
