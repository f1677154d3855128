package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateMetric;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LookbackTest {

  private static final Bytes MIB = Bytes.mib(1);

  @Test
  void isTheLongerOfTheTimesToFireAndToClear() {
    assertThat(usage(5, Optional.empty(), 7)).isEqualTo(minutes(7));
    assertThat(usage(9, Optional.empty(), 7)).isEqualTo(minutes(9));
    assertThat(usage(3, Optional.of(minutes(12)), 7)).as("out of 12").isEqualTo(minutes(12));
  }

  @Test
  void isTheWindowLongerWhereARuleHasOne() {
    var rate =
        new RateRule(
            "r", Severity.SEV3, RateMetric.GC, 10, minutes(5), minutes(10), 8, minutes(10), "s");
    assertThat(Lookback.of(rate)).isEqualTo(minutes(15));
  }

  @Test
  void growthIsLookedAtAgainForTheTimeToClearAsFarAsMinutesAreKept() {
    assertThat(growth(30, 20)).isEqualTo(minutes(80));
    assertThat(growth(60, 60)).isEqualTo(minutes(120));
  }

  @Test
  void isNothingForARuleThatLooksAtNoSamples() {
    assertThat(
            Lookback.of(new OomKilledRule("r", Severity.SEV1, 1, minutes(600), minutes(30), "s")))
        .isZero();
    assertThat(Lookback.of(new RestartsRule("r", Severity.SEV1, 3, minutes(30), minutes(30), "s")))
        .isZero();
    assertThat(Lookback.of(new LeakRule("r", Severity.SEV2, Metric.MEMORY, 0, minutes(30), "s")))
        .isZero();
  }

  private static Duration usage(int forMinutes, Optional<Duration> outOf, int clear) {
    return Lookback.of(
        new UsageRule(
            "r",
            Severity.SEV3,
            Metric.MEMORY,
            0.8,
            minutes(forMinutes),
            outOf,
            0.75,
            minutes(clear),
            "s"));
  }

  private static Duration growth(int forMinutes, int clear) {
    return Lookback.of(
        new GrowthRule(
            "r",
            Severity.SEV3,
            Metric.MEMORY,
            MIB,
            minutes(30),
            minutes(forMinutes),
            0,
            MIB,
            minutes(clear),
            "s"));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
