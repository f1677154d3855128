package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A service that is well, and what is said of it while one thing is wrong with what is said. */
final class TroubledService {
  enum Trouble {
    /** The harness itself: a service that is well. */
    NONE,
    NOT_A_NUMBER,
    INFINITE,
    NEGATIVE,
    ABSURD,
    COUNTER_RESETS,
    LIMIT_CHANGES,
    LIMIT_FLAPS,
    ONE_ID_TWICE,
    CLOCK_AHEAD,
    CLOCK_BEHIND,
    KILLED_IN_THE_FUTURE,
    YEAR_OF_GAPS,
    ONE_POINT
  }

  /** What a source says of a minute, as it says it. */
  private record Raw(Instant at, double value) {}

  private static final Instant START = BadMetricsTest.START;
  private static final Bytes LIMIT = BadMetricsTest.LIMIT;
  private static final Service SERVICE = BadMetricsTest.SERVICE;
  private static final Set<String> TASKS = Set.of("one", "two");
  private static final int DAYS_BEFORE = 2 * 24 * 60;

  private final Trouble trouble;
  private final Random random;
  private final RecentMemory recent = new RecentMemory();
  private final double level;
  private final int burst;
  private boolean sick;

  TroubledService(Trouble trouble, Random random) {
    this.trouble = trouble;
    this.random = random;
    this.level = 0.2 + 0.3 * random.nextDouble();
    this.burst = 5 + random.nextInt(40);
    List<MemorySeries> before =
        subjects().map(one -> memory(one, -DAYS_BEFORE, 0, level, LIMIT)).toList();
    recent.takeHistory(TASKS, before, START);
  }

  /** What fires at a minute; nothing fired before. */
  Set<Finding.Key> alarms(int minute) {
    Instant now = START.plusSeconds(60L * minute + 30);
    int from = Math.max(0, minute - 5);
    Bytes limit = limit(minute);
    List<MemorySeries> read =
        subjects().map(one -> memory(one, from, minute, level, limit)).toList();
    var published =
        new Published(
            Source.INSIGHTS,
            Optional.of(Source.INSIGHTS),
            List.of(memory(Subject.SERVICE, from, minute, 0.5, LIMIT)),
            List.of(memory(Subject.SERVICE, from, minute, 0.02, LIMIT)),
            List.of(collections(from, minute)),
            List.of(),
            List.of());
    recent.take(
        trouble == Trouble.ONE_ID_TWICE ? twice(read) : read,
        published,
        TASKS,
        START.plusSeconds(60L * from),
        START.plusSeconds(60L * minute));
    List<Task> tasks = TASKS.stream().map(TroubledService::task).toList();
    var evaluator = new RuleEvaluator(recent.memory(SERVICE, tasks), events(now), Set.of());
    var alarms = new HashSet<Finding.Key>();
    for (Runbook runbook : BadMetricsTest.RUNBOOKS) {
      for (Evaluation evaluation : evaluator.evaluate(runbook, now)) {
        if (evaluation.state() == State.FIRING) {
          alarms.add(evaluation.key());
        }
      }
    }
    return alarms;
  }

  /** Of the two that have one id, each is read; they stand at different levels. */
  private List<MemorySeries> twice(List<MemorySeries> read) {
    var both = new ArrayList<>(read);
    for (MemorySeries one : read) {
      List<Sample> lower =
          one.samples().stream().map(s -> new Sample(s.at(), s.bytes() * 0.6)).toList();
      both.add(random.nextInt(both.size() + 1), new MemorySeries(one.subject(), LIMIT, lower));
    }
    return both;
  }

  private static Stream<Subject> subjects() {
    return Stream.concat(
        Stream.of(Subject.SERVICE), new TreeSet<>(TASKS).stream().map(Subject::task));
  }

  private MemorySeries memory(Subject subject, int from, int to, double share, Bytes limit) {
    var samples = new ArrayList<Sample>();
    for (int minute = from; minute < to; minute++) {
      double grown = sick ? share + 0.5 + 0.001 * minute : share;
      double bytes = (double) LIMIT.value() * (grown + 0.002 * random.nextDouble());
      said(minute, bytes, (double) LIMIT.value())
          .flatMap(raw -> Sample.of(raw.at(), raw.value()).stream())
          .forEach(samples::add);
    }
    return new MemorySeries(subject, limit, samples);
  }

