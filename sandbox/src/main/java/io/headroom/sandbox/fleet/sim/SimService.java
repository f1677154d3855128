package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** One ECS service with its deployments, tasks, events and tags. */
public final class SimService {

  /** DescribeServices returns the latest 100 events. */
  private static final int EVENTS = 100;

  private static final int MARKS = 200;

  final RandomGenerator random;
  final Ids ids;
  final List<Deployment> deployments = new ArrayList<>();
  final List<SimTask> tasks = new ArrayList<>();
  final MinuteSeries runningTasks = new MinuteSeries();
  final MinuteSeries pendingTasks = new MinuteSeries();
  final MinuteSeries desiredTasks = new MinuteSeries();
  final MinuteSeries deploymentCount = new MinuteSeries();
  int desired;
  boolean deleted;
  int minimumHealthyPercent;
  int maximumPercent;
  boolean steady;
  @Nullable Instant steadySaidAt;
  @Nullable Instant placementFailedAt;

  private final SimCluster cluster;
  private final ServiceSpec spec;
  private final Instant createdAt;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<ServiceEvent> events = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  SimService(SimCluster cluster, ServiceSpec spec, Instant createdAt, RandomGenerator random) {
    this.cluster = cluster;
    this.spec = spec;
    this.createdAt = createdAt;
    this.random = random;
    this.ids = new Ids(random);
    this.desired = spec.desired();
    this.minimumHealthyPercent = spec.minimumHealthyPercent();
    this.maximumPercent = spec.maximumPercent();
    this.tags.putAll(spec.tags());
  }

  /** Says something in the service's event list. */
  void say(Instant at, String text) {
    events.addFirst(ServiceEvent.builder().id(ids.uuid()).createdAt(at).message(text).build());
    if (events.size() > EVENTS) {
      events.removeLast();
    }
  }

  void mark(Instant at, Mark.Kind kind, String text) {
    marks.add(new Mark(at, kind, text));
    if (marks.size() > MARKS) {
      marks.removeFirst();
    }
  }

  RollingUpdate rollingUpdate() {
    return new RollingUpdate(desired, minimumHealthyPercent, maximumPercent);
  }

  public SimCluster cluster() {
    return cluster;
  }

  public String name() {
    return spec.name();
  }

  public String arn() {
    return Arns.service(cluster.name(), spec.name());
  }

  public LaunchType launchType() {
    return spec.launchType();
  }

  /** ACTIVE; DRAINING once deleted; INACTIVE once its last task has stopped after that. */
  public String status() {
    if (!deleted) {
      return "ACTIVE";
    }
    boolean gone = tasks.stream().allMatch(task -> task.status() == SimTask.Status.STOPPED);
    return gone ? "INACTIVE" : "DRAINING";
  }

  public @Nullable String capacityProvider() {
    return spec.capacityProvider();
  }

  public boolean loadBalanced() {
    return spec.loadBalanced();
  }

  public Workload workload() {
    return spec.workload();
  }

  /** With this many tasks each has the traffic that its workload's figures are for. */
  int tasksAtMean() {
    return spec.desired();
  }

  public Instant createdAt() {
    return createdAt;
  }

  public int desired() {
    return desired;
  }

  public int minimumHealthyPercent() {
    return minimumHealthyPercent;
  }

  public int maximumPercent() {
    return maximumPercent;
  }

  /** The deployment that new tasks belong to. */
  public Deployment primary() {
    return deployments.getFirst();
  }

  /** The primary deployment, then older ones that still have tasks. */
  public List<Deployment> deployments() {
    return List.copyOf(deployments);
  }

  public TaskDefinition taskDefinition() {
    return primary().taskDefinition();
  }

  /** Its tasks, oldest first, also those stopped lately. */
  public List<SimTask> tasks() {
    return List.copyOf(tasks);
  }

  /** Its tasks in the RUNNING state, oldest first. */
  public List<SimTask> runningTasks() {
    return tasks.stream().filter(task -> task.status() == SimTask.Status.RUNNING).toList();
  }

  /** Tasks that have been asked for and do not run yet. */
  public List<SimTask> pendingTasks() {
    return tasks.stream()
        .filter(task -> task.status().compareTo(SimTask.Status.RUNNING) < 0)
        .toList();
  }

  /** The latest events, newest first. */
  public List<ServiceEvent> events() {
    return List.copyOf(events);
  }

  /** What happened to it, oldest first. */
  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** How many of its tasks the scheduler counts on. */
  int live() {
    int live = 0;
    for (SimTask task : tasks) {
      live += task.live() ? 1 : 0;
    }
    return live;
  }

  /** Counts its tasks and deployments for a minute. */
  void count(long minute) {
    int running = 0;
    int pending = 0;
    for (SimTask task : tasks) {
      int order = task.status().compareTo(SimTask.Status.RUNNING);
      running += order == 0 ? 1 : 0;
      pending += order < 0 ? 1 : 0;
    }
    runningTasks.add(minute, running);
    pendingTasks.add(minute, pending);
    desiredTasks.add(minute, desired);
    deploymentCount.add(minute, deployments.size());
  }

  /** Its tags; the map is the service's own. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Per-minute counts, as Container Insights names them. */
  public MinuteSeries counts(String metric) {
    return switch (metric) {
      case "RunningTaskCount" -> runningTasks;
      case "PendingTaskCount" -> pendingTasks;
      case "DesiredTaskCount" -> desiredTasks;
      case "DeploymentCount" -> deploymentCount;
      default -> new MinuteSeries();
    };
  }
}
