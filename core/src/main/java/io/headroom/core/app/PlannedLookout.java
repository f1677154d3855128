package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.WatchStore;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Watches a fleet by plan: what is known is kept from check to check, ECS is asked in turns ({@code
 * DescribePlan}), CloudWatch about each service as often as it needs ({@code WatchPlan}), and only
 * for the minutes that are missing. What is kept may be lost at any time, with the function's
 * instance or in the store; it is read again then. Safe for use by several threads; two checks of
 * one scope wait for each other.
 */
public final class PlannedLookout implements Lookout {

  private final Metrics metrics;
  private final WatchStore store;
  private final RulesInForce rules;
  private final Abreast abreast;
  private final Map<Scope, Known> known = new ConcurrentHashMap<>();

  /**
   * @param abreast how many services' tasks are listed at the same time
   */
  public PlannedLookout(Metrics metrics, WatchStore store, Runbooks runbooks, Abreast abreast) {
    this.metrics = metrics;
    this.store = store;
    this.rules = new RulesInForce(runbooks);
    this.abreast = abreast;
  }

  /** What is kept of a scope. */
  private static final class Known {
    private final FleetCensus census;
    private final Map<ServiceId, WatchedService> services = new TreeMap<>();
    private Optional<Instant> lastCheck = Optional.empty();

    Known(Scope scope) {
      census = new FleetCensus(scope);
    }
  }

  @Override
  public Seen look(Scope scope, Set<ServiceId> withIncident, Fleet fleet, Instant now) {
    Known kept = known.computeIfAbsent(scope, Known::new);
    synchronized (kept) {
      return new Look(kept, withIncident, fleet, now).look();
    }
  }

  /** One look. */
  private final class Look {
    private final Known kept;
    private final Set<ServiceId> withIncident;
    private final Fleet fleet;
    private final Instant now;
    private final Instant to;
    private final List<String> problems = new ArrayList<>();
    private int queries;
    private int calls;

    Look(Known kept, Set<ServiceId> withIncident, Fleet fleet, Instant now) {
      this.kept = kept;
      this.withIncident = withIncident;
      this.fleet = fleet;
      this.now = now;
      this.to = MemoryReader.end(now);
    }

    Seen look() {
      FleetReading reading = kept.census.read(fleet, withIncident, now);
      List<WatchedService> watched = recognized(Lookout.watched(reading.services()));
      List<WatchedService> due =
          watched.stream()
              .filter(one -> one.due(one.reason(incident(one), now), kept.lastCheck, now))
              .toList();
      follow(due);
      ask(due);
      Set<WatchedService> closer = nowNear(due);
      follow(closer);
      closer.removeAll(readHistories(due));
      ask(closer.stream().filter(one -> !one.tasks().isEmpty()).toList());
      var keeping = new WatchKeeping(store, now);
      keeping.keep(due, problems);
      keeping.note(due, problems);
      kept.lastCheck = Optional.of(now);
      return new Seen(current(reading), result(watched, due));
    }

    private boolean incident(WatchedService one) {
      return withIncident.contains(one.service().id());
    }

    /** The services that are watched, each with what is known of it. */
    private List<WatchedService> recognized(List<Service> services) {
      List<ServiceId> ids = services.stream().map(Service::id).toList();
      kept.services.keySet().retainAll(new HashSet<>(ids));
      List<ServiceId> unknown = ids.stream().filter(id -> !kept.services.containsKey(id)).toList();
      if (!unknown.isEmpty()) {
        WatchStore.Kept stored = new WatchKeeping(store, now).load(unknown, problems);
        for (ServiceId id : unknown) {
          var note = Optional.ofNullable(stored.notes().get(id));
          var history = Optional.ofNullable(stored.histories().get(id));
          boolean seenBefore = note.isPresent() || history.isPresent();
          var one = new WatchedService(rules, seenBefore ? Optional.empty() : Optional.of(now));
          note.ifPresent(one::noted);
          history.ifPresent(
              days ->
                  one.recent.restore(
                      days, note.map(ServiceNote::source).orElse(Source.UTILIZATION)));
          kept.services.put(id, one);
        }
      }
      var watched = new ArrayList<WatchedService>();
      for (Service service : services) {
        WatchedService one = kept.services.get(service.id());
        if (one != null) {
          one.is(service);
          watched.add(one);
        }
      }
      return watched;
    }

