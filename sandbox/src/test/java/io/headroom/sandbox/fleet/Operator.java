package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.minute;

import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.DecideClick;
import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.InMemoryCheckLog;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.ecs.TaskStateChange;
import io.headroom.sandbox.fleet.sim.Arns;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The use cases and the adapters as deployed, over a simulated fleet and a store in memory: checks
 * each simulated minute, takes note of stopped tasks, and clicks.
 */
final class Operator {

  private static final Scope SCOPE = Scope.all(new Place(Arns.ACCOUNT, Arns.REGION));
  private static final Actor ON_CALL = new Actor("U0000000001", "on-call");

  final SimulatedFleet fleet;
  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  private final CheckFleet check;
  private final RecordStoppedTask recordStoppedTask;
  private final RunRemedy runRemedy;
  private final DecideClick decideClick = new DecideClick(store, (person, incident) -> true, true);
  private final List<String> stopped = new ArrayList<>();
  private int minute;

  Operator(SimulatedFleet fleet) {
    this.fleet = fleet;
    Runbooks runbooks = Runbooks.load(Path.of("../runbooks"));
    Fleet ecs = new EcsFleet(fleet.ecs(), fleet.autoScaling(), PassableRoles.ALL);
    MemoryReader reader = new MemoryReader(ecs, new CloudWatchMetrics(fleet.cloudWatch()));
    this.runRemedy = new RunRemedy(ecs, store, reader);
    this.check =
        new CheckFleet(
            Scopes.of(SCOPE),
            ecs,
            reader,
            store,
            new InMemoryCheckLog(),
            runbooks,
            runRemedy,
            Pager.NOT_SET_UP);
    this.recordStoppedTask = new RecordStoppedTask(ecs, reader, store, runbooks, Scopes.of(SCOPE));
    fleet.onEvent(stopped::add);
  }

  /** Minutes since the start. */
  int minutes() {
    return minute;
  }

  /** Lets one minute pass and checks. */
  void step() {
    minute++;
    Instant now = minute(minute);
    fleet.advanceTo(now);
    for (String event : stopped) {
      if (TaskStateChange.parse(event) instanceof TaskStateChange.Stopped change) {
        recordStoppedTask.note(change.task(), now);
      }
    }
    stopped.clear();
    check.check(SCOPE, now);
  }

  /** Lets minutes pass until something is so; fails after {@code most} minutes. */
  void until(BooleanSupplier so, int most) {
    for (int i = 0; i < most && !so.getAsBoolean(); i++) {
      step();
    }
    if (!so.getAsBoolean()) {
      throw new AssertionError(
          "not so after " + most + " minutes; open: " + store.open() + ", resolved: " + resolved());
    }
  }

  /** The open incident of a service, by {@code cluster/name}. */
  Optional<Incident> open(String service) {
    return store.open().stream()
        .filter(incident -> incident.service().toString().equals(service))
        .findFirst();
  }

  /** Incidents that are over. */
  List<Incident> resolved() {
    return store.resolvedSince(Testing.START, 100);
  }

  /** Presses a button of a service's incident and runs the remedy. */
  void click(String service, RemedyKind kind) {
    Incident incident = open(service).orElseThrow();
    Instant now = minute(minute);
    Decision decision = decideClick.decide(incident.id(), incident.offer(), kind, ON_CALL, now);
    if (!(decision instanceof Decision.Accepted accepted)) {
      throw new AssertionError("the click was not accepted: " + decision);
    }
    runRemedy.run(incident.id(), accepted.remedy(), now);
  }

  /** Whether an incident of a service holds an event of a kind. */
  boolean happened(String service, Class<? extends IncidentEvent> kind) {
    List<Incident> all = new ArrayList<>(resolved());
    all.addAll(store.open());
    return all.stream()
        .filter(incident -> incident.service().toString().equals(service))
        .flatMap(incident -> incident.events().stream())
        .map(Recorded::event)
        .anyMatch(kind::isInstance);
  }
}
