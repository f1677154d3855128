package io.headroom.core.app;

import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Restart;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import java.util.Optional;

/**
 * A task that stopped by itself.
 *
 * @param kill empty if it was not for its memory
 */
record Stop(StoppedTask task, Restart restart, Optional<OomKill> kill) {

  /** Empty if a deployment, a scale-in, a person or AWS stopped it. */
  static Optional<Stop> of(StoppedTask task) {
    return Restart.of(task).map(restart -> new Stop(task, restart, OomKill.of(task)));
  }

  /** Whether it is a kill that an incident has on record. */
  boolean isKillKnownTo(Incident incident) {
    return kill.isPresent() && incident.has(key());
  }

  /**
   * Whether it was part of what an incident that is over was about. A kill is known by its key;
   * another stop by its time.
   */
  boolean wasPartOf(Incident over) {
    return kill.isPresent()
        ? isKillKnownTo(over)
        : over.resolvedAt().filter(at -> !restart.at().isAfter(at)).isPresent();
  }

  /** Adds the kill, if it is one. */
  void note(Draft draft, Service service) {
    kill.ifPresent(
        killed ->
            draft.add(
                key(),
                new OomKilled(
                    killed,
                    service.taskDefinition().limitOf(killed.container()),
                    Optional.of(service.taskDefinition().limitKindOf(killed.container())))));
  }

  private String key() {
    return kill.map(killed -> "oom:" + killed.task() + "/" + killed.container()).orElse("");
  }
}
