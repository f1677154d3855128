package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.TroubledService.Trouble;
import io.headroom.core.detect.Finding;
import io.headroom.core.fleet.Service;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that goes wrong with metrics and with what ECS tells, drawn from seeds, over the rules
 * of every kind: hours of a healthy service, taken in as the check of the fleet does, tick by tick.
 */
final class BadMetricsTest {

  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  static final Bytes LIMIT = Bytes.mib(1000);
  static final Service SERVICE = SampleServices.fargate("shop", "web", 2, LIMIT);
  static final List<Runbook> RUNBOOKS = Runbooks.bundled().all();
  private static final int MINUTES = 8 * 60;
  private static final int SEEDS = 4;

  static Stream<Arguments> troubles() {
    return Arrays.stream(Trouble.values())
        .flatMap(
            trouble -> IntStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(trouble, seed)));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void nothingThatIsWrongIsAnAlarmOrAnException(Trouble trouble, int seed) {
    var story = new TroubledService(trouble, new Random(seed));
    for (int minute = 0; minute < MINUTES; minute++) {
      assertThat(story.alarms(minute)).as("minute %d", minute).isEmpty();
    }
  }

  /** Else silence would prove nothing: in the same harness each kind of rule can fire. */
  @Test
  void whatIsReallyWrongIsAnAlarmOfEveryKind() {
    var story = new TroubledService(Trouble.NONE, new Random(1));
    var seen = new HashSet<Class<?>>();
    for (int minute = 0; minute < MINUTES; minute++) {
      if (minute == 60) {
        story.falls();
      }
      for (Finding.Key key : story.alarms(minute)) {
        seen.add(rule(key).getClass());
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Rule.class.getPermittedSubclasses());
  }

  /** A clock that was ahead once does not blind the rules to what comes after. */
  @ParameterizedTest
  @MethodSource("aheads")
  void whatIsTrueIsSeenAfterAValueFromTheFuture(Duration ahead) {
    var recent = new RecentMemory();
    Instant from = START.minus(MemoryReader.HISTORY);
    recent.takeHistory(Set.of(), List.of(flat(from, START)), START);
    Instant later = START.plus(Duration.ofMinutes(30));
    var samples = new ArrayList<>(flat(START, later).samples());
    samples.add(new Sample(later.plus(ahead), 1e6));
    recent.take(List.of(series(samples)), nothing(), Set.of(), START, later);
    Instant end = later.plus(Duration.ofMinutes(5));
    recent.take(List.of(flat(later, end)), nothing(), Set.of(), later, end);

    assertThat(recent.history().orElseThrow().newest()).contains(end.minusSeconds(60));
    assertThat(recent.memory(SERVICE, List.of()).fresh(end)).isTrue();
  }

  static Stream<Duration> aheads() {
    return Stream.of(
        Duration.ofMinutes(11), Duration.ofHours(1), Duration.ofDays(9), Duration.ofDays(36_500));
  }

  private static MemorySeries flat(Instant from, Instant to) {
    var samples = new ArrayList<Sample>();
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      samples.add(new Sample(at, 0.4 * LIMIT.value()));
    }
    return series(samples);
  }

  private static MemorySeries series(List<Sample> samples) {
    return new MemorySeries(Subject.SERVICE, LIMIT, samples);
  }

  private static Rule rule(Finding.Key key) {
    return RUNBOOKS.stream()
        .filter(book -> book.id().equals(key.runbook()))
        .flatMap(book -> book.rules().stream())
        .filter(rule -> rule.id().equals(key.rule()))
        .findFirst()
        .orElseThrow();
  }

  private static Published nothing() {
    return new Published(
        Source.INSIGHTS, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
