package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemoryHistory.Added;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that come up to ten minutes late, in any order. */
final class LatePointsTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);

  private static final Runbook RUNBOOK =
      TestRunbooks.runbook(
          "late",
          AppliesTo.EVERY_SERVICE,
          TestRunbooks.high(),
          TestRunbooks.growing(),
          new UsageRule(
              "most",
              Severity.SEV3,
              Metric.MEMORY,
              0.8,
              Duration.ofMinutes(3),
              Optional.of(Duration.ofMinutes(5)),
              0.75,
              Duration.ofMinutes(5),
              "Memory is above 80 % in most minutes"));

  /** A minute of memory, and when it is seen. */
  private record Point(Sample sample, Instant seen) {}

  @RepeatedTest(30)
  void oneEpisodeIsOneAlertForEachRuleHoweverItsPointsCome(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<Point> points = points(random);
    Set<Finding.Key> firing = new HashSet<>();
    var alerts = new ArrayList<Finding.Key>();
    for (int minute = 0; minute < 150; minute++) {
      Instant now = START.plus(Duration.ofMinutes(minute));
      alerts.addAll(told(seen(points, now), firing, now));
    }
    assertThat(alerts)
        .as("seed %s", repetition.getCurrentRepetition())
        .containsExactlyInAnyOrder(
            new Finding.Key("late", "high"), new Finding.Key("late", "most"));
    assertThat(firing).as("and over in the end").isEmpty();
  }

  /**
   * A minute comes late while its alert goes on: ten minutes late it is taken, eleven it is refused
   * by name, and neither tells the alert again.
   */
  @ParameterizedTest
  @CsvSource({"10, KEPT", "11, TOO_LATE"})
  void aPointIsTakenUpToTenMinutesLateAndRefusedByNameAfterThat(int late, Added added) {
    Instant missing = START.plus(Duration.ofMinutes(47));
    Instant end = missing.plus(Duration.ofMinutes(late));
    var history = new MemoryHistory();
    var samples = new ArrayList<Sample>();
    Set<Finding.Key> firing = new HashSet<>();
    var alerts = new ArrayList<Finding.Key>();
    for (Instant now = START; !now.isAfter(end); now = now.plus(Duration.ofMinutes(1))) {
      if (!now.equals(missing)) {
        samples.add(new Sample(now, level(now) * LIMIT.value()));
        history.add(now, level(now) * LIMIT.value());
      }
      alerts.addAll(told(new MemorySeries(Subject.SERVICE, LIMIT, samples), firing, now));
    }
    assertThat(alerts).contains(new Finding.Key("late", "high")).doesNotHaveDuplicates();

    double higher = 0.99 * LIMIT.value();
    assertThat(history.add(missing, higher)).isEqualTo(added);
    boolean taken = history.mean(MemoryHistory.bucketOf(missing)) > 0.91 * LIMIT.value();
    assertThat(taken).isEqualTo(added == Added.KEPT);
    samples.add(new Sample(missing, higher));
    assertThat(told(new MemorySeries(Subject.SERVICE, LIMIT, samples), firing, end)).isEmpty();
  }

  /** What is told anew at a moment; remembers what fires. */
  private static List<Finding.Key> told(MemorySeries series, Set<Finding.Key> firing, Instant now) {
    var memory = new ServiceMemory(List.of(series));
    var alerts = new ArrayList<Finding.Key>();
    for (Evaluation evaluation :
        new RuleEvaluator(memory, List.of(), firing).evaluate(RUNBOOK, now)) {
      if (evaluation.state() == State.FIRING && firing.add(evaluation.key())) {
        alerts.add(evaluation.key());
      } else if (evaluation.reason() == Reason.CLEARED) {
        firing.remove(evaluation.key());
      }
    }
    return alerts;
  }

  /** Forty minutes at 60 %, twenty-five at 90 %, then 60 % again. */
  private static double level(Instant at) {
    long minute = Duration.between(START, at).toMinutes();
    return minute >= 40 && minute < 65 ? 0.9 : 0.6;
  }

  private static List<Point> points(Random random) {
    var points = new ArrayList<Point>();
    for (int minute = 0; minute < 140; minute++) {
      Instant at = START.plus(Duration.ofMinutes(minute));
      int late = random.nextInt(4) == 0 ? random.nextInt(10) : 1;
      points.add(
          new Point(new Sample(at, level(at) * LIMIT.value()), at.plus(Duration.ofMinutes(late))));
    }
    Collections.shuffle(points, random);
    return points;
  }

  private static MemorySeries seen(List<Point> points, Instant now) {
    return new MemorySeries(
        Subject.SERVICE,
        LIMIT,
        points.stream().filter(point -> !point.seen().isAfter(now)).map(Point::sample).toList());
  }
}
