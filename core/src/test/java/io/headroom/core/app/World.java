package io.headroom.core.app;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.InMemoryCheckLog;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.port.InMemoryMetrics;
import io.headroom.core.port.InMemoryPager;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.Offer;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;

/**
 * The use cases over doubles of the outside, with one Fargate service of four tasks and 1 GiB each,
 * and a clock that only {@link #minutes} moves. CloudWatch is exact and, if not told otherwise, a
 * minute late.
 */
public final class World {

  public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  public static final Actor ANA = new Actor("U0ANA", "Ana");
  public static final ServiceId CART = SampleServices.id("shop", "cart");
  public static final Bytes LIMIT = Bytes.mib(1024);

  public Instant now = START;
  public final InMemoryFleet fleet = new InMemoryFleet(() -> now);
  public final InMemoryMetrics metrics = new InMemoryMetrics();
  public final InMemoryIncidentStore store = new InMemoryIncidentStore();
  public final InMemoryCheckLog log = new InMemoryCheckLog();
  public final InMemoryPager pager = new InMemoryPager();

  /** The journal of the last check. */
  public final List<Decision> decisions = new ArrayList<>();

  /** Asked before each service. */
  public BooleanSupplier timeLeft = () -> true;

  private final MemoryReader reader = new MemoryReader(fleet, metrics);
  public final RunRemedy runRemedy = new RunRemedy(fleet, store, reader);
  public final DecideClick decideClick = new DecideClick(store, (person, incident) -> true, true);
  public final AcknowledgeIncident acknowledge =
      new AcknowledgeIncident(store, (person, incident) -> true);
  public final CheckFleet checkFleet;
  public final RecordStoppedTask recordStoppedTask;

  /** What each service or task uses, as a ratio of the limit, by the minute. */
  private final Map<Whose, Course> courses = new HashMap<>();

  /** How long after it began a minute is seen. */
  private Duration late = Duration.ofMinutes(1);

  private record Whose(ServiceId service, Subject subject) {}

  private static final class Course {
    private final TreeMap<Instant, Double> measured = new TreeMap<>();
    private DoubleUnaryOperator byMinute = minute -> 0.4;
  }

  public World() {
    this(TestRunbooks.small());
  }

  public World(Runbooks runbooks) {
    this(runbooks, SampleServices.SCOPES);
  }

  public World(Runbooks runbooks, Scopes scopes) {
    checkFleet = new CheckFleet(scopes, fleet, reader, store, log, runbooks, runRemedy, pager);
    recordStoppedTask = new RecordStoppedTask(fleet, reader, store, runbooks, scopes);
    with(SampleServices.fargate("shop", "cart", 4, LIMIT));
  }

  /** One more service with a limit of {@link #LIMIT}, at 40 % for as long as can be read. */
  public void with(Service service) {
    fleet.with(service);
    Course course = course(service.id(), Subject.SERVICE);
    for (int back = 100; back > 0; back--) {
      course.measured.put(START.minus(Duration.ofMinutes(back)), 0.4);
    }
    publish();
  }

  /** From now on minutes are seen so long after they began. */
  public void isLate(Duration by) {
    late = by;
  }

  /** From now on a task, or the hottest task, uses so much, by the minutes from now. */
  public void uses(ServiceId service, Subject subject, DoubleUnaryOperator byMinute) {
    double from = Duration.between(START, now).toMinutes();
    course(service, subject).byMinute = minute -> byMinute.applyAsDouble(minute - from);
  }

  /** From now on the hottest task uses so much of the limit, as a function of minutes from now. */
  public void uses(DoubleUnaryOperator byMinute) {
    uses(CART, Subject.SERVICE, byMinute);
  }

  /** From now on the hottest task uses so much of the limit. */
  public void uses(double ratio) {
    uses(minute -> ratio);
  }

  /** Nothing is measured any more. */
  public void measuresNothing() {
    uses(Double.NaN);
  }

