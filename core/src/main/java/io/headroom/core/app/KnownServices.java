package io.headroom.core.app;

import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.WatchStore;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is kept of the services of one scope from check to check. Not for several threads. */
final class KnownServices {

  private final FleetCensus census;
  private final RulesInForce rules;
  private final Map<ServiceId, WatchedService> services = new TreeMap<>();
  private Optional<Instant> lastCheck = Optional.empty();

  KnownServices(Scope scope, RulesInForce rules) {
    this.census = new FleetCensus(scope);
    this.rules = rules;
  }

  /** Every service as ECS described it last. */
  FleetReading read(Fleet fleet, Set<ServiceId> withIncident, Instant now) {
    return census.read(fleet, withIncident, now);
  }

  /** Some services, which ECS is asked about once more. */
  List<WatchedService> again(Fleet fleet, List<ServiceId> wanted, Instant now) {
    var again = new ArrayList<WatchedService>();
    for (Service service : census.again(fleet, wanted, now)) {
      WatchedService one = services.get(service.id());
      if (one != null) {
        one.is(service);
        again.add(one);
      }
    }
    return again;
  }

  /** The services that are watched, each with what is known of it; the others are forgotten. */
  List<WatchedService> recognized(
      List<Service> described, WatchKeeping keeping, List<String> problems, Instant now) {
    List<ServiceId> ids = described.stream().map(Service::id).toList();
    services.keySet().retainAll(new HashSet<>(ids));
    List<ServiceId> unknown = ids.stream().filter(id -> !services.containsKey(id)).toList();
    if (!unknown.isEmpty()) {
      restore(unknown, keeping.load(unknown, problems), now);
    }
    var watched = new ArrayList<WatchedService>();
    for (Service service : described) {
      WatchedService one = services.get(service.id());
      if (one != null) {
        one.is(service);
        watched.add(one);
      }
    }
    return watched;
  }

  private void restore(List<ServiceId> unknown, WatchStore.Kept stored, Instant now) {
    for (ServiceId id : unknown) {
      var note = Optional.ofNullable(stored.notes().get(id));
      var history = Optional.ofNullable(stored.histories().get(id));
      boolean seenBefore = note.isPresent() || history.isPresent();
      var one = new WatchedService(rules, seenBefore ? Optional.empty() : Optional.of(now));
      note.ifPresent(one::noted);
      history.ifPresent(
          days ->
              one.recent.restore(days, note.map(ServiceNote::source).orElse(Source.UTILIZATION)));
      services.put(id, one);
    }
  }

  /** What ECS said, with what it said once more of some. */
  FleetReading current(FleetReading reading) {
    return new FleetReading(
        reading.services().stream()
            .map(
                service ->
                    Optional.ofNullable(services.get(service.id()))
                        .map(WatchedService::service)
                        .orElse(service))
            .toList(),
        reading.unread());
  }

  /** When the check before this one was, as far as is known here. */
  Optional<Instant> lastCheck() {
    return lastCheck;
  }

  /** A check was made. */
  void checked(Instant at) {
    lastCheck = Optional.of(at);
  }
}
