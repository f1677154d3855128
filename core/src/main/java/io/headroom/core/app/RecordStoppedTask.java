package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.runbook.Runbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes note of a task that stopped by itself: the rules about OOM kills and restarts are read, and
 * an open incident learns that it is worse than it was. ECS tells each stop at least once, in any
 * order.
 */
public final class RecordStoppedTask {

  private static final int ATTEMPTS = 5;

  /** How far back a resolved incident is looked at for a stop that is told again. */
  private static final Duration TOLD_AGAIN_WITHIN = Duration.ofHours(24);

  private static final int MOST_RESOLVED = 100;

  private final Fleet fleet;
  private final MemoryReader reader;
  private final IncidentStore store;
  private final RulesInForce rules;
  private final Scopes scopes;
  private final OpenIncident openIncident;

  public RecordStoppedTask(
      Fleet fleet, MemoryReader reader, IncidentStore store, Runbooks runbooks, Scopes scopes) {
    this.fleet = fleet;
    this.reader = reader;
    this.store = store;
    this.rules = new RulesInForce(runbooks);
    this.scopes = scopes;
    this.openIncident = new OpenIncident(store, new Offers(fleet, runbooks), new Ladder(runbooks));
  }

  /** What a stopped task came to. */
  public enum Noted {
    OPENED,
    ADDED,
    /** This kill is known already. */
    ALREADY_KNOWN,
    /** A deployment, a scale-in, a person or AWS stopped it: that is no alarm. */
    NOT_BY_ITSELF,
    OUT_OF_SCOPE,
    SERVICE_GONE,
    IGNORED_BY_TAG,
    /** No rule of the service's runbooks fires at it yet. */
    NO_RULE_FIRES
  }

  /** Takes note of a stopped task; nobody is told which incident it is about. */
  public Noted note(StoppedTask task, Instant now) {
    return note(task, now, incident -> {});
  }

  /**
   * Takes note of a stopped task.
   *
   * @param about is told which incident it is about, when that is known and before anything is
   *     thrown: the one that is open or was opened, or the one that knew of this stop already
   * @throws io.headroom.core.fleet.FleetException when ECS cannot be read: have it told again, even
   *     if the incident was opened, without buttons yet
   * @throws IllegalStateException if others kept writing to the incident at the same time
   */
  public Noted note(StoppedTask task, Instant now, Consumer<IncidentId> about) {
    Optional<Stop> stop = Stop.of(task);
    if (stop.isEmpty()) {
      return Noted.NOT_BY_ITSELF;
    }
    if (scopes.including(task.service()).isEmpty()) {
      return Noted.OUT_OF_SCOPE;
    }
    Optional<Service> service = fleet.service(task.service());
    if (service.isEmpty()) {
      return Noted.SERVICE_GONE;
    }
    if (Tags.ignored(service.get())) {
      return Noted.IGNORED_BY_TAG;
    }
    if (Restart.ofReplaced(task, service.get())) {
      return Noted.NOT_BY_ITSELF;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> open = store.openFor(task.service());
      open.map(Incident::id).ifPresent(about);
      Optional<Noted> noted =
          open.isPresent()
              ? add(open.get(), service.get(), stop.get(), now)
              : open(service.get(), stop.get(), now, about);
      if (noted.isPresent()) {
        return noted.get();
      }
    }
    throw new IllegalStateException(
        "%s: its incident changed %d times while a stopped task was written"
            .formatted(task.service(), ATTEMPTS));
  }

  /** Empty if somebody else wrote first. */
  private Optional<Noted> add(Incident incident, Service service, Stop stop, Instant now) {
    if (stop.isKillKnownTo(incident)) {
      return Optional.of(Noted.ALREADY_KNOWN);
    }
    var draft = new Draft(incident, now);
    stop.note(draft, service);
    Set<Finding.Key> firing =
        incident.findings().stream().map(Finding::key).collect(Collectors.toSet());
    for (Finding finding : findings(service, stop, over(service.id(), now), firing, now)) {
      draft.add("found:" + (draft.after().version() + 1), new FindingAdded(finding));
    }
    Unwell.add(draft, stop.restart());
    if (draft.isEmpty()) {
      return Optional.of(Noted.NO_RULE_FIRES);
    }
    return store.append(incident, draft.added()) == Append.DONE
        ? Optional.of(Noted.ADDED)
        : Optional.empty();
  }

  /** Empty if somebody else opened an incident first. */
  private Optional<Noted> open(
      Service service, Stop stop, Instant now, Consumer<IncidentId> about) {
    List<Incident> over = over(service.id(), now);
    Optional<Incident> toldBefore = over.stream().filter(stop::wasPartOf).findFirst();
    if (toldBefore.isPresent()) {
      about.accept(toldBefore.get().id());
      return Optional.of(Noted.ALREADY_KNOWN);
    }
    List<Finding> findings = findings(service, stop, over, Set.of(), now);
    if (findings.isEmpty()) {
      return Optional.of(Noted.NO_RULE_FIRES);
    }
    ServiceMemory memory =
        reader.read(List.of(service), Set.of(service.id()), now).of(service.id());
    Append opened =
        openIncident.open(
            service,
            memory,
            findings,
            draft -> {
              stop.note(draft, service);
              Unwell.add(draft, stop.restart());
            },
            now,
            (incident, append) -> {
              if (append == Append.DONE) {
                about.accept(incident.id());
              }
            });
    return opened == Append.DONE ? Optional.of(Noted.OPENED) : Optional.empty();
  }

  /** The service's incidents that ended not long ago. */
  private List<Incident> over(ServiceId service, Instant now) {
    return store.resolvedSince(now.minus(TOLD_AGAIN_WITHIN), MOST_RESOLVED).stream()
        .filter(incident -> incident.service().equals(service))
        .toList();
  }

  /** What fires now that did not fire before, counting the stops that ECS remembers. */
  private List<Finding> findings(
      Service service, Stop stop, List<Incident> over, Set<Finding.Key> firing, Instant now) {
    List<Stop> stops =
        Stream.concat(
                fleet.stopped(service.id()).stream()
                    .filter(other -> !other.id().equals(stop.task().id()))
                    .filter(other -> !Restart.ofReplaced(other, service))
                    .flatMap(other -> Stop.of(other).stream()),
                Stream.of(stop))
            .toList();
    var events =
        TaskEvents.of(stops.stream().flatMap(other -> other.kill().stream()).toList())
            .withRestarts(Optional.of(restarts(over, stops)));
    var evaluator = new RuleEvaluator(ServiceMemory.UNKNOWN, events, firing);
    return rules.evaluate(service, evaluator, now).stream()
        .filter(evaluation -> !firing.contains(evaluation.key()))
        .map(Evaluation::finding)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Those since the service's last incident was over: what it was about does not open another. */
  private static List<Restart> restarts(List<Incident> over, List<Stop> stops) {
    Instant since =
        over.stream()
            .flatMap(incident -> incident.resolvedAt().stream())
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return stops.stream().map(Stop::restart).filter(one -> one.at().isAfter(since)).toList();
  }
}
