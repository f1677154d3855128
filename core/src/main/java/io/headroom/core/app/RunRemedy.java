package io.headroom.core.app;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Precheck;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.Rollout;
import io.headroom.core.remedy.RolloutStatus;
import io.headroom.core.remedy.ServiceState;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs a remedy that a person asked for. It may be called any number of times for the same remedy,
 * and die at any point: what was begun is settled by looking at ECS, not by asking it twice.
 *
 * <ol>
 *   <li>Precheck on what ECS says now; a refusal ends it.
 *   <li>Evidence and {@code RemedyStarted} are written: of several callers one goes on.
 *   <li>ECS is asked. How far it has come is read by {@link CheckFleet} each minute.
 * </ol>
 */
public final class RunRemedy {

  private final Fleet fleet;
  private final IncidentStore store;
  private final EvidenceCollector evidence;

  public RunRemedy(Fleet fleet, IncidentStore store, MemoryReader reader) {
    this.fleet = fleet;
    this.store = store;
    this.evidence = new EvidenceCollector(fleet, reader);
  }

  /** What a call did. */
  public enum Ran {
    /** ECS was asked. */
    ASKED,
    /** ECS shows the effect of an earlier call; nothing was asked. */
    ALREADY_ASKED,
    /** The remedy is over, or unknown; nothing was asked. */
    NOTHING_TO_DO,
    /** It ended before ECS was asked, or ECS refused; the incident says why. */
    FAILED,
    /** Somebody else wrote first and goes on with it. */
    OVERTAKEN
  }

  /**
   * Runs a remedy, or goes on with one that was left half done.
   *
   * @throws FleetException with a passing reason when ECS throttles or does not answer: call again
   */
  public Ran run(IncidentId id, String remedy, Instant now) {
    Optional<Incident> incident = store.load(id);
    Optional<RemedyRun> run = incident.flatMap(found -> found.remedy(remedy));
    if (run.isEmpty() || run.get().settled()) {
      return Ran.NOTHING_TO_DO;
    }
    try {
      return switch (incident.get().phase()) {
        case REQUESTED -> start(incident.get(), run.get(), now);
        case REMEDYING -> resume(incident.get(), run.get(), now);
        case OPEN, VERIFYING, VERIFIED, RESOLVED -> Ran.NOTHING_TO_DO;
      };
    } catch (FleetException e) {
      return failedUnlessPassing(incident.get(), run.get(), e, now);
    }
  }

  private Ran start(Incident incident, RemedyRun run, Instant now) {
    Optional<Service> service = fleet.service(incident.service());
    if (service.isEmpty()) {
      return failed(incident, run, FailureReason.NOT_FOUND, "the service is gone", now);
    }
    var state =
        new ServiceState(
            service.get(),
            fleet.tasks(incident.service()),
            Optional.empty(),
            ServiceMemory.UNKNOWN);
    Optional<Refusal> refusal = Precheck.refusal(run.plan(), state);
    if (refusal.isPresent()) {
      String detail = refusal.get().name() + ": " + refusal.get().sentence();
      return failed(incident, run, FailureReason.REFUSED, detail, now);
    }
    var draft = new Draft(incident, now);
    draft.add(
        "evidence:" + run.id(),
        new EvidenceCaptured(run.id(), evidence.collect(service.get(), now)));
    draft.add("started:" + run.id(), new RemedyStarted(run.id()));
    if (store.append(incident, draft.added()) != Append.DONE) {
      return Ran.OVERTAKEN;
    }
    return ask(draft.after(), run, now);
  }

  private Ran resume(Incident incident, RemedyRun run, Instant now) {
    Optional<Service> service = fleet.service(incident.service());
    if (service.isEmpty()) {
      return failed(incident, run, FailureReason.NOT_FOUND, "the service is gone", now);
    }
    RolloutStatus status =
        Rollout.status(
            run.plan(),
            service.get(),
            fleet.tasks(incident.service()),
            run.startedAt().orElseThrow(),
            now);
    return status instanceof RolloutStatus.NotSeen ? ask(incident, run, now) : Ran.ALREADY_ASKED;
  }

  private Ran ask(Incident incident, RemedyRun run, Instant now) {
    try {
      act(incident.service(), run);
      return Ran.ASKED;
    } catch (FleetException e) {
      return failedUnlessPassing(incident, run, e, now);
    }
  }

  /** What may pass is thrown, so that the caller comes again; what will not is written. */
  private Ran failedUnlessPassing(Incident incident, RemedyRun run, FleetException e, Instant now) {
    if (e.reason().passing()) {
      throw e;
    }
    return failed(incident, run, reason(e), String.valueOf(e.getMessage()), now);
  }

  private void act(ServiceId service, RemedyRun run) {
    RemedyPlan plan = run.plan();
    switch (plan.remedy()) {
      case Remedy.Restart restart -> fleet.restart(service);
      case Remedy.StopHottestTask stop ->
          fleet.stopTask(
              service, stop.task(), "Headroom: its memory, asked for by " + run.by().name());
      case Remedy.RaiseLimit raise ->
          fleet.deploy(
              service, fleet.registerWithLimit(raise.from(), raise.change(), tag(service, run)));
      case Remedy.ScaleOut scale -> {
        if (scale.raisesMinimum()) {
          fleet.setScaling(service, new ScalingRange(scale.to(), scale.maximum()));
        }
        fleet.setDesired(service, scale.to());
      }
    }
  }

  /** Unique over all incidents: two of them may have a remedy of the same id. */
  private static String tag(ServiceId service, RemedyRun run) {
    return service.name() + "/" + run.requestedAt() + "/" + run.id();
  }

  private Ran failed(
      Incident incident, RemedyRun run, FailureReason reason, String detail, Instant now) {
    var draft = new Draft(incident, now);
    draft.add("failed:" + run.id(), new RemedyFailed(run.id(), reason, detail));
    return store.append(incident, draft.added()) == Append.DONE ? Ran.FAILED : Ran.OVERTAKEN;
  }

  private static FailureReason reason(FleetException e) {
    return switch (e.reason()) {
      case ACCESS_DENIED -> FailureReason.ACCESS_DENIED;
      case NOT_FOUND -> FailureReason.NOT_FOUND;
      case INVALID, THROTTLED, UNAVAILABLE -> FailureReason.INVALID;
    };
  }
}
