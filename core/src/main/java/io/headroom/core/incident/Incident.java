package io.headroom.core.incident;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Situation;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.remedy.Offer;
import io.headroom.core.runbook.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state of an incident: the fold of its events, and nothing else. Two readers of the same
 * events see the same incident.
 *
 * @param events all of them, in order, numbers from 1 without gaps
 * @param phase where it is
 * @param findings the rules that fire now, or fired last before it was resolved
 * @param severity the highest that any finding ever had, or that it was raised to: it does not sink
 *     while the incident is open
 * @param verdict what is behind it, as reached last; empty before the first
 * @param offers the remedies a person may choose
 * @param offer number of the event that made {@code offers}; 0 before the first
 * @param remedies every remedy that was asked for, oldest first
 * @param escalations how many steps of the ladder were reached
 * @param pages the steps of these that call people by the pager, in order
 * @param noDataSince since when what fires cannot be seen; empty while it can
 */
public record Incident(
    IncidentId id,
    ServiceId service,
    List<Recorded> events,
    Phase phase,
    List<Finding> findings,
    Severity severity,
    Optional<Verdict> verdict,
    List<Offer> offers,
    int offer,
    List<RemedyRun> remedies,
    int escalations,
    List<Page> pages,
    Optional<Instant> noDataSince) {

  public Incident {
    events = List.copyOf(events);
    findings = List.copyOf(findings);
    offers = List.copyOf(offers);
    remedies = List.copyOf(remedies);
    pages = List.copyOf(pages);
  }

  /**
   * The incident that events make.
   *
   * @throws UnreadableIncidentException if only a newer version understands the first
   * @throws IllegalArgumentException if the first is not {@code Detected} or a number is missing
   */
  public static Incident of(IncidentId id, List<Recorded> events) {
    return new Fold(id, events).incident();
  }

  /** The incident with more events. */
  public Incident with(List<Recorded> more) {
    return of(id, Stream.concat(events.stream(), more.stream()).toList());
  }

  /** Number of its last event: what the next write expects. */
  public int version() {
    return events.size();
  }

  public Instant openedAt() {
    return events.getFirst().at();
  }

  /** What memory looked like when it began. */
  public Situation situation() {
    return detected().situation();
  }

  /** The kind of the verdict reached last; {@code UNKNOWN} before the first. */
  public Verdict.Kind verdictKind() {
    return verdict.map(Verdict::kind).orElse(Verdict.Kind.UNKNOWN);
  }

  /** The Slack channel that the service's tag asked for when it began. */
  public Optional<String> channelTag() {
    return detected().channel();
  }

  /** Who looked after the service when it began, by its tag. */
  public Optional<String> owner() {
    return detected().owner();
  }

  public boolean open() {
    return phase != Phase.RESOLVED;
  }

  /** The remedy that was asked for last, if there is one. */
  public Optional<RemedyRun> lastRemedy() {
    return remedies.isEmpty() ? Optional.empty() : Optional.of(remedies.getLast());
  }

  /** The remedy that is under way, from the click to the end of its verification. */
  public Optional<RemedyRun> activeRemedy() {
    return lastRemedy().filter(run -> !run.settled());
  }

  public Optional<RemedyRun> remedy(String remedy) {
    return remedies.stream().filter(run -> run.id().equals(remedy)).findFirst();
  }

  /** What the pager was told of a step of the ladder, if that step calls people by it. */
  public Optional<Page> page(int step) {
    return pages.stream().filter(page -> page.step() == step).findFirst();
  }

  /** Whether an event with this key is among its events. */
  public boolean has(String key) {
    return events.stream().anyMatch(recorded -> recorded.key().equals(key));
  }

  /** The finding of a rule, while it fires. */
  public Optional<Finding> finding(Finding.Key key) {
    return findings.stream().filter(finding -> finding.key().equals(key)).findFirst();
  }

  /** The finding a message leads with: the most severe, and of those the first. */
  public Finding worstFinding() {
    return findings.stream()
        .max(
            Comparator.comparing(Finding::severity)
                .thenComparing(Finding::since, Comparator.reverseOrder()))
        .orElseGet(() -> detected().findings().getFirst());
  }

  /** Every finding it ever had, each once, as it was last reported. */
  public List<Finding> everFound() {
    var found = new LinkedHashMap<Finding.Key, Finding>();
    for (Recorded recorded : events) {
      switch (recorded.event()) {
        case Detected detected -> detected.findings().forEach(f -> found.put(f.key(), f));
        case IncidentEvent.FindingAdded added -> found.put(added.finding().key(), added.finding());
        default -> {}
      }
    }
    return new ArrayList<>(found.values());
  }

  /** The OOM kills it knows of, oldest first. */
  public List<OomKill> oomKills() {
    var kills = new ArrayList<OomKill>();
    for (Recorded recorded : events) {
      if (recorded.event() instanceof IncidentEvent.OomKilled killed) {
        kills.add(killed.kill());
      }
    }
    return kills;
  }

  /** Who acknowledged it first, if somebody did. */
  public Optional<Acknowledged> acknowledged() {
    return events.stream()
        .map(Recorded::event)
        .filter(Acknowledged.class::isInstance)
        .map(Acknowledged.class::cast)
        .findFirst();
  }

  /** How it ended, if it did. */
  public Optional<Resolved> resolution() {
    return end().map(recorded -> (Resolved) recorded.event());
  }

  /** When it ended, if it did. */
  public Optional<Instant> resolvedAt() {
    return end().map(Recorded::at);
  }

  /** When its last event happened. */
  public Instant changedAt() {
    return events.getLast().at();
  }

  private Detected detected() {
    return (Detected) events.getFirst().event();
  }

  /**
   * When something was written last that this version should understand and does not: it may be
   * wrong about the incident since then. Empty for almost every incident.
   */
  public Optional<Instant> obscuredAt() {
    return events.stream()
        .filter(recorded -> recorded.event() instanceof Unknown unknown && unknown.obscures())
        .reduce((earlier, later) -> later)
        .map(Recorded::at);
  }

  /** Not simply the last event: one of a newer version may follow it. */
  private Optional<Recorded> end() {
    return events.stream().filter(recorded -> recorded.event() instanceof Resolved).findFirst();
  }
}
