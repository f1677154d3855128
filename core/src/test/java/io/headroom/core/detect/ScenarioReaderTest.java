package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Sample;
import java.time.Duration;
import java.util.List;
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
    assertThat(scenario.rule())
        .isInstanceOfSatisfying(
            UsageRule.class,
            rule -> {
              assertThat(rule.above()).isEqualTo(0.8);
              assertThat(rule.clearBelow()).isEqualTo(0.75);
            });
    assertThat(scenario.fired()).isFalse();
    assertThat(scenario.expected()).isEqualTo(Reason.NOT_LONG_ENOUGH);
    List<Sample> samples = scenario.memory().hottest().orElseThrow().samples();
    assertThat(samples)
        .extracting(sample -> Math.round(sample.bytes() / Bytes.mib(10).value()))
        .containsExactly(60L, 92L, 92L, 10L, 20L, 30L, 40L);
    assertThat(Duration.between(samples.getFirst().at(), samples.getLast().at()))
        .as("the gap takes its minute")
        .isEqualTo(Duration.ofMinutes(7));
    assertThat(Duration.between(samples.getLast().at(), scenario.now()))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(scenario.kills())
        .extracting(kill -> Duration.between(kill.at(), scenario.now()))
        .containsExactly(Duration.ofMinutes(3), Duration.ofHours(1));
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
    assertThat(both.getLast().memory().tasks())
        .extracting(task -> task.subject().task().orElseThrow())
        .containsExactly("a", "b");
    assertThat(both.getLast().rule())
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
        "late: 2m|late: 2|1: \"2\" is no time",
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

  private static Scenario only(String text) {
    List<Scenario> scenarios = new ScenarioReader("file.txt").read(text);
    assertThat(scenarios).hasSize(1);
    return scenarios.getFirst();
  }
}
