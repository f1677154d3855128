package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.watch.CallPlan;
import io.headroom.core.watch.CallPlan.Candidate;
import io.headroom.core.watch.WatchReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One look of a {@link PlannedLookout}. */
final class PlannedLook {

  private final KnownServices kept;
  private final Set<ServiceId> withIncident;
  private final Fleet fleet;
  private final Abreast abreast;
  private final Questions questions;
  private final WatchKeeping keeping;
  private final Instant now;
  private final List<String> problems = new ArrayList<>();

  PlannedLook(
      KnownServices kept,
      Set<ServiceId> withIncident,
      Fleet fleet,
      Abreast abreast,
      Questions questions,
      WatchKeeping keeping,
      Instant now) {
    this.kept = kept;
    this.withIncident = withIncident;
    this.fleet = fleet;
    this.abreast = abreast;
    this.questions = questions;
    this.keeping = keeping;
    this.now = now;
  }

  Lookout.Seen look() {
    FleetReading reading = kept.read(fleet, withIncident, now);
    List<WatchedService> watched =
        kept.recognized(Lookout.watched(reading.services()), keeping, problems, now);
    List<WatchedService> due =
        watched.stream()
            .filter(one -> one.due(one.reason(incident(one), now), kept.lastCheck(), now))
            .toList();
    follow(due);
    CallPlan plan = plan(watched, due);
    List<WatchedService> asked = withAhead(watched, due, plan);
    questions.minutes(asked);
    Set<WatchedService> closer = nowNear(asked);
    follow(closer);
    askCloser(watched, closer, plan);
    keeping.keep(asked, problems);
    keeping.note(asked, problems);
    kept.checked(now);
    return new Lookout.Seen(kept.current(reading), result(watched, asked));
  }

  private boolean incident(WatchedService one) {
    return withIncident.contains(one.service().id());
  }

  private static int metrics(Collection<WatchedService> services) {
    return services.stream().mapToInt(WatchedService::metrics).sum();
  }

  private CallPlan plan(List<WatchedService> watched, List<WatchedService> due) {
    var inTurn = new HashSet<>(due);
    var candidates = new ArrayList<WatchedService>();
    int others = 0;
    for (WatchedService one : watched) {
      if (one.reason() == WatchReason.QUIET && !inTurn.contains(one)) {
        if (one.mayBeAhead(now)) {
          candidates.add(one);
        } else {
          others += one.metrics();
        }
      }
    }
    candidates.sort(Comparator.comparingLong(one -> one.untilTurn(now)));
    return CallPlan.of(
        metrics(due),
        HistoryPlan.series(HistoryPlan.next(watched)),
        candidates.stream().map(one -> new Candidate(one.service().id(), one.metrics())).toList(),
        others);
  }

  /** Those whose turn it is, and behind them those that are asked about ahead of theirs. */
  private List<WatchedService> withAhead(
      List<WatchedService> watched, List<WatchedService> due, CallPlan plan) {
    var asked = new ArrayList<>(due);
    Set<ServiceId> ahead = Set.copyOf(plan.ahead());
    for (WatchedService one : watched) {
      if (ahead.contains(one.service().id())) {
        one.ahead(now);
        asked.add(one);
      }
    }
    return asked;
  }

  /** Learns the tasks of those that are looked at task by task. */
  private void follow(Collection<WatchedService> services) {
    var wanted = new ArrayList<WatchedService>();
    for (WatchedService one : services) {
      if (!one.reason(incident(one), now).perTask()) {
        one.tasks.areNone();
      } else if (one.tasks.toBeListed(incident(one), now)
          && RunningTasks.tellApart(one.service(), one.recent.published())) {
        wanted.add(one);
      }
    }
    Map<ServiceId, List<Task>> tasks =
        new RunningTasks(fleet, abreast)
            .of(wanted.stream().map(WatchedService::service).toList(), withIncident, problems);
    wanted.forEach(one -> one.tasks.are(tasks.getOrDefault(one.service().id(), List.of()), now));
  }

  /**
   * Those that turned out to be near a threshold: ECS says how they are now, since a limit may have
   * changed.
   */
  private Set<WatchedService> nowNear(List<WatchedService> asked) {
    var near = new ArrayList<ServiceId>();
    for (WatchedService one : asked) {
      boolean before = one.reason(incident(one), now).perTask();
      if (one.decide(incident(one), now).perTask() && !before) {
        near.add(one.service().id());
      }
    }
    return near.isEmpty()
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(kept.again(fleet, near, now));
  }

  /**
   * Asks for the days before, whoever is near first, and about the tasks of those that came near
   * just now: as far as the plan allows further calls. What it does not allow is asked in the next
   * minutes, the tasks with all that is due in the next one.
   */
  private void askCloser(List<WatchedService> watched, Set<WatchedService> closer, CallPlan plan) {
    List<WatchedService> some = HistoryPlan.next(watched);
    if (!some.isEmpty() && allows(plan, HistoryPlan.series(some))) {
      closer.removeAll(questions.days(some));
    }
    List<WatchedService> withTasks = closer.stream().filter(one -> one.tasks.count() > 0).toList();
    if (!withTasks.isEmpty() && allows(plan, metrics(withTasks))) {
      questions.minutes(withTasks);
    }
  }

  private boolean allows(CallPlan plan, int further) {
    return plan.allows(questions.queries(), questions.calls(), further);
  }

  private MemoryReader.Reading result(List<WatchedService> watched, List<WatchedService> asked) {
    var memory = new TreeMap<ServiceId, ServiceMemory>();
    var askedAt = new TreeMap<ServiceId, Instant>();
    for (WatchedService one : watched) {
      memory.put(one.service().id(), one.memory());
      one.askedAt().ifPresent(at -> askedAt.put(one.service().id(), at));
    }
    Set<ServiceId> ids =
        asked.stream().map(WatchedService::service).map(Service::id).collect(Collectors.toSet());
    problems.addAll(questions.problems());
    return new MemoryReader.Reading(
        memory, ids, askedAt, problems, questions.queries(), questions.calls());
  }
}
