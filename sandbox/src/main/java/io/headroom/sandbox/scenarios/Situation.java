package io.headroom.sandbox.scenarios;

import io.headroom.core.app.Starts;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scenario says of a service: everything that is ever known, of which each moment sees only
 * what came before it.
 *
 * @param limit of every series but those of containers
 * @param containerLimits of containers, by their names
 * @param every how far its values are apart
 * @param late how long after a minute began it is seen
 * @param series memory by whose it is, in percent of the limit
 * @param gc collections a second
 * @param rollouts deployments: when each began, and when it was done
 * @param scaledIn when the scheduler took tasks away
 * @param starts of tasks, by their names
 */
record Situation(
    String name,
    Optional<String> runbooks,
    Bytes limit,
    Map<String, Bytes> containerLimits,
    Duration every,
    Duration late,
    Map<Subject, NavigableMap<Instant, Double>> series,
    Map<Subject, NavigableMap<Instant, Double>> heap,
    Map<Subject, NavigableMap<Instant, Double>> swap,
    Map<Subject, NavigableMap<Instant, Double>> gc,
    List<Rollout> rollouts,
    List<Instant> scaledIn,
    Map<String, Instant> starts,
    List<Instant> kills,
    List<Instant> restarts) {

  /** The minute of the newest value. */
  static final Instant NEWEST = Instant.parse("2026-11-21T12:00:00Z");

  /** More than any rule of the minutes looks back. */
  private static final Duration MINUTES = Duration.ofHours(26);

  /**
   * A deployment.
   *
   * @param to empty while it is under way
   */
  record Rollout(Instant from, Optional<Instant> to) {}

  /** The moment at which the newest value is seen. */
  Instant end() {
    return NEWEST.plus(late);
  }

  /** The moment at which the first value is seen. */
  Instant begin() {
    return Stream.of(series, heap, swap, gc)
        .flatMap(map -> map.values().stream())
        .filter(values -> !values.isEmpty())
        .map(NavigableMap::firstKey)
        .min(Comparator.naturalOrder())
        .orElse(NEWEST)
        .plus(late);
  }

  /** What is known of memory at a moment, with histories that are filled up to it. */
  ServiceMemory memory(Instant now, Map<Subject, MemoryHistory> histories) {
    var filled = new LinkedHashMap<Subject, MemoryHistory>();
    var begun = new HashMap<Subject, List<Instant>>();
    Map<Subject, List<Instant>> allStarts = Starts.of(service(now), tasks(now));
    series.forEach(
        (subject, values) -> {
          if (subject.ofContainer()) {
            return; // as in a check: days are kept of the service and its tasks
          }
          MemoryHistory history = histories.computeIfAbsent(subject, one -> new MemoryHistory());
          Instant from = history.newest().orElse(Instant.MIN);
          seen(values, now)
              .tailMap(from, false)
              .forEach((at, v) -> history.add(at, bytes(v, limit)));
          filled.put(subject, history);
          begun.put(subject, allStarts.getOrDefault(subject, List.of()));
        });
    return new ServiceMemory(
        memory(series, now), memory(heap, now), memory(swap, now), rates(now), filled, begun);
  }

  private NavigableMap<Instant, Double> seen(NavigableMap<Instant, Double> values, Instant now) {
    return values.headMap(now.minus(late), true);
  }

  private Bytes limit(Subject subject) {
    return subject.container().map(containerLimits::get).orElse(limit);
  }

  private static double bytes(double percent, Bytes limit) {
    return percent / 100 * limit.value();
  }

  private List<MemorySeries> memory(Map<Subject, NavigableMap<Instant, Double>> all, Instant now) {
    var known = new ArrayList<MemorySeries>();
    all.forEach(
        (subject, values) ->
            known.add(
                new MemorySeries(
                    subject,
                    limit(subject),
                    seen(values, now).tailMap(now.minus(MINUTES), true).entrySet().stream()
                        .map(
                            value ->
                                new Sample(value.getKey(), bytes(value.getValue(), limit(subject))))
                        .toList())));
    return known;
  }

  private List<RateSeries> rates(Instant now) {
    var known = new ArrayList<RateSeries>();
    gc.forEach(
        (subject, values) ->
            known.add(
                new RateSeries(
                    subject,
                    seen(values, now).entrySet().stream()
                        .map(value -> new RateSeries.Point(value.getKey(), value.getValue()))
                        .toList())));
    return known;
  }

  /** What ECS says happened to the tasks up to a moment. */
  TaskEvents events(Instant now) {
    return TaskEvents.of(service(now), now)
        .withKills(
            upTo(kills, now).stream()
                .map(at -> new OomKill(task(at), "app", 137, "OutOfMemoryError", at))
                .toList())
        .withRestarts(
            Optional.of(
                Stream.concat(
                        upTo(kills, now).stream()
                            .map(at -> new Restart(task(at), at, Ending.OUT_OF_MEMORY, "")),
                        upTo(restarts, now).stream()
                            .map(at -> new Restart(task(at), at, Ending.CRASHED, "")))
                    .toList()))
        .withTasks(tasks(now));
  }

  private List<Task> tasks(Instant now) {
    return starts.entrySet().stream()
        .filter(start -> !start.getValue().isAfter(now))
        .map(
            start ->
                new Task(
                    start.getKey(),
                    "cart:1",
                    Optional.empty(),
                    Task.Status.RUNNING,
                    Optional.of(start.getValue())))
        .toList();
  }

  private static List<Instant> upTo(List<Instant> times, Instant now) {
    return times.stream().filter(at -> !at.isAfter(now)).toList();
  }

  private static String task(Instant ended) {
    return "gone-" + ended.toString().substring(11, 16).replace(":", "");
  }

  /** The service as ECS describes it at a moment. */
  Service service(Instant now) {
    List<Deployment> deployments =
        rollouts.stream()
            .filter(rollout -> !rollout.from().isAfter(now))
            .sorted(Comparator.comparing(Rollout::from).reversed())
            .limit(1)
            .map(rollout -> deployment(rollout, now))
            .toList();
    return new Service(
        new ServiceId("123456789012", "eu-central-1", "shop", name),
        2,
        2,
        0,
        new TaskDefinition(
            "arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:1",
            name,
            1,
            true,
            Optional.of(1024),
            Optional.of(limit),
            List.of(),
            List.of()),
        deployments,
        Service.Controller.ECS,
        Service.Insights.ENHANCED,
        runbooks.map(ids -> Map.of(Tags.RUNBOOK, ids)).orElse(Map.of()),
        upTo(scaledIn, now).stream()
            .map(at -> new Service.ServiceEvent(at, "has stopped 1 running tasks: (task x)."))
            .toList());
  }

  private static Deployment deployment(Rollout rollout, Instant now) {
    boolean done = rollout.to().filter(to -> !to.isAfter(now)).isPresent();
    return new Deployment(
        "ecs-svc/1",
        Deployment.Status.PRIMARY,
        done ? Deployment.Rollout.COMPLETED : Deployment.Rollout.IN_PROGRESS,
        "",
        "cart:1",
        rollout.from(),
        2,
        2,
        0,
        0);
  }
}
