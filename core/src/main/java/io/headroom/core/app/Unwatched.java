package io.headroom.core.app;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.port.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends the incidents of what is not watched any more: it was taken out of the scopes, deleted, or
 * is ignored by now.
 */
final class Unwatched {

  private final Scopes scopes;
  private final Fleet fleet;
  private final ServiceCheck serviceCheck;

  Unwatched(Scopes scopes, Fleet fleet, ServiceCheck serviceCheck) {
    this.scopes = scopes;
    this.fleet = fleet;
    this.serviceCheck = serviceCheck;
  }

  /** Whether no scope includes a service. */
  boolean outOfScopes(ServiceId service) {
    return scopes.including(service).isEmpty();
  }

  /**
   * Ends the incidents of what was taken out of the scopes, and leaves the others. Every check does
   * so, for no scope is theirs any more; of several at once one writes.
   */
  void endOutOfScopes(Map<ServiceId, Incident> open, ReportBuilder report, Instant now) {
    List<Incident> left =
        open.values().stream().filter(incident -> outOfScopes(incident.service())).toList();
    for (Incident incident : left) {
      open.remove(incident.service());
      report.guarded(
          incident.service(), () -> serviceCheck.end(incident, Resolved.Why.OUT_OF_SCOPE, now));
    }
  }

  /**
   * Ends the incident of a service that was not read. What could not be read may still be there:
   * only ECS's word that it is not ends its incident.
   */
  void endIfGone(Incident incident, FleetReading reading, Instant now) {
    boolean unreadable =
        reading.unread().stream()
            .filter(unread -> concerns(unread, incident.service()))
            .anyMatch(unread -> unread.reason() != FleetException.Reason.NOT_FOUND);
    if (unreadable) {
      serviceCheck.tellPager(incident, now);
      return;
    }
    Optional<Service> service = fleet.service(incident.service());
    if (service.isEmpty()) {
      serviceCheck.end(incident, Resolved.Why.SERVICE_GONE, now);
    } else if (Tags.ignored(service.get())) {
      serviceCheck.end(incident, Resolved.Why.IGNORED, now);
    }
  }

  private static boolean concerns(FleetReading.Unread unread, ServiceId service) {
    return unread.what().equals(service.cluster()) || unread.what().equals(service.toString());
  }
}
