package io.headroom.core.port;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.remedy.LimitChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ECS, as far as the domain reads and changes it. Safe for use by several threads.
 *
 * <p>Every method throws {@link FleetException} with a named reason when ECS refuses or does not
 * answer; throttling is retried a few times before.
 */
public interface Fleet {

  /**
   * All active services of a scope. A cluster that cannot be read is named in the reading and does
   * not stop the others.
   */
  default FleetReading read(Scope scope) {
    FleetListing listing = list(scope);
    FleetReading described = describe(listing.services());
    var unread = new ArrayList<>(listing.unread());
    unread.addAll(described.unread());
    return new FleetReading(described.services(), unread);
  }

  /**
   * Which services a scope has: a call for each hundred of a cluster's, where describing them takes
   * one for each ten. A cluster that cannot be listed is named and does not stop the others.
   */
  FleetListing list(Scope scope);

  /**
   * Some services of one account and Region as they are now. One that is not active any more is
   * left out; one that cannot be read is named in the reading and does not stop the others.
   */
  FleetReading describe(List<ServiceId> services);

  /** One service; empty if it does not exist or is not active any more. */
  Optional<Service> service(ServiceId id);

  /** Its tasks that have not stopped. */
  List<Task> tasks(ServiceId id);

  /** Its tasks that stopped, as far back as ECS remembers: about an hour. */
  List<StoppedTask> stopped(ServiceId id);

  /** The range Application Auto Scaling moves it in, if it is registered there. */
  Optional<ScalingRange> scaling(ServiceId id);

  /** Replaces all tasks by new ones of the same revision, keeping the deployment's bounds. */
  void restart(ServiceId id);

  /** Stops one task; ECS starts another. Stopping a task that has stopped changes nothing. */
  void stopTask(ServiceId id, String task, String reason);

  /**
   * Registers a copy of a task definition with more memory for one container, and for the task
   * where it has a size of its own. Everything else is copied. A revision that was registered for
   * the same {@code remedy} before is found by its tag and not registered twice.
   *
   * @param taskDefinition ARN of the revision to copy
   * @param remedy written on the revision as tag {@code headroom:remedy}
   * @return ARN of the new revision
   */
  String registerWithLimit(String taskDefinition, LimitChange change, String remedy);

  /** Makes a service run a revision. */
  void deploy(ServiceId id, String taskDefinition);

  /** Sets how many tasks should run. */
  void setDesired(ServiceId id, int desired);

  /** Sets the range Application Auto Scaling moves the service in. */
  void setScaling(ServiceId id, ScalingRange range);
}
