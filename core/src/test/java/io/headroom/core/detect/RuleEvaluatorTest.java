package io.headroom.core.detect;

import static io.headroom.core.series.TestSeries.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers that a finding carries; the scenario files say when there is one. */
final class RuleEvaluatorTest {

  private static final Bytes LIMIT = Bytes.mib(1000);
  private static final Runbook RUNBOOK = TestRunbooks.memory();

  @Test
  void everyRuleIsEvaluatedInTheOrderOfItsRunbook() {
    assertThat(evaluator(List.of()).evaluate(RUNBOOK, at(0)))
        .extracting(evaluation -> evaluation.key().toString())
        .containsExactly("memory/high", "memory/critical", "memory/growing", "memory/oom-killed");
  }

  @Test
  void usageSaysSinceWhenAndHowFarAbove() {
    MemorySeries series =
        TestSeries.of(Subject.SERVICE, LIMIT, 30, minute -> minute < 22 ? 600 : 840 + minute);
    Finding finding = finding("high", at(30), List.of(), series);

    assertThat(finding.key()).isEqualTo(new Finding.Key("memory", "high"));
    assertThat(finding.severity()).isEqualTo(Severity.SEV3);
    assertThat(finding.subject()).isEqualTo(Subject.SERVICE);
    assertThat(finding.since()).isEqualTo(at(22));
    assertThat(finding.reading())
        .isEqualTo(
            new UsageReading(
                new Ratio(0.869), Bytes.mib(869), LIMIT, new Ratio(0.80), Duration.ofMinutes(8)));
  }

  @Test
  void usageNamesTheHottestTaskWhereItIsKnown() {
    Finding finding =
        finding(
            "high",
            at(10),
            List.of(),
            TestSeries.of(Subject.SERVICE, LIMIT, 10, minute -> 850),
            TestSeries.of(Subject.task("calm"), LIMIT, 10, minute -> 400),
            TestSeries.of(Subject.task("hot"), LIMIT, 10, minute -> 850));
    assertThat(finding.subject()).isEqualTo(Subject.task("hot"));
  }

  @Test
  void growthSaysSinceWhenAndHowMuch() {
    MemorySeries series =
        TestSeries.of(Subject.SERVICE, LIMIT, 100, minute -> minute < 20 ? 400 : 380 + minute);
    Finding finding = finding("growing", at(100), List.of(), series);

    assertThat(finding.since()).as("the first minute with 10 MiB in 30 min").isEqualTo(at(31));
    assertThat(finding.reading())
        .isEqualTo(
            new GrowthReading(
                Bytes.mib(30),
                Duration.ofMinutes(30),
                Bytes.mib(10),
                Duration.ofMinutes(69),
                Bytes.mib(479),
                LIMIT));
  }

  @Test
  void growthNamesTheTaskThatGrows() {
    Finding finding =
        finding(
            "growing",
            at(100),
            List.of(),
            TestSeries.of(Subject.SERVICE, LIMIT, 100, minute -> 850),
            TestSeries.of(Subject.task("calm"), LIMIT, 100, minute -> 850),
            TestSeries.of(Subject.task("leaks"), LIMIT, 100, minute -> 300 + minute));
    assertThat(finding.subject()).isEqualTo(Subject.task("leaks"));
    assertThat(((GrowthReading) finding.reading()).used()).isEqualTo(Bytes.mib(399));
  }

  @Test
  void anOomKillIsCountedAndTheNewestIsNamed() {
    OomKill first = kill("a", at(0));
    OomKill second = kill("b", at(20));
    Finding finding = finding("oom-killed", at(21), List.of(second, first));

    assertThat(finding.severity()).isEqualTo(Severity.SEV1);
    assertThat(finding.subject()).isEqualTo(Subject.container("b", "app"));
    assertThat(finding.since()).isEqualTo(at(0));
    assertThat(finding.reading()).isEqualTo(new OomKillReading(second, 2));
  }

  @Test
  void anOomKillOutOfTheWindowIsStillTheReasonWhyItFires() {
    OomKill old = kill("a", at(0));
    var key = new Finding.Key("memory", "oom-killed");
    Evaluation evaluation =
        new RuleEvaluator(ServiceMemory.UNKNOWN, List.of(old, kill("b", at(50))), Set.of(key))
            .evaluate(RUNBOOK, at(70)).stream()
                .filter(candidate -> candidate.key().equals(key))
                .findFirst()
                .orElseThrow();
    assertThat(evaluation.reason()).isEqualTo(Reason.NOT_YET_CLEAR);
    assertThat(evaluation.since()).as("the oldest within the window").contains(at(50));
    assertThat(evaluation.reading()).contains(new OomKillReading(kill("b", at(50)), 1));
  }

  @Test
  void aKillOutOfItsWindowStillCountsAsOneWhileTheRuleFires() {
    var runbook =
        TestRunbooks.runbook(
            "oom",
            AppliesTo.EVERY_SERVICE,
            new OomKilledRule(
                "rule",
                Severity.SEV1,
                1,
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                "A container was killed"));
    var firing = Set.of(new Finding.Key("oom", "rule"));
    OomKill old = kill("a", at(0));
    assertThat(
            new RuleEvaluator(ServiceMemory.UNKNOWN, List.of(old), firing)
                .evaluate(runbook, at(20)))
        .singleElement()
        .satisfies(
            evaluation -> {
              assertThat(evaluation.since()).contains(at(0));
              assertThat(evaluation.reading()).contains(new OomKillReading(old, 1));
            });
  }

  @Test
  void aStoppedTaskIsAnOomKillByItsReasonNotByItsExitCode() {
    assertThat(OomKill.of(stopped(Optional.of(137), "OutOfMemoryError: killed")))
        .contains(new OomKill("3f2a", "app", 137, "OutOfMemoryError: killed", at(3)));
    assertThat(OomKill.of(stopped(Optional.of(0), "OutOfMemoryError: a child was killed")))
        .map(OomKill::exitCode)
        .contains(0);
    assertThat(OomKill.of(stopped(Optional.empty(), "OutOfMemoryError")))
        .map(OomKill::exitCode)
        .contains(0);
    assertThat(OomKill.of(stopped(Optional.of(137), ""))).as("any SIGKILL").isEmpty();
    assertThat(OomKill.of(stopped(Optional.of(1), "CannotStartContainerError"))).isEmpty();
  }

  private static Finding finding(
      String rule, Instant now, List<OomKill> kills, MemorySeries... series) {
    return evaluator(kills, series).evaluate(RUNBOOK, now).stream()
        .filter(evaluation -> evaluation.key().rule().equals(rule))
        .findFirst()
        .orElseThrow()
        .finding()
        .orElseThrow();
  }

  private static RuleEvaluator evaluator(List<OomKill> kills, MemorySeries... series) {
    return new RuleEvaluator(new ServiceMemory(Arrays.asList(series)), kills, Set.of());
  }

  private static OomKill kill(String task, Instant at) {
    return new OomKill(task, "app", 137, "OutOfMemoryError", at);
  }

  private static StoppedTask stopped(Optional<Integer> exitCode, String reason) {
    return new StoppedTask(
        SampleServices.id("shop", "cart"),
        "3f2a",
        "arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:1",
        Optional.of(at(0)),
        at(3),
        "EssentialContainerExited",
        "Essential container in task exited",
        List.of(
            new StoppedTask.Exit("proxy", Optional.of(0), ""),
            new StoppedTask.Exit("app", exitCode, reason)));
  }
}
