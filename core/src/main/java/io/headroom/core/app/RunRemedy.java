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

  private static final int ATTEMPTS = 5;

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
    /** Somebody else began it at the same time and goes on with it. */
    OVERTAKEN
  }

  /**
   * Runs a remedy, or goes on with one that was left half done.
   *
   * @throws FleetException with a passing reason when ECS throttles or does not answer: call again
   * @throws IllegalStateException if others kept writing to the incident at the same time: call
   *     again
   */
  public Ran run(IncidentId id, String remedy, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> incident = store.load(id);
      Optional<RemedyRun> run = incident.flatMap(found -> found.remedy(remedy));
      if (run.isEmpty() || run.get().settled()) {
        return Ran.NOTHING_TO_DO;
      }
      try {
        Optional<Ran> ran =
            switch (incident.get().phase()) {
              case REQUESTED -> start(incident.get(), run.get(), now);
              case REMEDYING ->
                  Optional.of(
                      attempt == 0 ? resume(incident.get(), run.get(), now) : Ran.OVERTAKEN);
              case OPEN, VERIFYING, VERIFIED, RESOLVED -> Optional.of(Ran.NOTHING_TO_DO);
            };
        if (ran.isPresent()) {
          return ran.get();
        }
      } catch (FleetException e) {
        if (e.reason().passing()) {
          throw e;
        }
        return failed(id, remedy, reason(e), String.valueOf(e.getMessage()), now);
      }
    }
    throw changing(id, remedy);
  }

  /**
   * Empty if somebody else wrote first: another runner, or an event that has nothing to do with it.
   */
  private Optional<Ran> start(Incident incident, RemedyRun run, Instant now) {
    Optional<Service> service = fleet.service(incident.service());
    if (service.isEmpty()) {
      return Optional.of(gone(incident, run, now));
    }
    Optional<Refusal> refusal = Precheck.refusal(run.plan(), state(service.get(), run));
    if (refusal.isPresent()) {
      String detail = refusal.get().name() + ": " + refusal.get().sentence();
      return Optional.of(failed(incident.id(), run.id(), FailureReason.REFUSED, detail, now));
    }
    var draft = new Draft(incident, now);
    draft.add(
        "evidence:" + run.id(),
        new EvidenceCaptured(run.id(), evidence.collect(service.get(), now)));
    draft.add("started:" + run.id(), new RemedyStarted(run.id()));
    if (store.append(incident, draft.added()) != Append.DONE) {
      return Optional.empty();
    }
    act(incident.service(), run);
    return Optional.of(Ran.ASKED);
  }

  private ServiceState state(Service service, RemedyRun run) {
    boolean scales = run.plan().remedy() instanceof Remedy.ScaleOut;
    return new ServiceState(
        service,
        fleet.tasks(service.id()),
        scales ? fleet.scaling(service.id()) : Optional.empty(),
        ServiceMemory.UNKNOWN);
  }

  private Ran resume(Incident incident, RemedyRun run, Instant now) {
    Optional<Service> service = fleet.service(incident.service());
    if (service.isEmpty()) {
      return gone(incident, run, now);
    }
    RolloutStatus status =
        Rollout.status(
            run.plan(),
            service.get(),
            fleet.tasks(incident.service()),
            run.startedAt().orElseThrow(),
            now);
    // What was seen and is seen no more was undone by somebody: it is not done again.
    if (!(status instanceof RolloutStatus.NotSeen) || run.seen()) {
      return Ran.ALREADY_ASKED;
    }
    act(incident.service(), run);
    return Ran.ASKED;
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

  private Ran gone(Incident incident, RemedyRun run, Instant now) {
    return failed(incident.id(), run.id(), FailureReason.NOT_FOUND, "the service is gone", now);
  }

  private Ran failed(
      IncidentId id, String remedy, FailureReason reason, String detail, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> incident = store.load(id);
      if (incident
          .flatMap(Incident::activeRemedy)
          .filter(active -> active.id().equals(remedy))
          .isEmpty()) {
        return Ran.NOTHING_TO_DO;
      }
      var draft = new Draft(incident.get(), now);
      draft.add("failed:" + remedy, new RemedyFailed(remedy, reason, detail));
      if (store.append(incident.get(), draft.added()) == Append.DONE) {
        return Ran.FAILED;
      }
    }
    throw changing(id, remedy);
  }

  private static IllegalStateException changing(IncidentId id, String remedy) {
    return new IllegalStateException(
        "incident %s changed %d times while remedy %s was run".formatted(id, ATTEMPTS, remedy));
  }

  private static FailureReason reason(FleetException e) {
    return switch (e.reason()) {
      case ACCESS_DENIED -> FailureReason.ACCESS_DENIED;
      case NOT_FOUND -> FailureReason.NOT_FOUND;
      case OUT_OF_SCOPE -> FailureReason.OUT_OF_SCOPE;
      case INVALID, THROTTLED, TIMED_OUT, UNAVAILABLE -> FailureReason.INVALID;
    };
  }
}
