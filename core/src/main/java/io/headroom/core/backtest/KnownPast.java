package io.headroom.core.backtest;

import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the days of a service that are played.
 *
 * @param service as it is today: its limit, and the deployments and messages that ECS still has
 * @param memory its own, that of its tasks, and that of containers with limits of their own, held
 *     against the limits of today
 * @param heap used of the heap's own limit, as its application published it
 * @param swap used of the swap that may be used
 * @param gc garbage collections
 * @param kills that are known
 */
public record KnownPast(
    Service service,
    List<MemorySeries> memory,
    List<MemorySeries> heap,
    List<MemorySeries> swap,
    List<RateSeries> gc,
    List<Killed> kills) {

  /** A kill, and how it is known. */
  public record Killed(OomKill kill, Kill.Source source) {}

  public KnownPast {
    memory = List.copyOf(memory);
    heap = List.copyOf(heap);
    swap = List.copyOf(swap);
    gc = List.copyOf(gc);
    kills = kills.stream().sorted(Comparator.comparing(one -> one.kill().at())).toList();
  }

  /** The deployments of before a moment that ECS still lists, by the names of their revisions. */
  List<Revision> deployments(Instant before) {
    return service.deployments().stream()
        .filter(deployment -> deployment.createdAt().isBefore(before))
        .map(KnownPast::revision)
        .distinct()
        .toList();
  }

  /**
   * What the rules knew at a moment: a deployment, a scale-in or a kill of later is none yet.
   * Restarts are not known, since ECS forgets a task that stopped.
   *
   * @param starts of tasks, by their ids
   */
  TaskEvents events(Map<String, Instant> starts, Instant now) {
    return new TaskEvents(
        kills.stream().map(Killed::kill).filter(kill -> !kill.at().isAfter(now)).toList(),
        Optional.empty(),
        starts,
        TaskEvents.of(service, now).changes().stream().filter(at -> !at.isAfter(now)).toList(),
        Optional.empty());
  }

  private static Revision revision(Deployment deployment) {
    String definition = deployment.taskDefinition();
    return new Revision(
        deployment.id(),
        definition.substring(definition.lastIndexOf('/') + 1),
        deployment.createdAt());
  }
}
