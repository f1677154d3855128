package io.headroom.core.app;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One check of the fleet, each minute: reads every service, opens incidents for those in trouble,
 * and moves every open incident on. Nothing is remembered between checks but the incidents
 * themselves, so that one that is repeated, left out or killed half-way does no harm.
 */
public final class CheckFleet {

  private final Fleet fleet;
  private final IncidentStore store;
  private final CheckLog log;
  private final Runbooks runbooks;
  private final MemoryReader reader;
  private final ServiceCheck serviceCheck;

  public CheckFleet(
      Fleet fleet,
      MemoryReader reader,
      IncidentStore store,
      CheckLog log,
      Runbooks runbooks,
      RunRemedy runRemedy) {
    this.fleet = fleet;
    this.store = store;
    this.log = log;
    this.runbooks = runbooks;
    this.reader = reader;
    this.serviceCheck = new ServiceCheck(fleet, store, runbooks, runRemedy);
  }

  /**
   * Checks a scope. What fails for one service is reported and does not stop the others.
   *
   * @return what was seen and what was not; it has been saved as well
   * @throws FleetException when ECS does not list the clusters of the scope
   * @throws RuntimeException what failed for a service for another reason than ECS's answer, the
   *     incident store for instance; all others have been checked, and the report is saved
   */
  public CheckReport check(Scope scope, Instant now) {
    FleetReading reading = fleet.read(scope);
    List<Service> services =
        reading.services().stream().filter(service -> !Tags.ignored(service)).toList();
    Map<ServiceId, Incident> open =
        store.open().stream()
            .filter(incident -> scope.includes(incident.service().cluster()))
            .collect(Collectors.toMap(Incident::service, Function.identity()));
    MemoryReader.Reading memory = reader.read(services, open.keySet(), now);
    var report = new ReportBuilder(runbooks, now);
    report.unread(reading.unread());
    report.metrics(memory);
    for (Service service : services) {
      ServiceMemory known = memory.of(service.id());
      report.service(service, known);
      Incident incident = open.remove(service.id());
      report.guarded(
          service.id(),
          () -> serviceCheck.check(service, known, Optional.ofNullable(incident), now));
    }
    // What is left has an incident but was not read: deleted, ignored by now, or not readable.
    for (Incident incident : open.values()) {
      report.guarded(incident.service(), () -> closeIfGone(incident, reading, now));
    }
    CheckReport built = report.build();
    log.save(built);
    report.throwUnexpected();
    return built;
  }

  /**
   * What could not be read may still be there: only ECS's word that it is not ends its incident.
   */
  private void closeIfGone(Incident incident, FleetReading reading, Instant now) {
    boolean unreadable =
        reading.unread().stream()
            .filter(unread -> concerns(unread, incident.service()))
            .anyMatch(unread -> unread.reason() != FleetException.Reason.NOT_FOUND);
    if (unreadable) {
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
