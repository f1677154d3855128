package io.headroom.infra.slack.render;

import io.headroom.core.detect.Situation;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.Recorded;
import java.time.Instant;

/**
 * The newest look at memory that the incident's events hold.
 *
 * @param at when it was taken
 */
record Latest(Situation situation, Instant at) {

  static Latest of(Incident incident) {
    Latest latest = new Latest(incident.situation(), incident.openedAt());
    for (Recorded recorded : incident.events()) {
      if (recorded.event() instanceof Detected detected) {
        latest = new Latest(detected.situation(), recorded.at());
      } else if (recorded.event() instanceof EvidenceCaptured captured) {
        latest = new Latest(captured.evidence().situation(), recorded.at());
      }
    }
    return latest;
  }
}
