package io.headroom.core.app;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Places;
import io.headroom.core.remedy.LimitChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fleet of all scopes: each call goes to the account and Region of the service it is about.
 * What is in no scope is not asked for anywhere: a service of the same name in another account
 * would answer.
 */
public final class ScopedFleet implements Fleet {

  private final Scopes scopes;
  private final Places places;

  public ScopedFleet(Scopes scopes, Places places) {
    this.scopes = scopes;
    this.places = places;
  }

  @Override
  public FleetReading read(Scope scope) {
    return of(scope).read(scope);
  }

  @Override
  public FleetListing list(Scope scope) {
    return of(scope).list(scope);
  }

  @Override
  public FleetReading describe(List<ServiceId> services) {
    Map<Place, List<ServiceId>> byPlace =
        services.stream()
            .collect(Collectors.groupingBy(ServiceId::place, TreeMap::new, Collectors.toList()));
    var described = new ArrayList<Service>();
    var unread = new ArrayList<FleetReading.Unread>();
    for (List<ServiceId> some : byPlace.values()) {
      FleetReading reading = of(some.getFirst()).describe(some);
      described.addAll(reading.services());
      unread.addAll(reading.unread());
    }
    return new FleetReading(described, unread);
  }

  @Override
  public Optional<Service> service(ServiceId id) {
    return of(id).service(id);
  }

  @Override
  public List<Task> tasks(ServiceId id) {
    return of(id).tasks(id);
  }

  @Override
  public List<StoppedTask> stopped(ServiceId id) {
    return of(id).stopped(id);
  }

  @Override
  public Optional<ScalingRange> scaling(ServiceId id) {
    return of(id).scaling(id);
  }

  @Override
  public void restart(ServiceId id) {
    of(id).restart(id);
  }

  @Override
  public void stopTask(ServiceId id, String task, String reason) {
    of(id).stopTask(id, task, reason);
  }

  @Override
  public String registerWithLimit(String taskDefinition, LimitChange change, String remedy) {
    Place place = Place.ofArn(taskDefinition);
    if (!scopes.reach(place)) {
      throw outside(taskDefinition);
    }
    return places.fleet(place).registerWithLimit(taskDefinition, change, remedy);
  }

  @Override
  public void deploy(ServiceId id, String taskDefinition) {
    of(id).deploy(id, taskDefinition);
  }

  @Override
  public void setDesired(ServiceId id, int desired) {
    of(id).setDesired(id, desired);
  }

  @Override
  public void setScaling(ServiceId id, ScalingRange range) {
    of(id).setScaling(id, range);
  }

  private Fleet of(Scope scope) {
    if (!scopes.all().contains(scope)) {
      throw outside("scope " + scope);
    }
    return places.fleet(scope.place());
  }

  private Fleet of(ServiceId id) {
    if (scopes.including(id).isEmpty()) {
      throw outside(id.arn());
    }
    return places.fleet(id.place());
  }

  private FleetException outside(String what) {
    return new FleetException(
        Reason.OUT_OF_SCOPE, "%s is not watched; what is: %s".formatted(what, scopes));
  }
}
