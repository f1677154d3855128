package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** All rules of the runbooks over what a healthy service may look like when metrics go wrong. */
final class BadInputTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");
  private static final Instant NEWEST = Instant.parse("2026-11-21T11:59:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);
  private static final int SERVICES = 200;
  private static final List<Runbook> RUNBOOKS = Runbooks.bundled().all();

  private static final Set<Finding.Key> EVERY_KEY =
      RUNBOOKS.stream()
          .flatMap(book -> book.rules().stream().map(rule -> new Finding.Key(book.id(), rule.id())))
          .collect(Collectors.toSet());

  /** Each repetition is one seed. */
  @RepeatedTest(20)
  void nothingThatIsWrongWithTheMetricsIsAnAlarmOrAnException(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < SERVICES; i++) {
      ServiceMemory memory = memory(random);
      for (Evaluation evaluation : evaluate(memory, Set.of())) {
        assertThat(evaluation.state())
            .as("seed %s: %s of %s", repetition.getCurrentRepetition(), evaluation, memory)
            .isNotEqualTo(State.FIRING);
      }
      // What fired goes on or clears, and always with its numbers.
      for (Evaluation evaluation : evaluate(memory, EVERY_KEY)) {
        assertThat(evaluation.finding().isPresent())
            .as("seed %s: %s of %s", repetition.getCurrentRepetition(), evaluation, memory)
            .isEqualTo(evaluation.state() == State.FIRING);
      }
    }
  }

  @Test
  void theServiceWouldFireIfItsMetricsWereRight() {
    var series = new MemorySeries(Subject.SERVICE, LIMIT, samples(0.97, 10, Duration.ofMinutes(1)));
    assertThat(evaluate(new ServiceMemory(List.of(series)), Set.of()))
        .extracting(Evaluation::state)
        .contains(State.FIRING);
  }

  @Test
  void oneValueStampedInTheYear2100DoesNotHideWhatIsKnownOfNow() {
    var samples = new ArrayList<>(samples(0.97, 10, Duration.ofMinutes(1)));
    samples.add(new Sample(Instant.parse("2100-01-01T00:00:00Z"), 1));
    var series = new MemorySeries(Subject.SERVICE, LIMIT, samples);
    assertThat(evaluate(new ServiceMemory(List.of(series)), Set.of()))
        .extracting(Evaluation::state)
        .contains(State.FIRING);
  }

  private static List<Evaluation> evaluate(ServiceMemory memory, Set<Finding.Key> firing) {
    var evaluator = new RuleEvaluator(memory, List.of(), firing);
    return RUNBOOKS.stream().flatMap(book -> evaluator.evaluate(book, NOW).stream()).toList();
  }

  private static ServiceMemory memory(Random random) {
    var series = new ArrayList<MemorySeries>();
    if (random.nextInt(10) > 0) {
      series.add(series(Subject.SERVICE, random));
    }
    List<MemorySeries> tasks = series(random);
    series.addAll(tasks);
    Map<Subject, MemoryHistory> histories = new HashMap<>();
    for (MemorySeries one : series) {
      var history = new MemoryHistory();
      one.samples().forEach(sample -> history.add(sample.at(), sample.bytes()));
      history.add(NOW, Double.NaN);
      history.add(NOW, -1);
      history.add(NOW, Double.POSITIVE_INFINITY);
      histories.put(one.subject(), history);
    }
    return new ServiceMemory(
        series, series(random), series(random), rates(random), histories, Map.of());
  }

  /** None to three tasks, some with the id of another. */
  private static List<MemorySeries> series(Random random) {
    var tasks = new ArrayList<MemorySeries>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tasks.add(series(Subject.task("task-" + random.nextInt(2)), random));
    }
    return tasks;
  }

  private static MemorySeries series(Subject subject, Random random) {
    double level = 0.05 + 0.5 * random.nextDouble();
    List<Sample> samples =
        switch (random.nextInt(7)) {
          case 0 -> List.of();
          case 1 -> List.of(new Sample(NEWEST, 0.97 * LIMIT.value()));
          case 2 ->
              samples(level, 1 + random.nextInt(30), Duration.ofDays(1 + random.nextInt(365)));
          case 3 -> jumping(level, random);
          case 4 -> spiking(level, random);
          case 5 -> resetting(random);
          default -> samples(level, 1 + random.nextInt(180), Duration.ofMinutes(1));
        };
    // A limit that was raised, or is so large that nothing is near it.
    long limit = LIMIT.value() * (random.nextInt(20) == 0 ? 1_000_000 : 1 + random.nextInt(4));
    return new MemorySeries(subject, new Bytes(limit), samples);
  }

  /** The same value at all times, the last one at the newest minute. */
  private static List<Sample> samples(double level, int count, Duration every) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(NEWEST.minus(every.multipliedBy(i)), level * LIMIT.value()));
    }
    return samples;
  }

  /** Times that jump, are there twice and in no order, some of them far ahead. */
  private static List<Sample> jumping(double level, Random random) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 150; i++) {
      Instant at =
          switch (random.nextInt(6)) {
            case 0 -> Instant.EPOCH.plusSeconds(random.nextInt());
            case 1 -> NOW.plus(Duration.ofDays(random.nextInt(40_000)));
            case 2 -> NOW.minusSeconds(random.nextInt(600));
            default -> NEWEST.minus(Duration.ofMinutes(random.nextInt(120)));
          };
      samples.add(new Sample(at, level * LIMIT.value()));
    }
    return samples;
  }

  /** Single minutes that are absurdly high, or nothing. */
  private static List<Sample> spiking(double level, Random random) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 150; i++) {
      boolean odd = i % 7 == 3 && random.nextBoolean();
      double value = random.nextBoolean() ? 1e13 : 0;
      samples.add(
          new Sample(NEWEST.minus(Duration.ofMinutes(i)), odd ? value : level * LIMIT.value()));
    }
    return samples;
  }

  /** A counter where a gauge should be: it begins anew every few minutes. */
  private static List<Sample> resetting(Random random) {
    int period = 2 + random.nextInt(4);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 150; i++) {
      double level = 0.1 + 0.1 * (i % period);
      samples.add(new Sample(NEWEST.minus(Duration.ofMinutes(150L - i)), level * LIMIT.value()));
    }
    return samples;
  }

  private static List<RateSeries> rates(Random random) {
    var rates = new ArrayList<RateSeries>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var points = new TreeMap<Instant, Double>();
      int count = random.nextInt(60);
      for (int minute = 0; minute < count; minute++) {
        boolean spike = minute % 20 == 9;
        points.put(
            NEWEST.minus(Duration.ofMinutes((long) minute * (1 + random.nextInt(3)))),
            spike ? 35 : 4 * random.nextDouble());
      }
      if (random.nextBoolean()) {
        points.put(NOW.plus(Duration.ofDays(random.nextInt(10_000))), 1e9);
      }
      rates.add(
          new RateSeries(
              Subject.task("task-" + i),
              points.entrySet().stream()
                  .map(point -> new RateSeries.Point(point.getKey(), point.getValue()))
                  .toList()));
    }
    return rates;
  }
}
