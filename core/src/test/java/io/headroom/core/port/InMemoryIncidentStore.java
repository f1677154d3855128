package io.headroom.core.port;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An {@link IncidentStore} in memory, with hooks that may throw where a crash is to be tried. */
public final class InMemoryIncidentStore implements IncidentStore {

  private final Map<String, Incident> incidents = new TreeMap<>();
  private final Map<ServiceId, IncidentId> open = new HashMap<>();

  /** Runs before the open incidents are read: what throws here keeps them from being read. */
  public Runnable beforeRead = () -> {};

  /** Runs before each write: what throws here keeps it from being written. */
  public Runnable beforeWrite = () -> {};

  /** Runs after each write that was done: what throws here loses the answer, not the events. */
  public Runnable afterWrite = () -> {};

  /** Runs before each load: what throws here is why it cannot be read. */
  public Consumer<IncidentId> beforeLoad = id -> {};

  @Override
  public synchronized Optional<Incident> load(IncidentId id) {
    beforeLoad.accept(id);
    return Optional.ofNullable(incidents.get(id.value()));
  }

  @Override
  public synchronized Optional<Incident> openFor(ServiceId service) {
    return Optional.ofNullable(open.get(service)).flatMap(this::load);
  }

  @Override
  public synchronized List<Incident> open(Predicate<ServiceId> services) {
    beforeRead.run();
    return incidents.values().stream()
        .filter(Incident::open)
        .filter(incident -> services.test(incident.service()))
        .toList();
  }

  @Override
  public synchronized List<Incident> resolvedSince(Instant since, int most) {
    return incidents.values().stream()
        .filter(incident -> !incident.open())
        .filter(incident -> !endOf(incident).isBefore(since))
        .sorted(Comparator.comparing(InMemoryIncidentStore::endOf).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Append begin(IncidentId id, ServiceId service, List<Recorded> events) {
    Incident begun = Incident.of(id, events);
    if (!begun.open() || !begun.service().equals(service)) {
      throw new IllegalArgumentException("incident " + id + " does not begin with such events");
    }
    checkCount(events);
    beforeWrite.run();
    if (open.containsKey(service)) {
      return Append.ALREADY_OPEN;
    }
    if (incidents.containsKey(id.value())) {
      return Append.CONFLICT;
    }
    incidents.put(id.value(), begun);
    open.put(service, id);
    afterWrite.run();
    return Append.DONE;
  }

  @Override
  public synchronized Append append(Incident incident, List<Recorded> events) {
    Incident after = incident.with(events);
    checkCount(events);
    if (events.isEmpty()) {
      return Append.DONE;
    }
    beforeWrite.run();
    if (load(incident.id()).map(Incident::version).orElse(0) != incident.version()) {
      return Append.CONFLICT;
    }
    incidents.put(incident.id().value(), after);
    if (!after.open()) {
      open.remove(after.service(), after.id());
    }
    afterWrite.run();
    return Append.DONE;
  }

  private static Instant endOf(Incident incident) {
    return incident.resolvedAt().orElseThrow();
  }

  private static void checkCount(List<Recorded> events) {
    if (events.size() > MOST_EVENTS) {
      throw new IllegalArgumentException(events.size() + " events are too many for one write");
    }
  }
}
