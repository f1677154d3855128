package io.headroom.core.app;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.SampleServices;
import io.headroom.core.port.WatchStore;
import io.headroom.core.remedy.LimitChange;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A day of 1,000 services in ten clusters, four of them with metrics per task, watched by plan; it
 * counts what is asked of AWS. Each has two to five tasks. Thirty are scaled to nothing, ten stand
 * just below a threshold all day; sixty have an hour of trouble: a jump, or a climb. The function
 * starts anew eight times.
 */
final class WatchDay implements Fleet, Metrics, WatchStore {

  static final int SERVICES = 1_000;
  static final int DAY = 24 * 60;

  /** A quarter of the day takes a quarter of the time: {@code -Dwatch-day.minutes=1440} for all. */
  static final int MINUTES = Integer.getInteger("watch-day.minutes", DAY / 4);

  private static final int CLUSTERS = 10;
  private static final int PER_TASK = 4;
  static final int TROUBLED = 60 * MINUTES / DAY;
  private static final int IDLE = 30;
  private static final int HIGH = 10;
  private static final int COLD_STARTS = 8;
  private static final int MOST_QUERIES = 500;
  private static final int MOST_POINTS = 100_800;
  private static final Bytes LIMIT = Bytes.mib(1024);

  /** Midnight; CloudWatch is a minute late. */
  static final Instant START = Instant.parse("2026-11-21T00:00:20Z");

  private final Random random = new Random(20261121);
  private final Map<ServiceId, Service> services = new TreeMap<>();
  private final Map<ServiceId, Integer> number = new HashMap<>();
  private final Map<ServiceId, Double> base = new HashMap<>();
  private final Map<ServiceId, Trouble> trouble = new TreeMap<>();
  private final Map<ServiceId, byte[]> histories = new HashMap<>();
  private final Map<ServiceId, ServiceNote> notes = new HashMap<>();
  private Instant now = START;

  long metricsAsked;
  long metricCalls;
  long fewestCalls;
  long mostInATick;
  long describeCalls;
  long listCalls;
  long taskCalls;
  long writeUnits;
  int ticksWithMore;
  final List<Long> lateness = new ArrayList<>();
  final List<String> unseen = new ArrayList<>();

  /**
   * An hour of trouble.
   *
   * @param climb minutes in which it climbs to its height; 0 for a jump
   */
  private record Trouble(long from, int climb, double height) {
    private static final int LASTS = 60;

    boolean near(long minute) {
      return minute >= from - 5 && minute <= from + climb + LASTS + 10;
    }

    double at(long minute, double base) {
      long into = minute - from;
      if (into < 0 || into >= climb + LASTS) {
        return base;
      }
      return into >= climb ? height : base + (height - base) * into / climb;
    }
  }

  WatchDay() {
    for (int i = 0; i < SERVICES; i++) {
      int cluster = i % CLUSTERS;
      Service plain =
          SampleServices.fargate(
              "cluster-" + cluster, "service-%03d".formatted(i), i < IDLE ? 0 : 2 + i % 4, LIMIT);
      var service =
          new Service(
              plain.id(),
              plain.desired(),
              plain.desired(),
              0,
              plain.taskDefinition(),
              List.of(),
              plain.controller(),
              cluster < PER_TASK ? Service.Insights.ENHANCED : Service.Insights.OFF,
              Map.of(),
              List.of());
      services.put(service.id(), service);
      number.put(service.id(), i);
      boolean high = i >= IDLE && i < IDLE + HIGH;
      base.put(service.id(), high ? 0.765 : 0.15 + 0.45 * random.nextDouble());
      if (i >= IDLE + HIGH && i < IDLE + HIGH + TROUBLED) {
        long from = minute(START) + 60 + random.nextInt(MINUTES - 300);
        int climb = i % 2 == 0 ? 0 : 10 + random.nextInt(110);
        trouble.put(service.id(), new Trouble(from, climb, 0.84 + 0.12 * random.nextDouble()));
      }
      keepOneDay(service);
    }
  }

