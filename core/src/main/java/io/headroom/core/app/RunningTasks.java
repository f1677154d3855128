package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.watch.Published;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks that CloudWatch is asked about one by one, of services that are looked at closer. */
final class RunningTasks {

  /**
   * Services whose tasks are listed for it. ECS answers 20 such calls a second: in a storm of
   * alerts listing all would take the time in which they are to be opened.
   */
  static final int MOST_SERVICES = 150;

  /** Tasks asked for one by one, per service: a hundred tell which one stands out. */
  private static final int MOST_TASKS = 100;

  private final Fleet fleet;
  private final Abreast abreast;

  /**
   * @param abreast how many services' tasks are listed at the same time
   */
  RunningTasks(Fleet fleet, Abreast abreast) {
    this.fleet = fleet;
    this.abreast = abreast;
  }

  /**
   * Whether there are metrics of a service's tasks one by one.
   *
   * @param published as far as it is known
   */
  static boolean tellApart(Service service, Published published) {
    return service.insights() == Insights.ENHANCED || published.perTask().isPresent();
  }

  /**
   * The running tasks of services. One without any has no entry; they come in the order of their
   * ids, behind those that come first.
   *
   * @param services those whose tasks metrics {@link #tellApart}
   * @param first those that come first when there are too many
   * @param problems takes what ECS did not answer
   */
  Map<ServiceId, List<Task>> of(
      List<Service> services, Set<ServiceId> first, List<String> problems) {
    List<Service> wanted =
        services.stream()
            .sorted(
                Comparator.<Service, Boolean>comparing(service -> !first.contains(service.id()))
                    .thenComparing(Service::id))
            .limit(MOST_SERVICES)
            .toList();
    List<List<Task>> found = abreast.map(wanted, service -> running(service, problems));
    var tasks = new LinkedHashMap<ServiceId, List<Task>>();
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).isEmpty()) {
        tasks.put(wanted.get(i).id(), found.get(i));
      }
    }
    return tasks;
  }

  private List<Task> running(Service service, List<String> problems) {
    try {
      return running(service);
    } catch (FleetException e) {
      synchronized (problems) {
        problems.add("tasks of " + service.id() + ": " + e.getMessage());
      }
      return List.of();
    }
  }

  private List<Task> running(Service service) {
    return fleet.tasks(service.id()).stream()
        .filter(task -> task.status() == Task.Status.RUNNING)
        .sorted(Comparator.comparing(Task::id))
        .limit(MOST_TASKS)
        .toList();
  }
}
