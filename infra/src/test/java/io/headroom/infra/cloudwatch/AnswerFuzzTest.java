package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** What CloudWatch may return at its worst, for a service that is well. */
final class AnswerFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");
  private static final Instant NEWEST = Instant.parse("2026-11-21T11:59:00Z");
  private static final int ANSWERS = 200;
  private static final Runbooks RUNBOOKS = Runbooks.bundled();

  private static final List<Double> WRONG =
      List.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MAX_VALUE,
          -Double.MIN_VALUE,
          -1.0,
          -1e300,
          1e30);

  private static final List<Instant> ODD_TIMES =
      List.of(
          Instant.EPOCH,
          Instant.MIN,
          Instant.MAX,
          Instant.parse("2100-01-01T00:00:00Z"),
          NEWEST.plusNanos(1),
          NEWEST.minus(Duration.ofDays(365)));

  /** Each repetition is one seed. */
  @RepeatedTest(20)
  void everyAnswerIsReadAndNoneIsAnAlarm(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    MemoryQuery query =
        MemoryQuery.of(
            SampleServices.fargate("shop", "cart", 2, Bytes.mib(512)), Source.UTILIZATION);
    for (int i = 0; i < ANSWERS; i++) {
      var problems = new Problems();
      MemorySeries series = new Answer(query, pages(random)).series(query, problems);
      assertThat(series.samples())
          .as("seed %s", repetition.getCurrentRepetition())
          .allSatisfy(sample -> assertThat(sample.bytes()).isFinite().isNotNegative())
          .extracting(Sample::at)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(problems.list()).hasSizeLessThan(2);
      var evaluator = new RuleEvaluator(new ServiceMemory(List.of(series)), List.of(), Set.of());
      assertThat(RUNBOOKS.all())
          .as("seed %s: %s", repetition.getCurrentRepetition(), series)
          .flatMap(runbook -> evaluator.evaluate(runbook, NOW))
          .extracting(Evaluation::state)
          .doesNotContain(Evaluation.State.FIRING);
    }
  }

  /** A service at 40 %, over pages that repeat points, in an order of their own, some too short. */
  private static List<MetricDataResult> pages(Random random) {
    var pages = new ArrayList<MetricDataResult>();
    int count = random.nextInt(4);
    for (int page = 0; page < count; page++) {
      var times = new ArrayList<Instant>();
      var values = new ArrayList<Double>();
      for (int point = random.nextInt(100); point > 0; point--) {
        Instant minute = NEWEST.minus(Duration.ofMinutes(random.nextInt(120)));
        boolean oddTime = random.nextInt(10) == 0;
        boolean wrong = random.nextInt(5) == 0;
        times.add(oddTime ? ODD_TIMES.get(random.nextInt(ODD_TIMES.size())) : minute);
        values.add(wrong ? WRONG.get(random.nextInt(WRONG.size())) : Double.valueOf(40));
      }
      int surplus = random.nextInt(3);
      for (int i = 0; i < surplus; i++) {
        if (random.nextBoolean()) {
          times.add(NEWEST);
        } else {
          values.add(99.0);
        }
      }
      pages.add(MetricDataResult.builder().timestamps(times).values(values).build());
    }
    return pages;
  }
}
