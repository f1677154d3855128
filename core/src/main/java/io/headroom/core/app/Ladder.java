package io.headroom.core.app;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Escalated.Cause;
import io.headroom.core.runbook.EscalationStep;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The escalation ladder of the runbook that the worst finding belongs to. It climbs when a step's
 * time is reached and nobody has acknowledged, and at once when a remedy did not help.
 */
final class Ladder {

  private final Runbooks runbooks;

  Ladder(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** The step whose time has come, if nobody has acknowledged. */
  Optional<Escalated> due(Incident incident, Instant now) {
    if (incident.acknowledged().isPresent()) {
      return Optional.empty();
    }
    return next(incident)
        .filter(step -> !now.isBefore(incident.openedAt().plus(step.after())))
        .map(step -> escalated(incident, step, Cause.TIME));
  }

  /** The next step, for a remedy that did not help; empty at the top of the ladder. */
  Optional<Escalated> didNotHold(Incident incident) {
    return next(incident).map(step -> escalated(incident, step, Cause.DID_NOT_HOLD));
  }

  private Optional<EscalationStep> next(Incident incident) {
    List<EscalationStep> steps =
        runbooks
            .get(incident.worstFinding().key().runbook())
            .map(Runbook::escalation)
            .orElse(List.of());
    return steps.stream().skip(incident.escalations()).findFirst();
  }

  private static Escalated escalated(Incident incident, EscalationStep step, Cause cause) {
    return new Escalated(incident.escalations(), step.who(), step.contact(), cause);
  }
}
