package io.headroom.core.app;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The first events of an incident, before any of them is written. */
final class Opening {

  private final Recorded detected;
  private final Draft draft;

  Opening(ServiceId service, List<Finding> findings, Situation situation, Instant now) {
    this.detected = new Recorded(1, now, "detected", new Detected(service, findings, situation));
    this.draft = new Draft(Incident.of(IncidentId.of(service, now), List.of(detected)), now);
  }

  /** What follows the detection in the same write. */
  Draft draft() {
    return draft;
  }

  IncidentId id() {
    return draft.before().id();
  }

  List<Recorded> events() {
    return Stream.concat(Stream.of(detected), draft.added().stream()).toList();
  }
}
