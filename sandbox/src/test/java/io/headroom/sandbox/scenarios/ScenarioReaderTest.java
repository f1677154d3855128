package io.headroom.sandbox.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.sandbox.scenarios.Scenario.Moment;
import io.headroom.sandbox.scenarios.Scenario.Run;
import io.headroom.sandbox.scenarios.Scenario.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReaderTest {

  private static final String BLOCK =
      """
      # Four minutes
      # are not five.
      rule: usage above 80% for 5m, clears below 75% for 5m
      fired: no
      series: 60 _ 92x2 10..40x4
      late: 2m
      kills: 3m 1h
      expect: PENDING NOT_LONG_ENOUGH
      """;

  @Test
  void readsABlock() {
    Scenario scenario = only("\n\n" + BLOCK);

    assertThat(scenario.place()).isEqualTo("file.txt:3");
    assertThat(scenario.sentence()).isEqualTo("Four minutes are not five.");
    assertThat(scenario.rule().orElseThrow())
        .isInstanceOfSatisfying(
            UsageRule.class,
            rule -> {
              assertThat(rule.above()).isEqualTo(0.8);
              assertThat(rule.clearBelow()).isEqualTo(0.75);
            });
    assertThat(scenario.expected()).isEqualTo(new Moment(false, Reason.NOT_LONG_ENOUGH));
    Situation situation = scenario.situation();
    assertThat(series(situation).values())
        .containsExactly(60.0, 92.0, 92.0, 10.0, 20.0, 30.0, 40.0);
    assertThat(Duration.between(situation.begin(), situation.end()))
        .as("the gap takes its minute")
        .isEqualTo(Duration.ofMinutes(7));
    assertThat(situation.kills())
        .containsExactly(
            situation.end().minus(Duration.ofMinutes(3)),
            situation.end().minus(Duration.ofHours(1)));
  }

  @Test
  void readsAStoryOfAServiceWithItsMetricsTasksAndDeployments() {
    Scenario scenario =
        only(
            """
            # A day of a service.
            service: api with nodejs-heap python-service
            limit: 512MiB
            every: 5m
            series: 40..60x3 _
            heap a: 90x2
            gc: 12x2
            deployed: 90m..80m 10m..
            started a: 40m
            restarts: 5m
            states nodejs-heap/heap-high: NORMAL 4m, PENDING, FIRING 1h
            says: heap-high fires
            says: heap-high cleared
            """);

    Situation situation = scenario.situation();
    assertThat(situation.name()).isEqualTo("api");
    assertThat(situation.runbooks()).contains("nodejs-heap python-service");
    assertThat(situation.limit()).isEqualTo(Bytes.mib(512));
    assertThat(series(situation).values())
        .as("the minutes between lie on the line")
        .hasSize(11)
        .startsWith(40.0, 42.0)
        .endsWith(58.0, 60.0);
    assertThat(situation.heap()).containsOnlyKeys(Subject.task("a"));
    assertThat(situation.rollouts()).hasSize(2);
    assertThat(situation.service(situation.end()).deploying()).isTrue();
    assertThat(scenario.expected())
        .isEqualTo(
            new Story(
                Map.of(
                    "nodejs-heap/heap-high",
                    List.of(
                        new Run(State.NORMAL, Optional.of(Duration.ofMinutes(4))),
                        new Run(State.PENDING, Optional.empty()),
                        new Run(State.FIRING, Optional.of(Duration.ofHours(1))))),
                Optional.of(List.of("heap-high fires", "heap-high cleared"))));
  }

  @Test
  void stepsRepeatTogetherAndSeriesAddUp() {
    Scenario scenario =
        only(
            """
            # Teeth on a ramp, with a gap.
            series: 30..36x7 + (0 5)x2 _ (0)x2
            kills: 1h30m
            says: nothing
            """);

    Situation situation = scenario.situation();
    assertThat(series(situation).values()).containsExactly(30.0, 36.0, 32.0, 38.0, 35.0, 36.0);
    assertThat(situation.kills()).containsExactly(situation.end().minus(Duration.ofMinutes(90)));
  }

  @Test
  void jitterIsTheSameEachTimeAndStaysWithinItsBound() {
    String block =
        """
        # Noise.
        jitter: 0.5
        series: 60x500
        says: nothing
        """;

    List<Double> values = List.copyOf(series(only(block).situation()).values());

    assertThat(values).isEqualTo(List.copyOf(series(only(block).situation()).values()));
    assertThat(values).allSatisfy(value -> assertThat(value).isBetween(59.5, 60.5));
    assertThat(values.stream().distinct().count()).isGreaterThan(400);
  }

  @Test
  void readsBlocksApartAndTasksByName() {
    String tasks =
        """
        # Two tasks.
        rule: growth of more than 10MiB within 30m for 1h, while above 80%, clears below 5MiB for 30m
        fired: yes
        task a: 60
        task b: 70
        expect: NO_DATA MISSING_DATA\
        """;
    List<Scenario> both = new ScenarioReader("file.txt").read(BLOCK + "\n" + tasks);

    assertThat(both).extracting(Scenario::place).containsExactly("file.txt:1", "file.txt:10");
    assertThat(both.getLast().situation().series().keySet())
        .containsExactly(Subject.task("a"), Subject.task("b"));
    assertThat(both.getLast().rule().orElseThrow())
        .isInstanceOfSatisfying(
            GrowthRule.class,
            rule -> {
              assertThat(rule.moreThan()).isEqualTo(Bytes.mib(10));
              assertThat(rule.within()).isEqualTo(Duration.ofMinutes(30));
              assertThat(rule.forAtLeast()).isEqualTo(Duration.ofHours(1));
              assertThat(rule.whileAbove()).isEqualTo(0.8);
              assertThat(rule.clearBelow()).isEqualTo(Bytes.mib(5));
              assertThat(rule.clearFor()).isEqualTo(Duration.ofMinutes(30));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule: usage above 80%|rule: usage over 80%|1: \"usage over 80% for 5m",
        "above 80%|above 180%|1: above is above 0 and at most 1",
        "below 75%|below 85%|1: clear-below is at most above",
        "fired: no|fired: perhaps|1: fired is yes or no, not \"perhaps\"",
        "fired: no|firing: no|4: \"firing\" is none of",
        "fired: no|no|4: \"no\" is none of",
        "fired: no|# no|1: the block has no \"fired:\"",
        "late: 2m|fired: no|6: \"fired\" stands twice",
        "60 _|60 __|1: \"__\" is no part of a series",
        "60 _|60 -1|1: \"-1\" is no part of a series",
        "60 _|60 NaN|1: \"NaN\" is no part of a series",
        "92x2|92x0|1: \"92x0\" repeats too little",
        "10..40x4|10..40|1: \"10..40\" repeats too little",
        "60 _|(60 _|1: \"(60 _ 92x2 10..40x4\" is no series: a parenthesis stands alone",
        "60 _|60) _|1: \"60) _ 92x2 10..40x4\" is no series: a parenthesis stands alone",
        "60 _|(60)x0|1: \"(60)x0 92x2 10..40x4\" repeats too little",
        "60 _|()x3|1: \"()x3 92x2 10..40x4\" is no series: a part of it has no value",
        "60 _|60 +|1: the parts of the sum \"60 + 92x2 10..40x4\" are not as long as each other: 1 and 6",
        "60 _|(60x999999)x9|1: \"(60x999999)x9 92x2 10..40x4\" has more than 129600 values",
        "late: 2m|late: 2|1: \"2\" is no time",
        "late: 2m|late: 2m1h|1: \"2m1h\" is no time",
        "late: 2m|jitter: a bit|1: \"a bit\" is no percentage",
        "kills: 3m|kills: soon|1: \"soon\" is no time",
        "PENDING NOT|FIRING NOT|1: \"FIRING NOT_LONG_ENOUGH\" is no state with a reason of it",
      })
  void aMistakeIsToldWithFileLineAndWord(String right, String wrong, String message) {
    assertThat(BLOCK).contains(right);
    assertThatThrownBy(() -> only(BLOCK.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file.txt:" + message);
  }

  @Test
  void aBlockWithoutASentenceIsAMistake() {
    String silent = BLOCK.replaceAll("#.*\\R", "");
    assertThatThrownBy(() -> only(silent)).hasMessageContaining("the block has no sentence");
  }

  private static NavigableMap<Instant, Double> series(Situation situation) {
    return Objects.requireNonNull(situation.series().get(Subject.SERVICE));
  }

  private static Scenario only(String text) {
    List<Scenario> scenarios = new ScenarioReader("file.txt").read(text);
    assertThat(scenarios).hasSize(1);
    return scenarios.getFirst();
  }
}
