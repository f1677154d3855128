package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.watch.Source;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each service as a whole is asked about: in {@code AWS/ECS}, which is finer than Container
 * Insights and earlier, and where that has nothing in Container Insights. Some agents on EC2 are
 * told to send nothing to {@code AWS/ECS}. Safe for use by several threads.
 */
final class Sources {

  private final Set<ServiceId> inInsights = ConcurrentHashMap.newKeySet();

  boolean inInsights(Service service) {
    return service.insights() != Insights.OFF && inInsights.contains(service.id());
  }

  /** Where the memory of a service comes from. */
  Source of(Service service) {
    return switch (service.insights()) {
      case ENHANCED -> Source.INSIGHTS_PER_TASK;
      case ON -> inInsights(service) ? Source.INSIGHTS : Source.UTILIZATION;
      case OFF -> Source.UTILIZATION;
    };
  }

  /** Nothing came for a service that runs: it is asked about elsewhere next time. */
  void nothingCame(Service service) {
    if (service.running() > 0 && !inInsights.remove(service.id())) {
      inInsights.add(service.id());
    }
  }
}
