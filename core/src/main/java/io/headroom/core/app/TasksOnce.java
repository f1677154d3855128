package io.headroom.core.app;

import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.remedy.LimitChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ECS for the length of one check, which lists the tasks of a service once: to ask CloudWatch about
 * each, to see how far a roll-out is and to draw the buttons. In a storm of alerts it is the tasks
 * that ECS's rate runs out for. What fails is asked again. Everything else passes through.
 */
final class TasksOnce implements Fleet {

  private final Fleet fleet;
  private final Map<ServiceId, List<Task>> tasks = new ConcurrentHashMap<>();

  TasksOnce(Fleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public List<Task> tasks(ServiceId id) {
    List<Task> known = tasks.get(id);
    if (known == null) {
      known = fleet.tasks(id);
      tasks.put(id, known);
    }
    return known;
  }

  @Override
  public FleetReading read(Scope scope) {
    return fleet.read(scope);
  }

  @Override
  public FleetListing list(Scope scope) {
    return fleet.list(scope);
  }

  @Override
  public FleetReading describe(List<ServiceId> services) {
    return fleet.describe(services);
  }

  @Override
  public Optional<Service> service(ServiceId id) {
    return fleet.service(id);
  }

  @Override
  public List<StoppedTask> stopped(ServiceId id) {
    return fleet.stopped(id);
  }

  @Override
  public Optional<ScalingRange> scaling(ServiceId id) {
    return fleet.scaling(id);
  }

  @Override
  public void restart(ServiceId id) {
    fleet.restart(id);
  }

  @Override
  public void stopTask(ServiceId id, String task, String reason) {
    fleet.stopTask(id, task, reason);
  }

  @Override
  public String registerWithLimit(String taskDefinition, LimitChange change, String remedy) {
    return fleet.registerWithLimit(taskDefinition, change, remedy);
  }

  @Override
  public void deploy(ServiceId id, String taskDefinition) {
    fleet.deploy(id, taskDefinition);
  }

  @Override
  public void setDesired(ServiceId id, int desired) {
    fleet.setDesired(id, desired);
  }

  @Override
  public void setScaling(ServiceId id, ScalingRange range) {
    fleet.setScaling(id, range);
  }
}