  /** A minute passes, without a check. */
  public void minute() {
    double minute = Duration.between(START, now).toMinutes();
    for (Course course : courses.values()) {
      double ratio = course.byMinute.applyAsDouble(minute);
      if (!Double.isNaN(ratio)) {
        course.measured.put(now, ratio);
      }
    }
    now = now.plus(Duration.ofMinutes(1));
    publish();
  }

  /** Minutes pass, each with a check at its end. */
  public void minutes(int count) {
    for (int i = 0; i < count; i++) {
      minute();
      check();
    }
  }

  public CheckReport check() {
    decisions.clear();
    return checkFleet.check(
        SampleServices.SCOPE, now, decisions::add, () -> timeLeft.getAsBoolean());
  }

  /** Presses the button of a remedy as it is offered now, and lets the stream run it. */
  public DecideClick.Decision click(RemedyKind kind) {
    Incident incident = incident();
    DecideClick.Decision decision =
        decideClick.decide(incident.id(), incident.offer(), kind, ANA, now);
    if (decision instanceof DecideClick.Decision.Accepted accepted) {
      runRemedy.run(incident.id(), accepted.remedy(), now);
    }
    return decision;
  }

  /** The kernel kills the container of one of the cart's tasks; ECS starts another. */
  StoppedTask kill() {
    return kill(CART);
  }

  /** The kernel kills the container of one of a service's tasks; ECS starts another. */
  StoppedTask kill(ServiceId service) {
    return fleet.exits(
        service,
        fleet.tasks(service).getFirst().id(),
        "EssentialContainerExited",
        "Essential container in task exited",
        List.of(
            new StoppedTask.Exit(
                "app",
                Optional.of(137),
                "OutOfMemoryError: Container killed due to memory usage")));
  }

  /** The last event of a type in the only incident there is. */
  <T extends IncidentEvent> T last(Class<T> type) {
    return incident().events().reversed().stream()
        .map(Recorded::event)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + story()));
  }

  /** The remedy as it is offered now. */
  Offer offer(RemedyKind kind) {
    return incident().offers().stream()
        .filter(offer -> offer.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** The incident that is open for a service. */
  public Incident incident(ServiceId service) {
    return store.openFor(service).orElseThrow();
  }

  /** The only incident there is, open or not. */
  public Incident incident() {
    List<Incident> all = incidents();
    if (all.size() != 1) {
      throw new AssertionError("expected one incident, there are " + all.size());
    }
    return all.getFirst();
  }

  public List<Incident> incidents() {
    var all = new ArrayList<>(store.open());
    all.addAll(store.resolvedSince(Instant.EPOCH, 100));
    return all;
  }

  /** Names of the events so far, without progress, offers and verdicts. */
  public List<String> story() {
    return incident().events().stream()
        .map(Recorded::event)
        .filter(event -> !(event instanceof IncidentEvent.RemedyProgressed))
        .filter(event -> !(event instanceof IncidentEvent.VerificationProgressed))
        .filter(event -> !(event instanceof IncidentEvent.RemediesOffered))
        .filter(event -> !(event instanceof IncidentEvent.VerdictReached))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  public Optional<Service> cart() {
    return fleet.service(CART);
  }

  public static FleetException throttled() {
    return new FleetException(
        FleetException.Reason.THROTTLED, "UpdateService: ThrottlingException");
  }

  public static FleetException denied() {
    return new FleetException(
        FleetException.Reason.ACCESS_DENIED, "UpdateService: AccessDeniedException");
  }

  private Course course(ServiceId service, Subject subject) {
    return courses.computeIfAbsent(new Whose(service, subject), whose -> new Course());
  }

  private void publish() {
    courses.forEach(
        (whose, course) ->
            metrics.put(
                whose.service(),
                new MemorySeries(
                    whose.subject(),
                    LIMIT,
                    course.measured.headMap(now.minus(late), true).entrySet().stream()
                        .map(World::sample)
                        .toList())));
  }

  private static Sample sample(Map.Entry<Instant, Double> entry) {
    return new Sample(entry.getKey(), entry.getValue() * LIMIT.value());
  }
}
