package io.headroom.core.port;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where incidents are kept. Safe for use by several threads and processes: of two writers that read
 * the same version, one wins and the other is told.
 */
public interface IncidentStore {

  /** Most events that one write may hold. */
  int MOST_EVENTS = 90;

  /** An incident with all its events; empty if there is none of that id. */
  Optional<Incident> load(IncidentId id);

  /** The incident that is open for a service. */
  Optional<Incident> openFor(ServiceId service);

  /** Every open incident, in order of their ids. */
  default List<Incident> open() {
    return open(service -> true);
  }

  /** The open incidents of some services, in order of their ids; no others are loaded. */
  List<Incident> open(Predicate<ServiceId> services);

  /**
   * The latest incidents that were resolved, newest first.
   *
   * @param since the earliest, included
   */
  List<Incident> resolvedSince(Instant since, int most);

  /**
   * Begins an incident, unless one is open for its service ({@link Append#ALREADY_OPEN}) or the id
   * is taken by one that was resolved ({@link Append#CONFLICT}).
   *
   * @param events the first ones, numbered from 1; the first is {@code Detected}, none resolves it
   * @throws IllegalArgumentException if they are not such events, or too many or too large to be
   *     written at once
   */
  Append begin(IncidentId id, ServiceId service, List<Recorded> events);

  /**
   * Adds events to an incident, all or none. When the last of them resolves it, the service may
   * have a new incident from then on.
   *
   * @param incident as it was loaded: the events' numbers go on from its version
   * @throws IllegalArgumentException if they do not, or they are too many or too large to be
   *     written at once
   */
  Append append(Incident incident, List<Recorded> events);

  /** What became of a write. */
  enum Append {
    /** Written. */
    DONE,
    /** Somebody else wrote first: load again and decide again. */
    CONFLICT,
    /** Not begun: an incident is open for that service. */
    ALREADY_OPEN
  }
}
