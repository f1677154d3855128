package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTextTest {

  @ParameterizedTest
  @CsvSource({
    "WATCHING, not surely above",
    "WAITING_FOR_METRICS, not surely above",
    "HELD, not surely above",
    "GROWING, not below",
    "ABOVE_THRESHOLD, bound",
    "OOM_KILLED, bound",
    "NO_DATA, bound"
  })
  void growthAboveItsBoundSaysWhatWasJudged(Outcome outcome, String words) {
    assertThat(VerificationText.readings(result(outcome, Optional.of(Bytes.mib(3)))))
        .isEqualTo("peak 41% (below 80%), growth 3 MiB/10 min (" + words + " 1 MiB)");
  }

  @Test
  void memoryThatShrinksIsBelow() {
    assertThat(VerificationText.readings(result(Outcome.WATCHING, Optional.of(Bytes.mib(-2)))))
        .isEqualTo("peak 41% (below 80%), shrank 2 MiB/10 min (below 1 MiB)");
  }

  @Test
  void withTooFewSamplesTheBoundIsToldAllTheSame() {
    assertThat(VerificationText.numbers(result(Outcome.WATCHING, Optional.empty())))
        .isEqualTo("peak 41% (below 80%), growth not known yet (to stay below 1 MiB), 6 of 10 min");
  }

  private static VerificationResult result(Outcome outcome, Optional<Bytes> growth) {
    return new VerificationResult(
        outcome,
        Optional.of(new Ratio(0.41)),
        new Ratio(0.8),
        growth,
        Bytes.mib(1),
        Duration.ofMinutes(10),
        Duration.ofMinutes(6),
        Duration.ofMinutes(10));
  }
}
