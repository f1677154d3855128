package io.headroom.core.app;

import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import java.time.Instant;
import java.util.Set;

/** Describes everything and asks about everything each time, and keeps nothing. */
record WholeLookout(MemoryReader reader) implements Lookout {

  @Override
  public Seen look(Scope scope, Set<ServiceId> withIncident, Fleet fleet, Instant now) {
    FleetReading reading = fleet.read(scope);
    return new Seen(
        reading, reader.over(fleet).read(Lookout.watched(reading.services()), withIncident, now));
  }
}
