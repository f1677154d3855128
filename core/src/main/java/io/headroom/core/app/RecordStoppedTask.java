package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.runbook.Runbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes note of a task that stopped: if the kernel killed it for its memory, the rules about OOM
 * kills are read. ECS tells each stop at least once, in any order.
 */
public final class RecordStoppedTask {

  private static final int ATTEMPTS = 5;

  /** How far back a resolved incident is looked at for a kill that is told again. */
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
    NOT_OUT_OF_MEMORY,
    OUT_OF_SCOPE,
    SERVICE_GONE,
    IGNORED_BY_TAG,
    /** No rule of the service's runbooks fires at it yet. */
    NO_RULE_FIRES
  }

  /**
   * Takes note of a stopped task.
   *
   * @throws io.headroom.core.fleet.FleetException when ECS cannot be read: have it told again, even
   *     if the incident was opened, without buttons yet
   * @throws IllegalStateException if others kept writing to the incident at the same time
   */
  public Noted note(StoppedTask task, Instant now) {
    Optional<OomKill> kill = OomKill.of(task);
    if (kill.isEmpty()) {
      return Noted.NOT_OUT_OF_MEMORY;
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
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> open = store.openFor(task.service());
      Optional<Noted> noted =
          open.isPresent()
              ? add(open.get(), service.get(), kill.get(), now)
              : open(service.get(), kill.get(), now);
      if (noted.isPresent()) {
        return noted.get();
      }
    }
    throw new IllegalStateException(
        "%s: its incident changed %d times while an OOM kill was written"
            .formatted(task.service(), ATTEMPTS));
  }

  /** Empty if somebody else wrote first. */
  private Optional<Noted> add(Incident incident, Service service, OomKill kill, Instant now) {
    if (incident.has(key(kill))) {
      return Optional.of(Noted.ALREADY_KNOWN);
    }
    var draft = new Draft(incident, now);
    draft.add(key(kill), event(service, kill));
    Set<Finding.Key> firing =
        incident.findings().stream().map(Finding::key).collect(Collectors.toSet());
    for (Finding finding : findings(service, kill, firing, now)) {
      draft.add("found:" + (draft.after().version() + 1), new FindingAdded(finding));
    }
    return store.append(incident, draft.added()) == Append.DONE
        ? Optional.of(Noted.ADDED)
        : Optional.empty();
  }

  /** Empty if somebody else opened an incident first. */
  private Optional<Noted> open(Service service, OomKill kill, Instant now) {
    if (toldBefore(service.id(), kill, now)) {
      return Optional.of(Noted.ALREADY_KNOWN);
    }
    List<Finding> findings = findings(service, kill, Set.of(), now);
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
            draft -> draft.add(key(kill), event(service, kill)),
            now,
            (incident, append) -> {});
    return opened == Append.DONE ? Optional.of(Noted.OPENED) : Optional.empty();
  }

  private boolean toldBefore(ServiceId service, OomKill kill, Instant now) {
    return store.resolvedSince(now.minus(TOLD_AGAIN_WITHIN), MOST_RESOLVED).stream()
        .anyMatch(incident -> incident.service().equals(service) && incident.has(key(kill)));
  }

  /** What fires now that did not fire before, counting the kills that ECS remembers. */
  private List<Finding> findings(
      Service service, OomKill kill, Set<Finding.Key> firing, Instant now) {
    Stream<OomKill> remembered =
        fleet.stopped(service.id()).stream()
            .flatMap(task -> OomKill.of(task).stream())
            .filter(other -> !other.task().equals(kill.task()));
    List<OomKill> kills = Stream.concat(remembered, Stream.of(kill)).toList();
    var evaluator = new RuleEvaluator(ServiceMemory.UNKNOWN, kills, firing);
    return rules.evaluate(service, evaluator, now).stream()
        .filter(evaluation -> !firing.contains(evaluation.key()))
        .map(Evaluation::finding)
        .flatMap(Optional::stream)
        .toList();
  }

  private static OomKilled event(Service service, OomKill kill) {
    return new OomKilled(kill, service.taskDefinition().limitOf(kill.container()));
  }

  private static String key(OomKill kill) {
    return "oom:" + kill.task() + "/" + kill.container();
  }
}
