package io.headroom.core.app;

import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a check of the fleet sees of a scope. */
@FunctionalInterface
public interface Lookout {

  /**
   * What is seen.
   *
   * @param fleet every service, as far as ECS tells
   * @param memory of those that are watched
   */
  record Seen(FleetReading fleet, MemoryReader.Reading memory) {}

  /**
   * Looks at a scope.
   *
   * @param withIncident services that an incident is open for
   * @param fleet ECS, for the length of this check
   * @throws io.headroom.core.fleet.FleetException when ECS does not list the clusters of the scope,
   *     or its account or Region cannot be reached
   */
  Seen look(Scope scope, Set<ServiceId> withIncident, Fleet fleet, Instant now);

  /** Those that do not ask to be left alone. */
  static List<Service> watched(List<Service> services) {
    return services.stream().filter(service -> !Tags.ignored(service)).toList();
  }
}
