package io.headroom.infra.slack.render;

import io.headroom.core.detect.Situation;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.Recorded;
import io.headroom.core.remedy.VerificationResult;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest look at memory that the incident's events hold.
 *
 * @param at when the situation was taken
 * @param verification what was seen of a remedy since then
 */
record Latest(Situation situation, Instant at, Optional<VerificationResult> verification) {

  static Latest of(Incident incident) {
    Latest latest = new Latest(incident.situation(), incident.openedAt(), Optional.empty());
    for (Recorded recorded : incident.events()) {
      latest =
          switch (recorded.event()) {
            case Detected detected -> latest.with(detected.situation(), recorded.at());
            case EvidenceCaptured captured ->
                latest.with(captured.evidence().situation(), recorded.at());
            case VerificationProgressed progressed -> latest.with(progressed.result());
            case Verified verified -> latest.with(verified.result());
            case DidNotHold failed -> latest.with(failed.result());
            default -> latest;
          };
    }
    return latest;
  }

  private Latest with(Situation newer, Instant taken) {
    return new Latest(newer, taken, Optional.empty());
  }

  private Latest with(VerificationResult result) {
    return new Latest(situation, at, Optional.of(result));
  }
}