  private RateSeries collections(int from, int to) {
    var points = new ArrayList<RateSeries.Point>();
    for (int minute = from; minute < to; minute++) {
      said(minute, sick ? 30 : 2 * random.nextDouble(), 1000)
          .filter(raw -> Double.isFinite(raw.value()) && raw.value() >= 0)
          .forEach(raw -> points.add(new RateSeries.Point(raw.at(), raw.value())));
    }
    return new RateSeries(Subject.SERVICE, points);
  }

  /**
   * What is said of a minute.
   *
   * @param most so much could be true
   */
  private Stream<Raw> said(int minute, double value, double most) {
    Instant at = START.plusSeconds(60L * minute);
    boolean often = Math.floorMod(minute, 2 * burst) < burst;
    return switch (trouble) {
      case NONE, LIMIT_CHANGES, LIMIT_FLAPS, ONE_ID_TWICE, KILLED_IN_THE_FUTURE ->
          Stream.of(new Raw(at, value));
      case NOT_A_NUMBER -> Stream.of(new Raw(at, often ? Double.NaN : value));
      case INFINITE ->
          Stream.of(
              new Raw(
                  at, often ? (random.nextBoolean() ? 1 : -1) * Double.POSITIVE_INFINITY : value));
      case NEGATIVE ->
          Stream.of(new Raw(at, often ? -value * Math.pow(10, random.nextInt(20)) : value));
      case ABSURD -> {
        // For a while as much above what can be as for the next: 101 times, 1010 times, and on.
        int power = Math.floorMod(minute / (2 * burst), 6);
        yield Stream.of(new Raw(at, often ? 101 * most * Math.pow(10, power * power) : value));
      }
      // It begins anew at nothing, and is back at once.
      case COUNTER_RESETS ->
          Stream.of(new Raw(at, Math.floorMod(minute, burst) < 3 ? 0.001 * value : value));
      case CLOCK_AHEAD ->
          Stream.of(
              new Raw(at, value),
              new Raw(
                  at.plusSeconds(random.nextInt(Integer.MAX_VALUE)), most * random.nextDouble()));
      case CLOCK_BEHIND ->
          Stream.of(new Raw(often ? at.minusSeconds(random.nextInt(1_000_000)) : at, value));
      case YEAR_OF_GAPS ->
          minute < 30
              ? Stream.of(new Raw(at.minus(Duration.ofDays(365)), value / 4))
              : Stream.of(new Raw(at, value));
      case ONE_POINT -> minute == burst ? Stream.of(new Raw(at, 0.97 * most)) : Stream.of();
    };
  }

  private Bytes limit(int minute) {
    boolean other = minute / burst % 2 == 1;
    return switch (trouble) {
      case LIMIT_CHANGES -> new Bytes(other ? 4 * LIMIT.value() : LIMIT.value());
      case LIMIT_FLAPS ->
          new Bytes(random.nextBoolean() ? 1L << random.nextInt(20) : LIMIT.value());
      default -> LIMIT;
    };
  }

  private TaskEvents events(Instant now) {
    if (trouble != Trouble.KILLED_IN_THE_FUTURE && !sick) {
      return TaskEvents.NONE;
    }
    var kills = new ArrayList<OomKill>();
    var restarts = new ArrayList<Restart>();
    for (int i = 0; i < 5; i++) {
      Instant at =
          sick ? now.minusSeconds(60L * i) : now.plusSeconds(180L + random.nextInt(100_000_000));
      kills.add(new OomKill("gone-" + i, "app", 137, "OutOfMemoryError", at));
      restarts.add(new Restart("gone-" + i, at, Ending.CRASHED, "Essential container exited"));
    }
    return TaskEvents.of(kills).withRestarts(Optional.of(restarts));
  }

  /** From now on it is not well, and what is said is true. */
  void falls() {
    sick = true;
  }

  private static Task task(String id) {
    return new Task(
        id,
        SERVICE.taskDefinition().toString(),
        Optional.empty(),
        Task.Status.RUNNING,
        Optional.of(START.minus(Duration.ofDays(9))),
        Task.Health.UNKNOWN);
  }
}
