package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Responders;
import io.headroom.core.remedy.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes that a person looks after an incident, which stops the ladder from climbing by time. */
public final class AcknowledgeIncident {

  private static final int ATTEMPTS = 5;

  private final IncidentStore store;
  private final Responders responders;

  public AcknowledgeIncident(IncidentStore store, Responders responders) {
    this.store = store;
    this.responders = responders;
  }

  /**
   * Acknowledges an incident; once is enough, and again changes nothing.
   *
   * @return why not; empty if it is acknowledged now
   * @throws IllegalStateException if others kept writing to the incident at the same time
   */
  public Optional<Refusal> acknowledge(IncidentId id, Actor by, Instant now) {
    return acknowledge(id, by, now, service -> {});
  }

  /**
   * The same.
   *
   * @param about is told whose incident it is, once that was looked up
   */
  public Optional<Refusal> acknowledge(
      IncidentId id, Actor by, Instant now, Consumer<ServiceId> about) {
    if (!responders.mayAct(by, id)) {
      return Optional.of(Refusal.NOT_ALLOWED);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> incident = store.load(id);
      if (incident.isEmpty()) {
        return Optional.of(Refusal.INCIDENT_UNKNOWN);
      }
      about.accept(incident.get().service());
      if (incident.get().acknowledged().isPresent()) {
        return Optional.empty();
      }
      if (!incident.get().open()) {
        return Optional.of(Refusal.INCIDENT_RESOLVED);
      }
      var draft = new Draft(incident.get(), now);
      draft.add("acknowledged", new Acknowledged(by));
      if (store.append(incident.get(), draft.added()) == Append.DONE) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException(
        "incident %s changed %d times while it was acknowledged".formatted(id, ATTEMPTS));
  }
}