  /** The day before was watched too. */
  private void keepOneDay(Service service) {
    var history = new MemoryHistory();
    for (long minute = minute(START) - DAY; minute < minute(START); minute++) {
      history.add(Instant.ofEpochSecond(minute * 60), ratio(service.id(), minute) * LIMIT.value());
    }
    histories.put(service.id(), history.encode());
    notes.put(
        service.id(),
        new ServiceNote(
            service.id(),
            START,
            WatchReason.QUIET,
            Source.UTILIZATION,
            Optional.empty(),
            START,
            List.of(),
            List.of(),
            LIMIT,
            "memory of the task",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  /** Lets the day pass. */
  WatchDay pass() {
    Runbooks runbooks = Runbooks.bundled();
    var rules = new RulesInForce(runbooks);
    var planned = new HashMap<ServiceId, Instant>();
    var eachMinute = new HashMap<ServiceId, Instant>();
    var open = new HashSet<ServiceId>();
    Lookout lookout = new PlannedLookout(this, this, runbooks, Abreast.ONE);
    for (int tick = 0; tick < MINUTES; tick++) {
      now = START.plus(Duration.ofMinutes(tick));
      if (tick > 0 && tick % (DAY / COLD_STARTS) == 0) {
        lookout = new PlannedLookout(this, this, runbooks, Abreast.ONE);
      }
      long asked = metricsAsked;
      long calls = metricCalls;
      Lookout.Seen seen = lookout.look(SampleServices.SCOPE, Set.copyOf(open), this, now);
      count(metricsAsked - asked, metricCalls - calls);
      for (ServiceId id : trouble.keySet()) {
        Service service = services.get(id);
        if (service == null) {
          continue;
        }
        Trouble its = trouble.get(id);
        boolean lies = its != null && its.near(minute(now));
        if (lies && !eachMinute.containsKey(id) && fires(rules, service, truth(id), Set.of())) {
          eachMinute.put(id, now);
        }
        boolean looks = lies || open.contains(id);
        if (looks
            && seen.memory().asked(id)
            && fires(rules, service, seen.memory().of(id), Set.of())) {
          planned.putIfAbsent(id, now);
          open.add(id);
        } else if (seen.memory().asked(id)) {
          open.remove(id);
        }
      }
    }
    eachMinute.forEach(
        (id, at) -> {
          Instant seenAt = planned.get(id);
          if (seenAt == null) {
            unseen.add(id.toString());
          } else {
            lateness.add(Duration.between(at, seenAt).toMinutes());
          }
        });
    return this;
  }

  private void count(long metrics, long calls) {
    long fewest = (metrics + MOST_QUERIES - 1) / MOST_QUERIES;
    fewestCalls += fewest;
    mostInATick = Math.max(mostInATick, calls);
    ticksWithMore += calls > fewest ? 1 : 0;
  }

  private boolean fires(
      RulesInForce rules, Service service, ServiceMemory memory, Set<Finding.Key> firing) {
    return rules.evaluate(service, new RuleEvaluator(memory, List.of(), firing), now).stream()
        .anyMatch(evaluation -> evaluation.state() == State.FIRING);
  }

  /** What asking for the last two hours now would tell. */
  private ServiceMemory truth(ServiceId id) {
    return new ServiceMemory(
        List.of(series(id, Subject.SERVICE, MemoryReader.end(now).minus(MemoryReader.HISTORY))));
  }

  private double ratio(ServiceId id, long minute) {
    double wave = 0.01 * Math.sin(minute / 17.0 + number.getOrDefault(id, 0));
    double steady = base.getOrDefault(id, 0.4) + wave;
    Trouble its = trouble.get(id);
    return its == null ? steady : its.at(minute, steady);
  }

  private MemorySeries series(ServiceId id, Subject subject, Instant from) {
    var samples = new ArrayList<Sample>();
    double share = subject.equals(Subject.SERVICE) ? 1 : 0.95;
    for (long minute = minute(from); minute < minute(now); minute++) {
      samples.add(
          new Sample(
              Instant.ofEpochSecond(minute * 60), share * ratio(id, minute) * LIMIT.value()));
    }
    return new MemorySeries(subject, LIMIT, samples);
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }

  // ---- CloudWatch ----

  @Override
  public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
    var series = new HashMap<ServiceId, List<MemorySeries>>();
    int queries = 0;
    for (Request request : requests) {
      ServiceId id = request.service().id();
      boolean perTask = request.service().insights() == Service.Insights.ENHANCED;
      var own = new ArrayList<MemorySeries>();
      own.add(series(id, Subject.SERVICE, from));
      if (perTask) {
        request.tasks().forEach(task -> own.add(series(id, Subject.task(task), from)));
      }
      queries += own.size();
      series.put(id, own);
    }
    long minutes = Math.max(1, Duration.between(from, to).toMinutes());
    long size = Math.clamp(MOST_POINTS / minutes, 1, MOST_QUERIES);
    int calls = Math.toIntExact((queries + size - 1) / size);
    metricsAsked += queries;
    metricCalls += calls;
    var published = new HashMap<ServiceId, Published>();
    return new MetricsReading(series, published, List.of(), queries, calls);
  }

  // ---- ECS ----

  @Override
  public FleetListing list(Scope scope) {
    listCalls += 2 + CLUSTERS;
    return new FleetListing(List.copyOf(services.keySet()), List.of());
  }

  @Override
  public FleetReading describe(List<ServiceId> wanted) {
    describeCalls +=
        wanted.stream()
            .collect(Collectors.groupingBy(ServiceId::cluster, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(count -> (count + 9) / 10)
            .sum();
    return new FleetReading(
        wanted.stream().flatMap(id -> Optional.ofNullable(services.get(id)).stream()).toList(),
        List.of());
  }

  @Override
  public Optional<Service> service(ServiceId id) {
    return Optional.ofNullable(services.get(id));
  }

  @Override
  public List<Task> tasks(ServiceId id) {
    taskCalls += 2;
    int count = service(id).map(Service::desired).orElse(0);
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < count; i++) {
      tasks.add(
          new Task(
              id.name() + "-" + i,
              "arn",
              Optional.empty(),
              Task.Status.RUNNING,
              Optional.of(START.minus(Duration.ofDays(1)))));
    }
    return tasks;
  }

  // ---- DynamoDB ----

  @Override
  public Kept load(List<ServiceId> wanted) {
    var found = new HashMap<ServiceId, MemoryHistory>();
    var told = new HashMap<ServiceId, ServiceNote>();
    for (ServiceId id : wanted) {
      Optional.ofNullable(histories.get(id))
          .ifPresent(bytes -> found.put(id, MemoryHistory.decode(bytes)));
      Optional.ofNullable(notes.get(id)).ifPresent(note -> told.put(id, note));
    }
    return new Kept(found, told, List.of());
  }

  @Override
  public void save(Map<ServiceId, MemoryHistory> saved, Instant at) {
    saved.forEach(
        (id, history) -> {
          byte[] bytes = history.encode();
          writeUnits += (bytes.length + 200 + 1023) / 1024;
          histories.put(id, bytes);
        });
  }

  @Override
  public void note(List<ServiceNote> written) {
    // About a kilobyte and a half of JSON.
    writeUnits += 2L * written.size();
    written.forEach(note -> notes.put(note.service(), note));
  }

  @Override
  public List<ServiceNote> notes(String name) {
    return List.of();
  }

  // ---- What nobody asks for here ----

  @Override
  public List<StoppedTask> stopped(ServiceId id) {
    throw new UnsupportedOperationException("stopped");
  }

  @Override
  public Optional<ScalingRange> scaling(ServiceId id) {
    throw new UnsupportedOperationException("scaling");
  }

  @Override
  public void restart(ServiceId id) {
    throw new UnsupportedOperationException("restart");
  }

  @Override
  public void stopTask(ServiceId id, String task, String reason) {
    throw new UnsupportedOperationException("stopTask");
  }

  @Override
  public String registerWithLimit(String taskDefinition, LimitChange change, String remedy) {
    throw new UnsupportedOperationException("registerWithLimit");
  }

  @Override
  public void deploy(ServiceId id, String taskDefinition) {
    throw new UnsupportedOperationException("deploy");
  }

  @Override
  public void setDesired(ServiceId id, int desired) {
    throw new UnsupportedOperationException("setDesired");
  }

  @Override
  public void setScaling(ServiceId id, ScalingRange range) {
    throw new UnsupportedOperationException("setScaling");
  }
}
