package io.headroom.core.fleet;

import io.headroom.core.fleet.FleetReading.Unread;
import java.util.List;

/**
 * The services that a scope has, by name alone.
 *
 * @param services in order; one of them may be on its way out
 * @param unread clusters that could not be listed, each with its reason
 */
public record FleetListing(List<ServiceId> services, List<Unread> unread) {
  public FleetListing {
    services = List.copyOf(services);
    unread = List.copyOf(unread);
  }
}
