package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.Lateness.Alert;
import io.headroom.core.app.RulesInForce.InForce;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A day of {@link DayCourse}'s services, watched by plan; it counts what is asked of AWS in every
 * minute, and notes when which rule fires, by the plan and by asking for each service each minute.
 * The function starts anew eight times.
 */
final class WatchDay {

  static final int DAY = 24 * 60;

  /** A quarter of the day takes a quarter of the time: {@code -Dwatch-day.minutes=1440} for all. */
  static final int MINUTES = Integer.getInteger("watch-day.minutes", DAY / 4);

  private static final int COLD_STARTS = 8;
  private static final Duration UNTIL_RESTARTED = Duration.ofMinutes(30);

  /** Midnight. */
  private static final Instant START = Instant.parse("2026-11-21T00:00:20Z");

  final DayCourse course = new DayCourse(START, MINUTES, (double) MINUTES / DAY);
  final DayEcs ecs = new DayEcs(course.services(), START.minus(Duration.ofDays(4)));
  final DayCloudWatch cloudWatch = new DayCloudWatch(course);
  final DayStore store = new DayStore();
  final Lateness lateness = new Lateness(START);
  final List<Tick> ticks = new ArrayList<>();
  final List<Duration> daysWaited = new ArrayList<>();

  private final Runbooks runbooks = Runbooks.bundled();
  private final RulesInForce rules = new RulesInForce(runbooks);
  private final Map<ServiceId, MemoryHistory> truth = new HashMap<>();
  private final Set<ServiceId> open = new HashSet<>();
  private final Map<ServiceId, Instant> leaksAt = new HashMap<>();
  private final Map<ServiceId, Instant> withoutDays = new HashMap<>();
  private final Set<ServiceId> whole = new HashSet<>();
  private Instant now = START;

  /** What a check asked of CloudWatch. */
  record Tick(Instant at, long metrics, long calls) {

    /** 1.1 x what 500 metrics to a call need, but one call if there is anything to ask. */
    long mostCalls() {
      return Math.max(1, (long) Math.floor(1.1 * fewestCalls()));
    }

    long fewestCalls() {
      return (metrics + 499) / 500;
    }
  }

  WatchDay() {
    course
        .services()
        .keySet()
        .forEach(
            id -> {
              int days = course.troubled().contains(id) ? 3 : 1;
              var history = new MemoryHistory();
              long first = DayCourse.minute(START);
              for (long minute = first - (long) days * DAY; minute < first; minute++) {
                history.add(Instant.ofEpochSecond(minute * 60), course.bytes(id, minute));
              }
              store.knows(id, history, START);
              truth.put(id, history);
            });
  }

  /** Lets the day pass. */
  WatchDay pass() {
    Lookout lookout = lookout();
    for (int tick = 0; tick < MINUTES; tick++) {
      now = START.plus(Duration.ofMinutes(tick));
      if (tick > 0 && tick % (DAY / COLD_STARTS) == 0) {
        lookout = lookout();
      }
      long metrics = cloudWatch.metricsAsked;
      long calls = cloudWatch.calls;
      Lookout.Seen seen = lookout.look(SampleServices.SCOPE, Set.copyOf(open), ecs, now);
      ticks.add(new Tick(now, cloudWatch.metricsAsked - metrics, cloudWatch.calls - calls));
      for (ServiceId id : course.troubled()) {
        evaluate(id, seen.memory());
      }
    }
    return this;
  }

  private Lookout lookout() {
    return new PlannedLookout(cloudWatch, store, runbooks, Abreast.ONE);
  }

  private void evaluate(ServiceId id, MemoryReader.Reading seen) {
    Service service = course.services().get(id);
    if (service == null) {
      return;
    }
    firing(service, truth(service)).forEach(alert -> lateness.eachMinute(alert, now));
    if (!seen.asked(id)) {
      return;
    }
    waitsForDays(id, seen.of(id));
    List<Alert> firing = firing(service, seen.of(id));
    firing.forEach(alert -> lateness.planned(alert, now));
    if (firing.isEmpty()) {
      open.remove(id);
    } else {
      open.add(id);
    }
    if (firing.stream().anyMatch(alert -> alert.kind().equals("leak"))) {
      leaksAt.putIfAbsent(id, now);
    }
    Instant leaks = leaksAt.get(id);
    if (leaks != null && !now.isBefore(leaks.plus(UNTIL_RESTARTED))) {
      course.restarted(id, now);
    }
  }

  /** How long the tasks of a service are followed without all of the days before. */
  private void waitsForDays(ServiceId id, ServiceMemory memory) {
    List<MemorySeries> tasks = memory.tasks();
    boolean known =
        tasks.stream().allMatch(series -> memory.histories().containsKey(series.subject()));
    if (!known) {
      withoutDays.putIfAbsent(id, now);
      whole.remove(id);
      return;
    }
    Instant since = withoutDays.remove(id);
    if (tasks.isEmpty()) {
      whole.remove(id);
    } else if (whole.add(id)) {
      daysWaited.add(Duration.between(since == null ? now : since, now));
    }
  }

  private List<Alert> firing(Service service, ServiceMemory memory) {
    var evaluator = new RuleEvaluator(memory, List.of(), Set.of());
    var firing = new ArrayList<Alert>();
    for (InForce inForce : rules.of(service).rules()) {
      if (evaluator.evaluate(inForce.runbook(), inForce.rule(), now).state() == State.FIRING) {
        firing.add(new Alert(service.id().toString(), inForce.rule().id(), kind(inForce.rule())));
      }
    }
    return firing;
  }

  private static String kind(Rule rule) {
    return switch (rule) {
      case GrowthRule _ -> "growth";
      case LeakRule _ -> "leak";
      default -> "usage";
    };
  }

  /** What asking for the service each minute tells, up to now. */
  private ServiceMemory truth(Service service) {
    ServiceId id = service.id();
    MemoryHistory history = truth.computeIfAbsent(id, key -> new MemoryHistory());
    Instant newest = now.minus(Duration.ofMinutes(1));
    history.add(
        Instant.ofEpochSecond(DayCourse.minute(newest) * 60),
        course.bytes(id, DayCourse.minute(newest)));
    Instant from = MemoryReader.end(now).minus(MemoryReader.HISTORY);
    return new ServiceMemory(List.of(course.series(id, Subject.SERVICE, from, now)))
        .with(Map.of(Subject.SERVICE, history), Starts.of(service, List.of()));
  }
}
