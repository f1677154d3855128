package io.headroom.core.app;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.InMemoryCheckLog;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.port.InMemoryMetrics;
import io.headroom.core.port.Pager;
import io.headroom.core.port.Places;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A service {@code shop/cart} in each of two accounts, each with a fleet and metrics of its own, as
 * their credentials would reach them; one store, one log.
 */
final class TwoAccounts implements Places {

  static final Place HOME = SampleServices.PLACE;
  static final Place AWAY = new Place("210987654321", SampleServices.REGION);
  static final Scope SHOP = new Scope(HOME, List.of("shop"));
  static final Scope AWAY_SHOP = new Scope(AWAY, List.of("shop"));
  static final ServiceId CART = id(HOME, "shop");
  static final ServiceId AWAY_CART = id(AWAY, "shop");

  private static final Bytes LIMIT = Bytes.mib(1024);

  Instant now = Instant.parse("2026-11-21T12:00:00Z");
  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  final InMemoryCheckLog log = new InMemoryCheckLog();

  private final Map<Place, InMemoryFleet> fleets = new HashMap<>();
  private final Map<Place, InMemoryMetrics> metrics = new HashMap<>();
  private final Map<Place, FleetException> unreachable = new HashMap<>();
  private final Map<ServiceId, Double> used = new HashMap<>();
  private final Runbooks runbooks = TestRunbooks.small();

  /** What is watched; a test may deploy it anew. */
  Scopes scopes = new Scopes(List.of(SHOP, AWAY_SHOP));

  TwoAccounts() {
    with(CART);
    with(AWAY_CART);
  }

  static ServiceId id(Place place, String cluster) {
    return new ServiceId(place.account(), place.region(), cluster, "cart");
  }

  /** One more service of four tasks and 1 GiB each. */
  void with(ServiceId id) {
    Service like = SampleServices.fargate(id.cluster(), id.name(), 4, LIMIT);
    in(id.place())
        .with(
            new Service(
                id,
                like.desired(),
                like.running(),
                like.pending(),
                like.taskDefinition(),
                like.deployments(),
                like.controller(),
                like.insights(),
                like.tags(),
                like.events()));
    uses(id, 0.4);
  }

  /** For the last hour, and from now on. */
  void uses(ServiceId id, double ratio) {
    used.put(id, ratio);
    publish();
  }

  /** No call reaches that place, for this reason. */
  void unreachable(Place place, FleetException why) {
    unreachable.put(place, why);
  }

  void reachable(Place place) {
    unreachable.remove(place);
  }

  /** The fleet of a place, whether it can be reached or not. */
  InMemoryFleet in(Place place) {
    return fleets.computeIfAbsent(place, _ -> new InMemoryFleet(() -> now));
  }

  private ScopedFleet fleet() {
    return new ScopedFleet(scopes, this);
  }

  @Override
  public Fleet fleet(Place place) {
    FleetException why = unreachable.get(place);
    if (why != null) {
      throw why;
    }
    return in(place);
  }

  @Override
  public InMemoryMetrics metrics(Place place) {
    return metrics.computeIfAbsent(place, _ -> new InMemoryMetrics());
  }

  /** A minute passes, and each scope is checked, as the map over them does: whatever fails. */
  void minute() {
    now = now.plus(Duration.ofMinutes(1));
    publish();
    for (Scope scope : scopes.all()) {
      tryCheck(scope);
    }
  }

  Optional<CheckReport> tryCheck(Scope scope) {
    try {
      return Optional.of(check(scope));
    } catch (FleetException failed) {
      return Optional.empty();
    }
  }

  CheckReport check(Scope scope) {
    var checkFleet =
        new CheckFleet(
            scopes, fleet(), reader(), store, log, runbooks, remedies(), Pager.NOT_SET_UP);
    return checkFleet.check(scope, now);
  }

  /** Presses a button, without the function that runs what was asked for. */
  String ask(ServiceId service, RemedyKind kind) {
    Incident incident = incident(service);
    var decision =
        new DecideClick(store, (person, about) -> true, true)
            .decide(incident.id(), incident.offer(), kind, World.ANA, now);
    return ((DecideClick.Decision.Accepted) decision).remedy();
  }

  RunRemedy.Ran run(Incident incident, String remedy) {
    return remedies().run(incident.id(), remedy, now);
  }

  Incident incident(ServiceId service) {
    return store.openFor(service).orElseThrow();
  }

  ScopeCheck known(Scope scope) {
    return log.last(Scopes.of(scope)).getFirst();
  }

  private MemoryReader reader() {
    return new MemoryReader(fleet(), new ScopedMetrics(this));
  }

  private RunRemedy remedies() {
    return new RunRemedy(fleet(), store, reader());
  }

  private void publish() {
    used.forEach(
        (id, ratio) ->
            metrics(id.place())
                .put(
                    id,
                    new MemorySeries(
                        Subject.SERVICE,
                        LIMIT,
                        IntStream.rangeClosed(1, 60)
                            .mapToObj(
                                back ->
                                    new Sample(
                                        now.minus(Duration.ofMinutes(61 - back)),
                                        ratio * LIMIT.value()))
                            .toList())));
  }
}
