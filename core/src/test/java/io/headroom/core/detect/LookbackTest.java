package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookbackTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage above 80% for 5m, clears below 75% for 7m|PT7M",
        "usage above 80% for 9m, clears below 75% for 7m|PT9M",
        "growth of more than 10MiB within 30m for 1h, clears below 5MiB for 30m|PT90M",
        "growth of more than 10MiB within 30m for 1h, clears below 5MiB for 2h|PT150M",
        "oom-killed 1 within 10h, clears after 30m|PT0S",
        "restarts 3 within 10h, clears after 30m|PT0S",
        "leak, clears after 30m|PT0S",
      })
  void isTheWindowAndTheLongerOfTheTimesToFireAndToClear(String rule, Duration lookback) {
    assertThat(Lookback.of(ScenarioWords.rule(rule))).isEqualTo(lookback);
  }
}
