package io.headroom.e2e;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The incidents in the deployed table. */
public final class Incidents {

  private static final int MOST = 100;

  private final IncidentStore store;
  private final Instant since;

  Incidents(IncidentStore store, Instant since) {
    this.store = store;
    this.since = since;
  }

  /** Every incident of a service, oldest first. */
  public List<Incident> of(String service) {
    // The open ones first: one that is resolved meanwhile is among the others then.
    var found = new TreeMap<String, Incident>();
    Stream.concat(store.open().stream(), store.resolvedSince(since, MOST).stream())
        .filter(incident -> incident.service().name().equals(service))
        .forEach(incident -> found.put(incident.id().value(), incident));
    return found.values().stream().sorted(Comparator.comparing(Incident::openedAt)).toList();
  }

  /** How many events of a kind an incident has. */
  public static long count(Incident incident, Class<? extends IncidentEvent> kind) {
    return incident.events().stream().map(Recorded::event).filter(kind::isInstance).count();
  }
}
