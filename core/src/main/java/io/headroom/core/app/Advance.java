package io.headroom.core.app;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved.Why;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Rollout;
import io.headroom.core.remedy.RolloutStatus;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.remedy.Verifier;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Verification;
import io.headroom.core.series.MemorySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves an open incident on by what a minute has brought: the roll-out of a remedy, its
 * verification, the ladder, the end. Nothing waits inside a Lambda; this is called again each
 * minute.
 */
final class Advance {

  /**
   * A remedy that has not moved for this long was left by a function that died, and is taken up. It
   * is longer than a function may run, so that two never work on the same remedy.
   */
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(3);

  private final Fleet fleet;
  private final Runbooks runbooks;
  private final Offers offers;
  private final Ladder ladder;
  private final Verdicts verdicts = new Verdicts();
  private final RunRemedy runRemedy;
  private final Paging paging;
  private final Journal journal;

  Advance(
      Fleet fleet,
      Runbooks runbooks,
      Offers offers,
      Ladder ladder,
      RunRemedy runRemedy,
      Paging paging,
      Journal journal) {
    this.fleet = fleet;
    this.runbooks = runbooks;
    this.offers = offers;
    this.ladder = ladder;
    this.runRemedy = runRemedy;
    this.paging = paging;
    this.journal = journal;
  }

  void advance(Draft draft, Service service, ServiceMemory memory, Instant now) {
    switch (draft.after().phase()) {
      case OPEN -> open(draft, service, memory, now);
      case REQUESTED -> takeUp(draft, now);
      case REMEDYING -> rollOut(draft, service, memory, now);
      case VERIFYING -> verify(draft, service, memory, now);
      case VERIFIED -> paging.resolve(draft, Why.VERIFIED, now);
      case RESOLVED -> {}
    }
  }

  private void open(Draft draft, Service service, ServiceMemory memory, Instant now) {
    if (draft.after().findings().isEmpty() && recovered(draft.after(), memory, now)) {
      paging.resolve(draft, Why.CLEARED, now);
      return;
    }
    ladder.due(draft.after(), now).ifPresent(step -> draft.add("escalated:" + step.step(), step));
    verdicts.refresh(draft, service, memory, now);
    offers.refresh(draft, service, memory, now);
  }

  /**
   * Whether no rule firing means that it is over. After a remedy that did not hold it does not: the
   * rules' thresholds are looser than the verification, which then has to hold over its last
   * stretch.
   */
  private boolean recovered(Incident incident, ServiceMemory memory, Instant now) {
    Optional<RemedyRun> unheld =
        incident
            .lastRemedy()
            .filter(run -> run.verification().filter(v -> v.outcome() != Outcome.HELD).isPresent());
    if (unheld.isEmpty()) {
      return true;
    }
    // Judged up to the newest minute there is: CloudWatch is never there with that of now.
    Optional<Instant> end =
        memory
            .hottest()
            .flatMap(MemorySeries::newest)
            .map(sample -> sample.at().plus(Duration.ofMinutes(1)));
    if (end.isEmpty() || !memory.fresh(now)) {
      return false;
    }
    var verifier = new Verifier(verification(incident));
    Instant from = end.get().minus(verifier.takes());
    return unheld.get().settledAt().filter(at -> !at.isAfter(from)).isPresent()
        && verifier.judge(memory, incident.oomKills(), from, now).outcome() == Outcome.HELD;
  }

  private void takeUp(Draft draft, Instant now) {
    RemedyRun run = draft.after().activeRemedy().orElseThrow();
    if (abandoned(run.requestedAt(), now)) {
      run(draft.before(), run, now);
    }
  }

  private void run(Incident incident, RemedyRun run, Instant now) {
    RunRemedy.Ran ran = runRemedy.run(incident.id(), run.id(), now);
    journal.write(new Decision.TakenUp(incident.service(), incident.id(), run.id(), ran.name()));
  }

  private void rollOut(Draft draft, Service service, ServiceMemory memory, Instant now) {
    RemedyRun run = draft.after().activeRemedy().orElseThrow();
    Instant startedAt = run.startedAt().orElseThrow();
    RolloutStatus status =
        Rollout.status(run.plan(), service, fleet.tasks(service.id()), startedAt, now);
    switch (status) {
      case RolloutStatus.NotSeen unseen -> {
        if (run.seen()) {
          String detail = "somebody changed the service, and no effect of it is left";
          fail(
              draft,
              service,
              memory,
              new RolloutStatus.Failed(FailureReason.OVERTAKEN, detail),
              now);
        } else if (abandoned(startedAt, now)) {
          run(draft.before(), run, now);
        }
      }
      case RolloutStatus.InProgress moved -> {
        if (moved.done() != run.done() || moved.of() != run.of()) {
          draft.add(
              "progress:" + draft.after().version(),
              new RemedyProgressed(run.id(), moved.done(), moved.of()));
        }
      }
      case RolloutStatus.Done done ->
          draft.add("succeeded:" + run.id(), new RemedySucceeded(run.id(), done.tasks()));
      case RolloutStatus.Failed failed -> fail(draft, service, memory, failed, now);
    }
  }

  private void fail(
      Draft draft,
      Service service,
      ServiceMemory memory,
      RolloutStatus.Failed failed,
      Instant now) {
    String remedy = draft.after().activeRemedy().orElseThrow().id();
    draft.add("failed:" + remedy, new RemedyFailed(remedy, failed.reason(), failed.detail()));
    climb(draft, service, memory, now);
  }

  private void verify(Draft draft, Service service, ServiceMemory memory, Instant now) {
    Incident incident = draft.after();
    RemedyRun run = incident.activeRemedy().orElseThrow();
    VerificationResult result =
        new Verifier(verification(incident))
            .judge(memory, incident.oomKills(), run.succeededAt().orElseThrow(), now);
    switch (result.outcome()) {
      case WATCHING, WAITING_FOR_METRICS -> {
        boolean moved =
            run.verification()
                .filter(
                    last ->
                        last.watched().equals(result.watched())
                            && last.outcome() == result.outcome())
                .isEmpty();
        if (moved) {
          draft.add(
              "verification:" + draft.after().version(),
              new VerificationProgressed(run.id(), result));
        }
      }
      case HELD -> {
        draft.add("verified:" + run.id(), new Verified(run.id(), result));
        paging.resolve(draft, Why.VERIFIED, now);
      }
      case ABOVE_THRESHOLD, GROWING, OOM_KILLED, NO_DATA -> {
        draft.add("did-not-hold:" + run.id(), new DidNotHold(run.id(), result));
        climb(draft, service, memory, now);
      }
    }
  }

  /** After a remedy that did not help: the next step of the ladder, and new buttons. */
  private void climb(Draft draft, Service service, ServiceMemory memory, Instant now) {
    ladder.didNotHold(draft.after()).ifPresent(step -> draft.add("escalated:" + step.step(), step));
    offers.refresh(draft, service, memory, now);
  }

  /** The strictest of the runbooks whose rules fired in this incident. */
  private Verification verification(Incident incident) {
    List<Verification> verifications =
        incident.everFound().stream()
            .map(Finding::key)
            .flatMap(key -> runbooks.get(key.runbook()).stream())
            .distinct()
            .map(Runbook::verification)
            .toList();
    // The runbook may have been taken out while the incident was open: then any will do.
    return Verification.strictest(
        verifications.isEmpty()
            ? runbooks.all().stream().map(Runbook::verification).toList()
            : verifications);
  }

  private static boolean abandoned(Instant since, Instant now) {
    return now.isAfter(since.plus(ABANDONED_AFTER));
  }
}
