package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerificationTest {

  @Test
  void theStrictestSatisfiesEach() {
    Verification low = verification(0.7, 5, 10, 10, false, "a");
    Verification slow = verification(0.8, 9, 30, 30, true, "b");
    Verification quick = verification(0.9, 2, 5, 15, false, "a");

    assertThat(Verification.strictest(List.of(low, slow, quick)))
        .isEqualTo(
            new Verification(
                0.7,
                Bytes.mib(9),
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                true,
                List.of("a", "b")));
  }

  @Test
  void ofEqualRatesTheShorterWindowWins() {
    Verification wide = verification(0.8, 2, 20, 20, true, "a");
    Verification narrow = verification(0.8, 1, 10, 10, true, "a");

    assertThat(Verification.strictest(List.of(wide, narrow)).growthWithin())
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void ofOneItIsItself() {
    Verification one = verification(0.8, 1, 10, 10, true, "a");

    assertThat(Verification.strictest(List.of(one))).isEqualTo(one);
    assertThatThrownBy(() -> Verification.strictest(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one verification is needed");
  }

  @Test
  void aHoldThatEndsBeforeGrowthIsKnownIsRefused() {
    assertThatThrownBy(() -> verification(0.8, 1, 10, 9, true, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hold-for is at least growth-within");
    assertThatThrownBy(() -> verification(0, 1, 10, 10, true, "a"))
        .hasMessage("below is above 0 and at most 1, not 0.0");
    assertThatThrownBy(() -> verification(0.8, 0, 10, 10, true, "a"))
        .hasMessage("growth-below is more than nothing, not 0 B");
  }

  private static Verification verification(
      double below, int mib, int within, int hold, boolean noOomKills, String step) {
    return new Verification(
        below,
        Bytes.mib(mib),
        Duration.ofMinutes(within),
        Duration.ofMinutes(hold),
        noOomKills,
        List.of(step));
  }
}
