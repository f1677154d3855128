package io.headroom.core.remedy;

import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.StoppedTask;
import java.util.List;

/**
 * What is kept before a remedy destroys it: ECS forgets a stopped task after about an hour.
 *
 * @param stopped tasks that stopped within ECS's memory, newest first
 * @param deployments one line each, for people
 * @param missing what could not be read, and why
 */
public record Evidence(
    Situation situation,
    List<StoppedTask> stopped,
    List<String> deployments,
    List<ServiceEvent> events,
    List<String> missing) {

  public Evidence {
    stopped = List.copyOf(stopped);
    deployments = List.copyOf(deployments);
    events = List.copyOf(events);
    missing = List.copyOf(missing);
  }
}
