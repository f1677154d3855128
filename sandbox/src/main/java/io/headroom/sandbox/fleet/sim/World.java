package io.headroom.sandbox.fleet.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The whole simulated account: clusters, task definitions, scalable targets, and the rules that
 * move them on by one step. Everything but {@link #locked} expects its caller to hold the lock.
 */
public final class World {

  /** One step of the simulation. */
  public static final Duration STEP = Duration.ofSeconds(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** DescribeTasks knows a stopped task for about an hour. */
  public static final Duration STOPPED_TASKS = Duration.ofHours(1);

  /** Metrics of a stopped task are kept for an hour more than the past that a run starts with. */
  private static final Duration LONGER = Duration.ofHours(1);

  private final Map<String, SimCluster> clusters = new LinkedHashMap<>();
  private final TaskDefinitions taskDefinitions = new TaskDefinitions();
  private final ScalableTargets scalableTargets = new ScalableTargets();
  private final Faults faults = new Faults();
  private final List<Planned> planned = new ArrayList<>();
  private final SplittableRandom random;
  private final long seed;
  private final Duration stoppedMetrics;
  private final EventBus events;
  private final TaskLifecycle lifecycle;
  private final Consumption consumption;
  private final Scheduler scheduler;
  private Instant now;

  private record Planned(Instant at, Runnable action) {}

  /**
   * An empty account at a moment.
   *
   * @param past how long metrics of a stopped task are kept at least: enough for the past of the
   *     run, and no more, to bound the memory of a long one
   */
  public World(long seed, Instant now, Duration past) {
    this.seed = seed;
    this.stoppedMetrics = past.plus(LONGER);
    this.random = new SplittableRandom(seed);
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.events = new EventBus(new Ids(random.split()));
    this.lifecycle = new TaskLifecycle(task -> events.taskState(task, this.now));
    this.consumption = new Consumption(lifecycle);
    this.scheduler = new Scheduler(lifecycle, events);
  }

  /** Runs something while nothing else reads or changes the account. */
  public synchronized <T> T locked(Supplier<T> action) {
    return action.get();
  }

  /** Adds a cluster; {@code instances} EC2 instances of {@code memoryMib} belong to it. */
  public SimCluster addCluster(
      String name, SimCluster.Insights insights, int instances, double memoryMib) {
    Ids ids = new Ids(random.split());
    List<SimCluster.Instance> list = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      list.add(new SimCluster.Instance(ids.hex32(), memoryMib, Arns.REGION + (char) ('a' + i % 3)));
    }
    SimCluster cluster = new SimCluster(name, insights, list);
    clusters.put(name, cluster);
    return cluster;
  }

  /** Adds a service that has been running for days, on a registered task definition. */
  public SimService addService(SimCluster cluster, ServiceSpec spec, TaskDefinition definition) {
    SplittableRandom own = random.split();
    Instant created = now.minus(Duration.ofDays(120 + own.nextInt(200)));
    SimService service = new SimService(cluster, spec, created, own);
    Instant deployed = now.minus(Duration.ofHours(20 + own.nextInt(90)));
    Deployment deployment = new Deployment(service.ids.deployment(), definition, deployed);
    deployment.complete(deployed.plus(Duration.ofMinutes(3)));
    service.deployments.add(deployment);
    service.steady = true;
    service.steadySaidAt = now;
    cluster.add(service);
    boolean ec2 = cluster.instanceCount() > 0 && spec.launchType().toString().equals("EC2");
    for (int i = 0; i < spec.desired(); i++) {
      SimCluster.Instance instance = ec2 ? cluster.place(Memory.reservedMib(definition)) : null;
      Instant started = deployed.plusSeconds(40 + own.nextInt(40));
      service.tasks.add(lifecycle.adopt(service, deployment, started, now, instance));
    }
    service.say(now, "(service %s) has reached a steady state.".formatted(spec.name()));
    return service;
  }

  /** Plans something for the step in which a moment falls. */
  public void plan(Instant at, Runnable action) {
    planned.add(new Planned(at, action));
  }

  /** From now on events are kept for {@link #drainEvents}. */
  public void openEvents() {
    events.open();
  }

  /** The EventBridge events since the last call, in order. */
  public List<String> drainEvents() {
    return events.drain();
  }

  /** Moves on in whole steps as far as a moment allows; an earlier moment changes nothing. */
  public void advanceTo(Instant moment) {
    advance(moment, STEP);
  }

  /** The same in steps of a minute: enough for a past that nobody acted in, and much cheaper. */
  public void skipTo(Instant moment) {
    advance(moment, MINUTE);
  }

  private void advance(Instant moment, Duration step) {
    while (!now.plus(step).isAfter(moment)) {
      now = now.plus(step);
      step(step);
    }
  }

  private void step(Duration step) {
    List<Planned> due = new ArrayList<>(planned);
    due.removeIf(plan -> plan.at().isAfter(now));
    planned.removeAll(due);
    due.forEach(plan -> plan.action().run());
    for (SimCluster cluster : clusters.values()) {
      for (SimService service : cluster.services()) {
        for (SimTask task : service.tasks()) {
          lifecycle.advance(task, now);
        }
        consumption.step(service, now, step);
        if (!service.deleted) {
          scalableTargets.enforce(service, now);
        }
        scheduler.run(service, now);
        service.count(Consumption.minute(now));
        service.tasks.removeIf(this::forgotten);
      }
    }
  }

  private boolean forgotten(SimTask task) {
    Instant stopped = task.stoppedAt();
    return stopped != null && stopped.plus(stoppedMetrics).isBefore(now);
  }

  /** Begins a deployment of a task definition, also of the one that runs already. */
  public Deployment deploy(SimService service, TaskDefinition definition) {
    boolean same =
        definition.taskDefinitionArn().equals(service.taskDefinition().taskDefinitionArn());
    Deployment deployment = new Deployment(service.ids.deployment(), definition, now);
    service.deployments.addFirst(deployment);
    service.steady = false;
    service.mark(
        now,
        same ? Mark.Kind.RESTART : Mark.Kind.DEPLOYMENT,
        same
            ? "new deployment of the same task definition"
            : "deployment of " + Arns.nameOf(definition.taskDefinitionArn()));
    events.deploymentState(service, deployment, now);
    return deployment;
  }

  /** Sets the desired count, as UpdateService does. */
  public void scale(SimService service, int desired) {
    if (desired != service.desired) {
      service.mark(now, Mark.Kind.SCALING, "desired " + service.desired + " -> " + desired);
      service.desired = desired;
    }
  }

  /** Deletes a service by force: its tasks stop, then it is INACTIVE. */
  public void delete(SimService service) {
    service.desired = 0;
    service.deleted = true;
  }

  /** Sets the bounds of roll-outs; null keeps a bound as it is. */
  public void configure(
      SimService service,
      @Nullable Integer minimumHealthyPercent,
      @Nullable Integer maximumPercent) {
    if (minimumHealthyPercent != null) {
      service.minimumHealthyPercent = minimumHealthyPercent;
    }
    if (maximumPercent != null) {
      service.maximumPercent = maximumPercent;
    }
  }

  /** Stops a task for a user. A task that stops already is left as it is. */
  public void stop(SimTask task, String reason) {
    if (task.live()) {
      task.service.steady = false;
      task.service.mark(
          now, Mark.Kind.TASK_STOPPED, "task " + task.id().substring(0, 8) + " stopped by hand");
      lifecycle.stop(task, now, TaskStopCode.USER_INITIATED, reason);
    }
  }

  public Instant now() {
    return now;
  }

  public long seed() {
    return seed;
  }

  public List<SimCluster> clusters() {
    return new ArrayList<>(clusters.values());
  }

  /** The cluster of a name or ARN, or null. */
  public @Nullable SimCluster cluster(String nameOrArn) {
    return clusters.get(Arns.nameOf(nameOrArn));
  }

  public TaskDefinitions taskDefinitions() {
    return taskDefinitions;
  }

  public ScalableTargets scalableTargets() {
    return scalableTargets;
  }

  public Faults faults() {
    return faults;
  }
}
