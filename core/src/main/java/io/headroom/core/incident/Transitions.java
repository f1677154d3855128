package io.headroom.core.incident;

import static io.headroom.core.incident.Phase.OPEN;
import static io.headroom.core.incident.Phase.REMEDYING;
import static io.headroom.core.incident.Phase.REQUESTED;
import static io.headroom.core.incident.Phase.RESOLVED;
import static io.headroom.core.incident.Phase.VERIFIED;
import static io.headroom.core.incident.Phase.VERIFYING;

import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The one table that says which event may happen in which phase, and where it leads. */
public final class Transitions {

  /** By event: each phase it may happen in, and the phase after it. */
  private static final Map<Class<? extends IncidentEvent>, Map<Phase, Phase>> TABLE =
      Map.ofEntries(
          Map.entry(FindingAdded.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(FindingCleared.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(VerdictReached.class, staysIn(OPEN)),
          Map.entry(OomKilled.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(SeverityRaised.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(DataStopped.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(DataResumed.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(Acknowledged.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING)),
          Map.entry(Escalated.class, staysIn(OPEN)),
          Map.entry(Paged.class, staysIn(OPEN, REQUESTED, REMEDYING, VERIFYING, VERIFIED)),
          Map.entry(RemediesOffered.class, staysIn(OPEN)),
          Map.entry(RemedyRequested.class, Map.of(OPEN, REQUESTED)),
          Map.entry(EvidenceCaptured.class, staysIn(REQUESTED)),
          Map.entry(RemedyStarted.class, Map.of(REQUESTED, REMEDYING)),
          Map.entry(RemedyProgressed.class, staysIn(REMEDYING)),
          Map.entry(RemedySucceeded.class, Map.of(REMEDYING, VERIFYING)),
          Map.entry(RemedyFailed.class, Map.of(REQUESTED, OPEN, REMEDYING, OPEN)),
          Map.entry(VerificationProgressed.class, staysIn(VERIFYING)),
          Map.entry(Verified.class, Map.of(VERIFYING, VERIFIED)),
          Map.entry(DidNotHold.class, Map.of(VERIFYING, OPEN)),
          Map.entry(
              Resolved.class,
              Map.of(
                  OPEN, RESOLVED,
                  REQUESTED, RESOLVED,
                  REMEDYING, RESOLVED,
                  VERIFYING, RESOLVED,
                  VERIFIED, RESOLVED)));

  private Transitions() {}

  /**
   * The phase that an event leads to; empty if it may not happen in this phase. {@link Detected}
   * begins an incident and so may not happen in any phase; {@link Unknown} changes nothing.
   */
  public static Optional<Phase> after(Phase phase, IncidentEvent event) {
    if (event instanceof Unknown) {
      return Optional.of(phase);
    }
    return Optional.ofNullable(TABLE.getOrDefault(event.getClass(), Map.of()).get(phase));
  }

  private static Map<Phase, Phase> staysIn(Phase... phases) {
    var row = new EnumMap<Phase, Phase>(Phase.class);
    for (Phase phase : phases) {
      row.put(phase, phase);
    }
    return row;
  }
}
