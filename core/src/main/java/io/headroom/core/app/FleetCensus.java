package io.headroom.core.app;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import io.headroom.core.watch.DescribePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of the services of one scope, kept from check to check and refreshed in turns
 * ({@link DescribePlan}). A service that could not be read is not among the known ones, is named,
 * and is asked for again each minute. Not for several threads.
 */
final class FleetCensus {

  private final Scope scope;
  private final Set<ServiceId> listed = new TreeSet<>();
  private final Map<ServiceId, Service> services = new TreeMap<>();
  private final Map<ServiceId, Instant> describedAt = new HashMap<>();
  private final Map<ServiceId, Unread> unread = new TreeMap<>();
  private List<Unread> unlisted = List.of();
  private Optional<Instant> listedAt = Optional.empty();

  FleetCensus(Scope scope) {
    this.scope = scope;
  }

  /**
   * All services, each as it was described last.
   *
   * @param wanted those that are to be described now
   * @throws FleetException when ECS does not list the clusters; of a large fleet, only if that does
   *     not pass or nothing is known yet
   */
  FleetReading read(Fleet fleet, Set<ServiceId> wanted, Instant now) {
    if (listedAt.filter(at -> !listingDue(at, now)).isEmpty()) {
      list(fleet, now);
    }
    var urgent = new TreeSet<>(wanted);
    urgent.addAll(unread.keySet());
    describe(fleet, DescribePlan.due(listed, describedAt, urgent, now), now);
    return new FleetReading(
        List.copyOf(services.values()),
        Stream.concat(unlisted.stream(), unread.values().stream()).distinct().toList());
  }

  /** Some services as they are now; one that is not there any more is not among them. */
  List<Service> again(Fleet fleet, List<ServiceId> wanted, Instant now) {
    describe(fleet, wanted, now);
    return wanted.stream().flatMap(id -> Stream.ofNullable(services.get(id))).toList();
  }

  private boolean listingDue(Instant at, Instant now) {
    return !unlisted.isEmpty() || DescribePlan.listingDue(listed, at, now);
  }

  private void list(Fleet fleet, Instant now) {
    FleetListing listing;
    try {
      listing = fleet.list(scope);
    } catch (FleetException e) {
      if (listedAt.isEmpty() || DescribePlan.small(listed) || !e.reason().passing()) {
        throw e;
      }
      // What was listed before is there still, most likely; it is listed again next minute.
      unlisted = List.of(new Unread(scope.toString(), e.reason(), String.valueOf(e.getMessage())));
      return;
    }
    listedAt = Optional.of(now);
    unlisted = listing.unread();
    Set<String> unreadable = unlisted.stream().map(Unread::what).collect(Collectors.toSet());
    listed.clear();
    listed.addAll(listing.services());
    services.keySet().retainAll(listed);
    describedAt.keySet().retainAll(listed);
    unread.keySet().retainAll(listed);
    unread.keySet().removeIf(id -> unreadable.contains(id.cluster()));
  }

  private void describe(Fleet fleet, List<ServiceId> due, Instant now) {
    if (due.isEmpty()) {
      return;
    }
    FleetReading reading = fleet.describe(due);
    Map<ServiceId, Service> described =
        reading.services().stream().collect(Collectors.toMap(Service::id, Function.identity()));
    Map<String, Unread> refused = new HashMap<>();
    reading.unread().forEach(one -> refused.putIfAbsent(one.what(), one));
    for (ServiceId id : due) {
      unread.remove(id);
      services.remove(id);
      describedAt.put(id, now);
      Service service = described.get(id);
      Unread why =
          Optional.ofNullable(refused.get(id.toString())).orElse(refused.get(id.cluster()));
      if (service != null) {
        services.put(id, service);
      } else if (why != null) {
        unread.put(id, why);
      }
    }
    // What names neither a service nor a cluster that was asked for belongs to all.
    var told = new ArrayList<>(unlisted);
    reading.unread().stream()
        .filter(one -> due.stream().noneMatch(id -> concerns(one, id)))
        .filter(one -> !told.contains(one))
        .forEach(told::add);
    unlisted = told;
  }

  private static boolean concerns(Unread unread, ServiceId id) {
    return unread.what().equals(id.toString()) || unread.what().equals(id.cluster());
  }
}
