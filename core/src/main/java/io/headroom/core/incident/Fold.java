package io.headroom.core.incident;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.remedy.Offer;
import io.headroom.core.runbook.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Folds events into an incident. An event that the table does not allow in its phase is kept in the
 * list and has no effect: a newer version may allow what this one does not, and while both run a
 * reader must not break on it. Writers are stricter, see {@link Draft}.
 */
final class Fold {

  private final IncidentId id;
  private final List<Recorded> events;
  private final Map<Finding.Key, Finding> findings = new LinkedHashMap<>();
  private final Map<String, RemedyRun> remedies = new LinkedHashMap<>();
  private Phase phase = Phase.OPEN;
  private Severity severity = Severity.SEV3;
  private List<Offer> offers = List.of();
  private int offer;
  private Optional<Verdict> verdict = Optional.empty();
  private int escalations;
  private Optional<Instant> noDataSince = Optional.empty();
  private final Map<Integer, Page> pages = new LinkedHashMap<>();

  Fold(IncidentId id, List<Recorded> events) {
    this.id = id;
    this.events = events;
  }

  Incident incident() {
    if (!events.isEmpty() && events.getFirst().event() instanceof Unknown) {
      throw new UnreadableIncidentException(id);
    }
    if (events.isEmpty() || !(events.getFirst().event() instanceof Detected detected)) {
      throw new IllegalArgumentException("incident " + id + ": its first event is not Detected");
    }
    detected.findings().forEach(this::add);
    for (int i = 0; i < events.size(); i++) {
      Recorded recorded = events.get(i);
      if (recorded.number() != i + 1) {
        throw new IllegalArgumentException(
            "incident %s: event %d stands in place %d".formatted(id, recorded.number(), i + 1));
      }
      Optional<Phase> next = Transitions.after(phase, recorded.event());
      if (next.isPresent()) {
        apply(recorded);
        phase = next.get();
      }
    }
    return new Incident(
        id,
        detected.service(),
        events,
        phase,
        new ArrayList<>(findings.values()),
        severity,
        verdict,
        offers,
        offer,
        new ArrayList<>(remedies.values()),
        escalations,
        new ArrayList<>(pages.values()),
        noDataSince);
  }

  private void apply(Recorded recorded) {
    switch (recorded.event()) {
      case FindingAdded added -> add(added.finding());
      case FindingCleared cleared -> findings.remove(cleared.finding());
      case VerdictReached reached -> verdict = Optional.of(reached.verdict());
      case RemediesOffered offered -> {
        offers = offered.offers();
        offer = recorded.number();
      }
      case RemedyRequested requested ->
          remedies.put(
              requested.remedy(),
              RemedyRun.requested(
                  requested.remedy(), requested.plan(), requested.by(), recorded.at()));
      case RemedyStarted started -> update(started.remedy(), run -> run.started(recorded.at()));
      case RemedyProgressed moved ->
          update(moved.remedy(), run -> run.progressed(moved.done(), moved.of()));
      case RemedySucceeded done ->
          update(done.remedy(), run -> run.succeeded(recorded.at(), done.tasks()));
      case RemedyFailed failed ->
          update(failed.remedy(), run -> run.failed(failed.reason(), recorded.at()));
      case VerificationProgressed watched ->
          update(watched.remedy(), run -> run.watched(watched.result()));
      case Verified verified ->
          update(verified.remedy(), run -> run.watched(verified.result()).settled(recorded.at()));
      case DidNotHold failed ->
          update(failed.remedy(), run -> run.watched(failed.result()).settled(recorded.at()));
      case Escalated escalated -> {
        escalations = escalated.step() + 1;
        if (escalated.byPager()) {
          pages.put(escalated.step(), Page.of(escalated));
        }
      }
      case Paged paged ->
          pages.computeIfPresent(paged.step(), (step, page) -> page.answered(paged, recorded.at()));
      case SeverityRaised raised -> severity = severity.max(raised.severity());
      case DataStopped stopped -> noDataSince = Optional.of(stopped.since());
      case DataResumed resumed -> noDataSince = Optional.empty();
      case Resolved resolved -> offers = List.of();
      case Detected detected -> {}
      case Acknowledged acknowledged -> pages.replaceAll((step, page) -> page.nowAcknowledged());
      case EvidenceCaptured captured -> {}
      case OomKilled killed -> {}
      case Unknown unknown -> {}
    }
  }

  private void add(Finding finding) {
    findings.put(finding.key(), finding);
    if (finding.severity().compareTo(severity) > 0) {
      severity = finding.severity();
    }
  }

  private void update(String remedy, UnaryOperator<RemedyRun> change) {
    remedies.computeIfPresent(remedy, (key, run) -> change.apply(run));
  }
}
