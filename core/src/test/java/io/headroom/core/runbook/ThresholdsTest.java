package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThresholdsTest {

  @Test
  void aShareOfTheLimitMovesWhatClearsByAsMuch() {
    var rule = (UsageRule) Thresholds.with(TestRunbooks.high(), "90%");
    assertThat(rule.above()).isEqualTo(0.90);
    assertThat(rule.clearBelow()).isCloseTo(0.85, within(1e-9));
    assertThat(rule.forAtLeast()).isEqualTo(TestRunbooks.high().forAtLeast());
    var low = (UsageRule) Thresholds.with(TestRunbooks.high(), "4 %");
    assertThat(low.clearBelow()).as("never below nothing").isBetween(0.0, 0.04);
  }

  static Stream<Rule> bundled() {
    return Runbooks.bundled().all().stream().map(Runbook::rules).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void whatARuleSaysOfItselfSetsItToTheSame(Rule rule) {
    if (rule instanceof LeakRule leak && leak.whileAbove() == 0) {
      return;
    }
    assertThat(Thresholds.of(Thresholds.with(rule, Thresholds.of(rule))))
        .isEqualTo(Thresholds.of(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"85", "0%", "101%", "-5%", "high", "85 percent", "NaN%", "1e1%"})
  void whatIsNoShareIsRefusedWithAnExample(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Thresholds.with(TestRunbooks.high(), value))
        .withMessageContaining("\"" + value + "\"")
        .withMessageContaining("such as 85%");
  }

  @ParameterizedTest
  @CsvSource({"0", "1001", "three", "1.5"})
  void whatIsNoCountIsRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Thresholds.with(TestRunbooks.oomKilled(), value))
        .withMessageContaining("a whole number from 1 to 1000");
  }

  @Test
  void growthAndRatesMoveWhatClearsInProportion() {
    GrowthRule growth = first(GrowthRule.class);
    var more = (GrowthRule) Thresholds.with(growth, "40 MiB");
    assertThat(more.moreThan()).isEqualTo(Bytes.mib(40));
    assertThat((double) more.clearBelow().value() / more.moreThan().value())
        .isCloseTo((double) growth.clearBelow().value() / growth.moreThan().value(), within(1e-6));
    RateRule rate = first(RateRule.class);
    var faster = (RateRule) Thresholds.with(rate, "20/s");
    assertThat(faster.abovePerSecond()).isEqualTo(20);
    assertThat(faster.clearBelowPerSecond() / 20)
        .isCloseTo(rate.clearBelowPerSecond() / rate.abovePerSecond(), within(1e-9));
    assertThatIllegalArgumentException().isThrownBy(() -> Thresholds.with(growth, "40"));
    assertThatIllegalArgumentException().isThrownBy(() -> Thresholds.with(rate, "fast"));
  }

  private static <T extends Rule> T first(Class<T> type) {
    return bundled().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
