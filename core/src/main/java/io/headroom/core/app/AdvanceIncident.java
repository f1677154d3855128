package io.headroom.core.app;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves a service's open incident on as soon as ECS tells that the service has changed, rather than
 * at the next check: a roll-out that ended or failed shows at once, and so do the buttons that a
 * deployment switches off. It does what {@link CheckFleet} does for that service, and so is left to
 * it when it fails.
 */
public final class AdvanceIncident {

  private final Fleet fleet;
  private final MemoryReader reader;
  private final IncidentStore store;
  private final Runbooks runbooks;
  private final RunRemedy runRemedy;
  private final Scopes scopes;

  public AdvanceIncident(
      Fleet fleet,
      MemoryReader reader,
      IncidentStore store,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Scopes scopes) {
    this.fleet = fleet;
    this.reader = reader;
    this.store = store;
    this.runbooks = runbooks;
    this.runRemedy = runRemedy;
    this.scopes = scopes;
  }

  /** What it came to. */
  public enum Outcome {
    ADVANCED,
    /** The service has no open incident; whether it needs one is for the next check. */
    NO_INCIDENT,
    OUT_OF_SCOPE,
    /** It was deleted, and with it ended its incident. */
    SERVICE_GONE,
    IGNORED_BY_TAG
  }

  /** Looks at one service; nobody is told which incident it is about. */
  public Outcome advance(ServiceId id, Instant now, Journal journal) {
    return advance(id, now, journal, incident -> {});
  }

  /**
   * Looks at one service.
   *
   * @param journal takes each decision
   * @param about is told which incident is open for it, before anything is thrown
   * @throws FleetException when ECS cannot be read
   */
  public Outcome advance(ServiceId id, Instant now, Journal journal, Consumer<IncidentId> about) {
    if (scopes.including(id).isEmpty()) {
      return Outcome.OUT_OF_SCOPE;
    }
    Optional<Incident> incident = store.openFor(id);
    if (incident.isEmpty()) {
      return Outcome.NO_INCIDENT;
    }
    about.accept(incident.get().id());
    // The pager is the check's: an end that it has to be told of waits for the next one.
    var check = new ServiceCheck(fleet, store, runbooks, runRemedy, Pager.ELSEWHERE, journal);
    Optional<Service> service = fleet.service(id);
    if (service.isEmpty()) {
      check.end(incident.get(), Resolved.Why.SERVICE_GONE, now);
      return Outcome.SERVICE_GONE;
    }
    if (Tags.ignored(service.get())) {
      check.end(incident.get(), Resolved.Why.IGNORED, now);
      return Outcome.IGNORED_BY_TAG;
    }
    MemoryReader.Reading memory = reader.read(List.of(service.get()), Set.of(id), now);
    check.check(service.get(), memory.of(id), incident, now);
    return Outcome.ADVANCED;
  }
}
