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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** ECS of a simulated day, which counts its calls. Nothing is changed in it. */
final class DayEcs implements Fleet {

  private final Map<ServiceId, Service> services;
  private final Instant started;

  long describeCalls;
  long listCalls;
  long taskCalls;

  /**
   * @param started when every task did
   */
  DayEcs(Map<ServiceId, Service> services, Instant started) {
    this.services = services;
    this.started = started;
  }

  @Override
  public FleetListing list(Scope scope) {
    listCalls += 2 + services.keySet().stream().map(ServiceId::cluster).distinct().count();
    return new FleetListing(List.copyOf(services.keySet()), List.of());
  }

  @Override
  public FleetReading describe(List<ServiceId> wanted) {
    describeCalls +=
        wanted.stream()
            .collect(Collectors.groupingBy(ServiceId::cluster, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(count -> (count + 9) / 10)
            .sum();
    return new FleetReading(
        wanted.stream().flatMap(id -> Optional.ofNullable(services.get(id)).stream()).toList(),
        List.of());
  }

  @Override
  public Optional<Service> service(ServiceId id) {
    return Optional.ofNullable(services.get(id));
  }

  @Override
  public List<Task> tasks(ServiceId id) {
    taskCalls += 2;
    int count = service(id).map(Service::desired).orElse(0);
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < count; i++) {
      tasks.add(
          new Task(
              id.name() + "-" + i,
              "arn",
              Optional.empty(),
              Task.Status.RUNNING,
              Optional.of(started.minus(Duration.ofMinutes(i)))));
    }
    return tasks;
  }

  @Override
  public List<StoppedTask> stopped(ServiceId id) {
    throw new UnsupportedOperationException("stopped");
  }

  @Override
  public Optional<ScalingRange> scaling(ServiceId id) {
    throw new UnsupportedOperationException("scaling");
  }

  @Override
  public void restart(ServiceId id) {
    throw new UnsupportedOperationException("restart");
  }

  @Override
  public void stopTask(ServiceId id, String task, String reason) {
    throw new UnsupportedOperationException("stopTask");
  }

  @Override
  public String registerWithLimit(String taskDefinition, LimitChange change, String remedy) {
    throw new UnsupportedOperationException("registerWithLimit");
  }

  @Override
  public void deploy(ServiceId id, String taskDefinition) {
    throw new UnsupportedOperationException("deploy");
  }

  @Override
  public void setDesired(ServiceId id, int desired) {
    throw new UnsupportedOperationException("setDesired");
  }

  @Override
  public void setScaling(ServiceId id, ScalingRange range) {
    throw new UnsupportedOperationException("setScaling");
  }
}
