package io.headroom.core.detect;

import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one check of the fleet saw, and what it could not see.
 *
 * @param at when it began
 * @param services how many services were looked at
 * @param withoutData services that no fresh metric came from, in order
 * @param unread clusters or services that ECS did not describe
 * @param problems what CloudWatch did not answer, in its words
 * @param hottest the services nearest to their limits, nearest first, ten at the most
 * @param unknownRunbooks tags that name a runbook there is none of: {@code shop/cart: "nodejs"}
 * @param dataAge age of the newest sample of the service that is furthest behind; empty without
 *     data
 * @param queries metrics asked for
 * @param calls calls of GetMetricData
 */
public record CheckReport(
    Instant at,
    int services,
    List<ServiceId> withoutData,
    List<Unread> unread,
    List<String> problems,
    List<Usage> hottest,
    List<String> unknownRunbooks,
    Optional<Duration> dataAge,
    int queries,
    int calls) {

  /**
   * How near a service is to its limit.
   *
   * @param ratio of its hottest task, in the newest sample
   * @param recent ratios of the last hour, oldest first; a gap is empty
   */
  public record Usage(ServiceId service, Ratio ratio, List<Optional<Double>> recent) {
    public Usage {
      recent = List.copyOf(recent);
    }
  }

  public CheckReport {
    withoutData = List.copyOf(withoutData);
    unread = List.copyOf(unread);
    problems = List.copyOf(problems);
    hottest = List.copyOf(hottest);
    unknownRunbooks = List.copyOf(unknownRunbooks);
  }
}