    /** Learns the tasks of those that are looked at task by task. */
    private void follow(Collection<WatchedService> due) {
      var wanted = new ArrayList<WatchedService>();
      for (WatchedService one : due) {
        if (!one.reason(incident(one), now).perTask()) {
          one.followsNone();
        } else if (one.listsTasks(incident(one), now)
            && RunningTasks.tellApart(one.service(), one.recent.published())) {
          wanted.add(one);
        }
      }
      Map<ServiceId, List<Task>> tasks =
          new RunningTasks(fleet, abreast)
              .of(wanted.stream().map(WatchedService::service).toList(), withIncident, problems);
      wanted.forEach(one -> one.follows(tasks.getOrDefault(one.service().id(), List.of()), now));
    }

    /**
     * Those that turned out to be near a threshold: ECS says how they are now, since a limit may
     * have changed, and they are asked about once more, task by task.
     */
    private Set<WatchedService> nowNear(List<WatchedService> due) {
      var near = new ArrayList<ServiceId>();
      for (WatchedService one : due) {
        boolean before = one.reason(incident(one), now).perTask();
        if (!before && one.decide(incident(one), now).perTask()) {
          near.add(one.service().id());
        } else {
          one.decide(incident(one), now);
        }
      }
      var closer = new LinkedHashSet<WatchedService>();
      if (near.isEmpty()) {
        return closer;
      }
      for (Service service : kept.census.again(fleet, near, now)) {
        WatchedService one = kept.services.get(service.id());
        if (one != null) {
          one.is(service);
          closer.add(one);
        }
      }
      return closer;
    }

    private void ask(List<WatchedService> due) {
      if (due.isEmpty()) {
        return;
      }
      var requests = new ArrayList<Request>();
      Instant from = to;
      for (WatchedService one : due) {
        Instant missing = one.recent.missingFrom(one.taskIds(), now);
        from = missing.isBefore(from) ? missing : from;
        requests.add(
            new Request(
                one.service(),
                one.tasks().stream().map(Task::id).toList(),
                one.applications(),
                one.containers()));
      }
      MetricsReading reading = metrics.memory(requests, from, to);
      count(reading);
      for (WatchedService one : due) {
        ServiceId id = one.service().id();
        List<MemorySeries> series = reading.series().get(id);
        if (series != null) {
          one.recent.take(series, reading.published(id), one.taskIds(), from, to);
        }
        one.asked(series != null, now);
      }
    }

    /**
     * Asks for the days before of a few services that they are not known of.
     *
     * @return those of which all is known now, up to this minute
     */
    private Set<WatchedService> readHistories(List<WatchedService> due) {
      List<WatchedService> some = HistoryPlan.next(due);
      var whole = new HashSet<WatchedService>();
      if (some.isEmpty()) {
        return whole;
      }
      List<Request> requests =
          some.stream()
              .map(one -> new Request(one.service(), HistoryPlan.tasks(one), Set.of()))
              .toList();
      MetricsReading reading = metrics.history(requests, to.minus(MemoryHistory.SPAN), to);
      count(reading);
      for (int i = 0; i < some.size(); i++) {
        WatchedService one = some.get(i);
        Set<String> tasks = Set.copyOf(requests.get(i).tasks());
        Optional<List<MemorySeries>> read =
            Optional.ofNullable(reading.series().get(one.service().id()));
        one.historyAsked(tasks, read, to);
        if (read.isPresent() && tasks.containsAll(one.taskIds())) {
          whole.add(one);
        }
      }
      return whole;
    }

    private void count(MetricsReading reading) {
      problems.addAll(MemoryReader.words(reading.problems()));
      queries += reading.queries();
      calls += reading.calls();
    }

    /** What ECS said, with what it said once more of those that are near. */
    private FleetReading current(FleetReading reading) {
      return new FleetReading(
          reading.services().stream()
              .map(
                  service ->
                      Optional.ofNullable(kept.services.get(service.id()))
                          .map(WatchedService::service)
                          .orElse(service))
              .toList(),
          reading.unread());
    }

    private MemoryReader.Reading result(List<WatchedService> watched, List<WatchedService> due) {
      var memory = new TreeMap<ServiceId, ServiceMemory>();
      var askedAt = new TreeMap<ServiceId, Instant>();
      for (WatchedService one : watched) {
        memory.put(one.service().id(), one.memory());
        one.askedAt().ifPresent(at -> askedAt.put(one.service().id(), at));
      }
      Set<ServiceId> asked =
          due.stream().map(one -> one.service().id()).collect(Collectors.toSet());
      return new MemoryReader.Reading(memory, asked, askedAt, problems, queries, calls);
    }
  }
}
