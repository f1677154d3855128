package io.headroom.core.app;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.Situations;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.port.Fleet;
import io.headroom.core.remedy.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Gathers what a remedy would destroy. What cannot be read is named and does not hold the remedy
 * up: at 3 a.m. a restart without evidence is better than none.
 */
final class EvidenceCollector {

  /** Stopped tasks kept; the newest tell the story. */
  private static final int MOST_STOPPED = 20;

  private final Fleet fleet;
  private final MemoryReader reader;

  EvidenceCollector(Fleet fleet, MemoryReader reader) {
    this.fleet = fleet;
    this.reader = reader;
  }

  Evidence collect(Service service, Instant now) {
    var missing = new ArrayList<String>();
    List<StoppedTask> stopped = List.of();
    try {
      stopped =
          fleet.stopped(service.id()).stream()
              .sorted(Comparator.comparing(StoppedTask::stoppedAt).reversed())
              .limit(MOST_STOPPED)
              .toList();
    } catch (FleetException e) {
      missing.add("stopped tasks: " + e.getMessage());
    }
    MemoryReader.Reading reading = reader.read(List.of(service), Set.of(service.id()), now);
    missing.addAll(reading.problems());
    ServiceMemory memory = reading.of(service.id());
    return new Evidence(
        Situations.of(service, memory, now),
        stopped,
        service.deployments().stream().map(EvidenceCollector::line).toList(),
        service.events(),
        missing);
  }

  private static String line(Deployment deployment) {
    return "%s %s %s since %s, %d of %d tasks run"
        .formatted(
            deployment.status(),
            deployment.taskDefinition().substring(deployment.taskDefinition().indexOf('/') + 1),
            deployment.rollout(),
            deployment.createdAt(),
            deployment.running(),
            deployment.desired());
  }
}
