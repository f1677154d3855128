package io.headroom.core.watch;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.runbook.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a service when it is decided how to watch it.
 *
 * @param incident whether one is open for it
 * @param rules those in force for it
 * @param memory as it was read last
 * @param firstSeen since when it is watched; empty if that is known to be long ago
 */
public record Watched(
    Service service,
    boolean incident,
    List<Rule> rules,
    ServiceMemory memory,
    Optional<Instant> firstSeen) {

  public Watched {
    rules = List.copyOf(rules);
  }
}
