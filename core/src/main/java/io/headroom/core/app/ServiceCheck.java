package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a check does for one service: opens its incident, or moves the open one on. */
final class ServiceCheck {

  private final IncidentStore store;
  private final Journal journal;
  private final Fleet fleet;
  private final RulesInForce rules;
  private final OpenIncident openIncident;
  private final Advance advance;
  private final Paging paging;

  ServiceCheck(
      Fleet fleet,
      IncidentStore store,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Pager pager,
      Journal journal) {
    this.fleet = fleet;
    this.store = store;
    this.journal = journal;
    this.rules = new RulesInForce(runbooks);
    var offers = new Offers(fleet, runbooks);
    var ladder = new Ladder(runbooks);
    this.paging = new Paging(store, pager, journal);
    this.openIncident = new OpenIncident(store, offers, ladder);
    this.advance = new Advance(fleet, runbooks, offers, ladder, runRemedy, paging, journal);
  }

  /**
   * A write that loses against another is left to the next check: what it wanted to write follows
   * from what it will read then.
   */
  void check(Service service, ServiceMemory memory, Optional<Incident> incident, Instant now) {
    if (incident.isEmpty()) {
      open(service, memory, now);
      return;
    }
    if (NewerVersion.hasInHand(incident.get(), now)) {
      return;
    }
    var draft = new Draft(incident.get(), now);
    try {
      updateFindings(draft, service, memory, now);
      advance.advance(draft, service, memory, now);
    } catch (FleetException e) {
      // What ECS does not tell waits for the next check; what is known is written all the same.
      write(draft, now);
      throw e;
    }
    write(draft, now);
  }

  /** Writes, and only when that is written tells the pager of it. */
  private void write(Draft draft, Instant now) {
    Append append = draft.isEmpty() ? Append.DONE : store.append(draft.before(), draft.added());
    journal.write(new Decision.Advanced(draft.before(), draft.added(), append));
    if (append == Append.DONE) {
      paging.tell(draft.after(), now);
    }
  }

  /** Tells the pager what it still needs to know of the incident of a service that was not read. */
  void tellPager(Incident incident, Instant now) {
    paging.tell(incident, now);
  }

  /** Ends the incident of a service that was deleted, or is not watched any more. */
  void end(Incident incident, Resolved.Why why, Instant now) {
    var draft = new Draft(incident, now);
    paging.resolve(draft, why, now);
    write(draft, now);
  }

  private void open(Service service, ServiceMemory memory, Instant now) {
    List<Evaluation> evaluations = evaluate(service, memory, now);
    journal.write(
        new Decision.Evaluated(service.id(), service.desired(), Optional.empty(), evaluations));
    List<Finding> findings =
        evaluations.stream().flatMap(evaluation -> evaluation.finding().stream()).toList();
    if (findings.isEmpty()) {
      return;
    }
    openIncident.open(
        service,
        memory,
        findings,
        draft -> raise(draft, service, true, now),
        now,
        (incident, append) -> {
          journal.write(new Decision.Opened(service.id(), incident.id(), findings, append));
          if (append == Append.DONE) {
            paging.tell(incident, now);
          }
        });
  }

  private List<Evaluation> evaluate(Service service, ServiceMemory memory, Instant now) {
    TaskEvents events = TaskEvents.of(service, now);
    List<Evaluation> evaluations =
        rules.evaluate(service, new RuleEvaluator(memory, events, Set.of()), now);
    boolean grown =
        evaluations.stream()
            .flatMap(evaluation -> evaluation.finding().stream())
            .anyMatch(finding -> finding.reading() instanceof GrowthReading);
    if (!grown) {
      return evaluations;
    }
    // Whether it is growth or a task that has just begun, its start says: asked for when it counts.
    return tasks(service)
        .map(
            tasks ->
                rules.evaluate(
                    service, new RuleEvaluator(memory, events.withTasks(tasks), Set.of()), now))
        .orElse(evaluations);
  }

  /** Empty if ECS does not answer: then what is known without it decides. */
  private Optional<List<Task>> tasks(Service service) {
    try {
      return Optional.of(fleet.tasks(service.id()));
    } catch (FleetException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes a SEV2 a SEV1 by tasks that are unwell.
   *
   * @param anew whether it has just become a SEV2: then what crashed shortly before counts as well,
   *     for which no incident of that severity was open
   */
  private void raise(Draft draft, Service service, boolean anew, Instant now) {
    if (draft.after().severity() != Severity.SEV2) {
      return;
    }
    tasks(service).ifPresent(tasks -> Unwell.add(draft, tasks));
    if (anew) {
      restarts(service).ifPresent(restarts -> Unwell.add(draft, restarts, now));
    }
  }

  private void updateFindings(Draft draft, Service service, ServiceMemory memory, Instant now) {
    Incident incident = draft.before();
    Set<Finding.Key> firing =
        incident.findings().stream().map(Finding::key).collect(Collectors.toSet());
    var evaluator = new RuleEvaluator(memory, events(service, incident, now), firing);
    List<Evaluation> evaluations = rules.evaluate(service, evaluator, now);
    journal.write(
        new Decision.Evaluated(
            service.id(), service.desired(), Optional.of(incident.id()), evaluations));
    Set<Finding.Key> inForce =
        evaluations.stream().map(Evaluation::key).collect(Collectors.toSet());
    for (Finding finding : incident.findings()) {
      if (!inForce.contains(finding.key())) {
        // Its runbook or the service's tag was changed: nothing would ever clear it.
        draft.add("cleared:" + (draft.after().version() + 1), new FindingCleared(finding.key()));
      }
    }
    // From the click on, what memory does is judged by the verification. The samples that the rules
    // look at are partly from before the remedy, and would report what it has just ended.
    boolean adds = incident.phase() == Phase.OPEN;
    for (Evaluation evaluation : evaluations) {
      int next = draft.after().version() + 1;
      if (evaluation.reason() == Reason.CLEARED && firing.contains(evaluation.key())) {
        draft.add("cleared:" + next, new FindingCleared(evaluation.key()));
      }
      if (adds && !firing.contains(evaluation.key())) {
        evaluation
            .finding()
            .ifPresent(finding -> draft.add("found:" + next, new FindingAdded(finding)));
      }
    }
    if (adds) {
      raise(draft, service, incident.severity() != Severity.SEV2, now);
    }
    Silence.tell(draft, service, memory, evaluations, now);
  }

  private TaskEvents events(Service service, Incident incident, Instant now) {
    TaskEvents events = TaskEvents.of(service, now).withKills(incident.oomKills());
    boolean counted =
        incident.findings().stream()
            .anyMatch(finding -> finding.reading() instanceof RestartsReading);
    return counted ? events.withRestarts(restarts(service)) : events;
  }

  /** Empty if ECS does not answer: then a rule about restarts neither fires nor clears. */
  private Optional<List<Restart>> restarts(Service service) {
    try {
      return Optional.of(
          fleet.stopped(service.id()).stream()
              .filter(task -> !Restart.ofReplaced(task, service))
              .flatMap(task -> Restart.of(task).stream())
              .toList());
    } catch (FleetException e) {
      return Optional.empty();
    }
  }
}
