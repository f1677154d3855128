package io.headroom.core.runbook;

import java.util.List;
import java.util.Optional;

/**
 * What a runbook says besides: for people to read, decided upon by nobody.
 *
 * @param recoveryTime the target or estimate of the seed
 * @param owner who keeps the runbook
 * @param sloImpact the service level objectives it touches
 * @param relatedMetrics metrics to look at
 * @param logEvents log lines that announce or accompany the incident
 * @param metricsToTrack what to follow after the incident
 * @param longTerm changes that take longer than an incident
 * @param resources dashboards, tools, other runbooks
 * @param provenance dates and versions of the seed
 */
public record Background(
    Optional<RecoveryTime> recoveryTime,
    Optional<String> owner,
    List<String> sloImpact,
    List<RelatedMetric> relatedMetrics,
    List<String> logEvents,
    List<String> metricsToTrack,
    List<String> longTerm,
    List<String> resources,
    List<String> provenance) {

  /** Nothing said. */
  public static final Background NONE =
      new Background(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public Background {
    sloImpact = List.copyOf(sloImpact);
    relatedMetrics = List.copyOf(relatedMetrics);
    logEvents = List.copyOf(logEvents);
    metricsToTrack = List.copyOf(metricsToTrack);
    longTerm = List.copyOf(longTerm);
    resources = List.copyOf(resources);
    provenance = List.copyOf(provenance);
  }
}
