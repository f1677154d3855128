package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.port.Journal.Decision.LeftOut.Why;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One check of the fleet, each minute: reads every service, opens incidents for those in trouble,
 * and moves every open incident on. Nothing that matters is remembered between checks but the
 * incidents themselves, so that one that is repeated, left out or killed half-way does no harm;
 * what a {@link Lookout} keeps saves calls and can be lost.
 */
public final class CheckFleet {

  private final Scopes scopes;
  private final Fleet fleet;
  private final IncidentStore store;
  private final CheckLog log;
  private final Runbooks runbooks;
  private final Lookout lookout;
  private final RunRemedy runRemedy;
  private final Pager pager;
  private final Abreast abreast;

  /** Looks at everything in each check, at one service after the other. */
  public CheckFleet(
      Scopes scopes,
      Fleet fleet,
      MemoryReader reader,
      IncidentStore store,
      CheckLog log,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Pager pager) {
    this(
        scopes,
        fleet,
        new WholeLookout(reader),
        store,
        log,
        runbooks,
        runRemedy,
        pager,
        Abreast.ONE);
  }

  /**
   * @param scopes all that is watched; each check looks at one of them
   * @param lookout what it sees of them
   * @param abreast how many services are worked on at the same time
   */
  public CheckFleet(
      Scopes scopes,
      Fleet fleet,
      Lookout lookout,
      IncidentStore store,
      CheckLog log,
      Runbooks runbooks,
      RunRemedy runRemedy,
      Pager pager,
      Abreast abreast) {
    this.scopes = scopes;
    this.fleet = fleet;
    this.store = store;
    this.log = log;
    this.runbooks = runbooks;
    this.lookout = lookout;
    this.runRemedy = runRemedy;
    this.pager = pager;
    this.abreast = abreast;
  }

  /** Checks a scope to its end, and keeps no journal. */
  public CheckReport check(Scope scope, Instant now) {
    return check(scope, now, Journal.NONE, () -> true);
  }

  /**
   * Checks a scope. What fails for one service is reported and does not stop the others; what fails
   * as a whole is noted, so that {@code /memory status} tells it.
   *
   * @param journal takes each decision
   * @param timeLeft whether one more service may be begun with; those that are left are named in
   *     the journal, and the next check goes on with them
   * @return what was seen and what was not; it has been saved as well
   * @throws FleetException when ECS does not list the clusters of the scope, or its account or
   *     Region cannot be reached
   * @throws RuntimeException what failed for a service for another reason than ECS's answer, the
   *     incident store for instance; all others have been checked, and the report is saved
   */
  public CheckReport check(Scope scope, Instant now, Journal journal, BooleanSupplier timeLeft) {
    ReportBuilder report;
    try {
      report = checked(scope, now, journal, timeLeft);
    } catch (RuntimeException e) {
      noteFailure(scope, e, now);
      throw e;
    }
    CheckReport built = report.build();
    log.save(scope, built);
    report.throwUnexpected();
    return built;
  }

  /**
   * How many scopes have not been checked for a while, or ever. Only a check can tell that of
   * another one that is not made.
   *
   * @param scope the one that was just checked; each minute the check of another looks at all
   * @return empty where there is one scope, and where it is not this one's turn to look
   */
  public OptionalInt overdue(Scope scope, Instant now) {
    int place = scopes.all().indexOf(scope);
    long minute = Math.floorDiv(now.getEpochSecond(), 60L);
    if (!scopes.several() || Math.floorMod(minute, scopes.all().size()) != place) {
      return OptionalInt.empty();
    }
    long overdue = log.last(scopes).stream().filter(check -> check.overdue(now)).count();
    return OptionalInt.of(Math.toIntExact(overdue));
  }

  private ReportBuilder checked(
      Scope scope, Instant now, Journal journal, BooleanSupplier timeLeft) {
    var once = new TasksOnce(fleet);
    var serviceCheck = new ServiceCheck(once, store, runbooks, runRemedy, pager, journal);
    var unwatched = new Unwatched(scopes, fleet, serviceCheck);
    var report = new ReportBuilder(runbooks, now, journal);
    Map<ServiceId, Incident> open =
        store.open(service -> scope.includes(service) || unwatched.outOfScopes(service)).stream()
            .collect(Collectors.toMap(Incident::service, Function.identity()));
    unwatched.endOutOfScopes(open, report, now);
    Lookout.Seen seen = lookout.look(scope, Set.copyOf(open.keySet()), once, now);
    FleetReading reading = seen.fleet();
    List<Service> services = new ArrayList<>();
    for (Service service : reading.services()) {
      if (Tags.ignored(service)) {
        journal.write(new Decision.LeftOut(service.id(), Why.IGNORED_BY_TAG));
      } else {
        services.add(service);
      }
    }
    MemoryReader.Reading memory = seen.memory();
    report.unread(reading.unread());
    report.metrics(memory);
    var turns = new Turns();
    for (Service service : services) {
      ServiceMemory known = memory.of(service.id());
      report.service(service, known, memory.seenAt(service.id(), now));
      Optional<Incident> incident = Optional.ofNullable(open.remove(service.id()));
      // Of a service whose turn is another minute nothing is known that was not known before.
      if (incident.isPresent() || memory.asked(service.id())) {
        turns.add(service.id(), incident, () -> serviceCheck.check(service, known, incident, now));
      }
    }
    // What is left has an incident but was not read: deleted, ignored by now, or not readable.
    for (Incident incident : open.values()) {
      turns.add(
          incident.service(),
          Optional.of(incident),
          () -> unwatched.endIfGone(incident, reading, now));
    }
    var late = new AtomicInteger();
    abreast.each(
        turns.inOrder(now),
        turn -> {
          if (timeLeft.getAsBoolean()) {
            report.guarded(turn.service(), turn.work());
          } else {
            late.incrementAndGet();
            journal.write(new Decision.LeftOut(turn.service(), Why.OUT_OF_TIME));
          }
        });
    if (late.get() > 0) {
      report.problem(
          "%d of %d services were left to the next check: this one ran out of time"
              .formatted(late.get(), services.size()));
    }
    return report;
  }

  private void noteFailure(Scope scope, RuntimeException why, Instant now) {
    try {
      log.failed(scope, CheckFailure.of(why, now));
    } catch (RuntimeException unwritten) {
      why.addSuppressed(unwritten);
    }
  }
}
