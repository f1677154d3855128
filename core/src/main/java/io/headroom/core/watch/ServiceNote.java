package io.headroom.core.watch;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a service is watched, for whoever asks: written by the check when it changes, so that the
 * answer needs neither ECS nor CloudWatch.
 *
 * @param at when it was written
 * @param reason how often it is asked about, and why
 * @param source where its memory as a whole comes from
 * @param perTask where that of its tasks one by one comes from; empty where it is not told
 * @param sourceSince since when its memory as a whole comes from there
 * @param applications what its application tells of itself, and from which metric: {@code heap
 *     used: nodejs_heap_size_used_bytes in ECS/ContainerInsights/Prometheus}
 * @param missing what would be worth having and is not there, each with what to do about it
 * @param limit of a task
 * @param limitOf what the limit was taken from, in words
 * @param usage in the newest sample; empty without data
 * @param noDataSince since when no sample came; empty while they come
 * @param rules in force
 * @param problems tags that could not be read
 */
public record ServiceNote(
    ServiceId service,
    Instant at,
    WatchReason reason,
    Source source,
    Optional<Source> perTask,
    Instant sourceSince,
    List<String> applications,
    List<String> missing,
    Bytes limit,
    String limitOf,
    Optional<Ratio> usage,
    Optional<Instant> noDataSince,
    List<RuleNote> rules,
    List<String> problems) {

  /** Where the threshold of a rule comes from. */
  public enum Origin {
    RUNBOOK,
    TAG
  }

  /**
   * A rule in force.
   *
   * @param threshold as a tag would write it
   */
  public record RuleNote(String runbook, String rule, String threshold, Origin origin) {}

  public ServiceNote {
    applications = List.copyOf(applications);
    missing = List.copyOf(missing);
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** Whether the other says the same, but for the moment, the usage and what follows from it. */
  public boolean saysTheSame(ServiceNote other) {
    return without().equals(other.without());
  }

  private ServiceNote without() {
    return new ServiceNote(
        service,
        Instant.EPOCH,
        WatchReason.QUIET,
        source,
        perTask,
        sourceSince,
        applications,
        missing,
        limit,
        limitOf,
        Optional.empty(),
        noDataSince,
        rules,
        problems);
  }
}
