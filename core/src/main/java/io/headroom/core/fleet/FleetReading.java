package io.headroom.core.fleet;

import java.util.List;

/**
 * What could be read of a scope's services, and what could not.
 *
 * @param services those that were read, in order of their ids
 * @param unread clusters or services that were not, each with its reason
 */
public record FleetReading(List<Service> services, List<Unread> unread) {

  /**
   * Something that could not be read.
   *
   * @param what name of the cluster, or {@code cluster/service}
   * @param detail the answer of ECS
   */
  public record Unread(String what, FleetException.Reason reason, String detail) {}

  public FleetReading {
    services = List.copyOf(services);
    unread = List.copyOf(unread);
  }
}
