package io.headroom.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.headroom.bench.Deployed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thousand services in one scope, and what each of its minutes may take. */
final class SettledTest {

  private static final Deployed FUNCTION =
      new Deployed("CheckFleet", "io.headroom.Handler", 1_024, Duration.ofMinutes(2));

  @Test
  void holdsAtEachBound() {
    assertThat(after(tick(59_999, 228, 1, 10)).holds()).isTrue();
    // 1.1 x ten calls are one more.
    assertThat(settled(11, tick(1_000, 228, 1, 10), 10)).isTrue();
  }

  @Test
  void aCheckThatMeetsTheNextDoesNotHold() {
    assertThat(after(tick(60_000, 228, 1, 10)).holds()).isFalse();
  }

  @Test
  void moreCallsThanTheMetricsNeedDoNotHold() {
    assertThat(after(tick(1_000, 228, 2, 10)).holds()).isFalse();
    assertThat(settled(12, tick(1_000, 228, 1, 10), 10)).isFalse();
  }

  @Test
  void moreThanATenthDescribedDoesNotHold() {
    assertThat(after(tick(1_000, 228, 1, 11)).holds()).isFalse();
  }

  /** 228 metrics a minute cost $99.86 a month, 229 cost $100.30. */
  @Test
  void aPriceOfMoreThanAThirdOfThreeAlarmsDoesNotHold() {
    assertThat(after(tick(1_000, 229, 1, 10)).holds()).isFalse();
  }

  @Test
  void saysWhatWasMeasuredBesideItsBound() {
    assertThat(after(tick(4_000, 200, 1, 7)).table(Duration.ofSeconds(40)))
        .contains(
            "| slowest check of a scope | 4.0 s | 60 s",
            "| the same, of a function that has just started | 40.0 s | 120 s",
            "| calls of GetMetricData a minute | 1 | 1:",
            "| calls of DescribeServices a minute | 7 | 10:",
            "| a month of GetMetricData | $88 | $100:",
            "| a month of Lambda, at 1,024 MB | $3 |");
  }

  /** Ten minutes with so many calls of GetMetricData in all. */
  private static boolean settled(int calls, Ticks.Tick like, int minutes) {
    var settled = new Settled(FUNCTION, 1_000, 1);
    settled.add(
        List.of(new Ticks.Tick(like.took(), like.metrics(), calls - minutes + 1, like.describes())),
        1);
    Collections.nCopies(minutes - 1, like).forEach(tick -> settled.add(List.of(tick), 1));
    return settled.holds();
  }

  private static Settled after(Ticks.Tick tick) {
    var settled = new Settled(FUNCTION, 1_000, 1);
    settled.add(List.of(tick), 1);
    return settled;
  }

  private static Ticks.Tick tick(int millis, int queries, int metricCalls, int describes) {
    var metrics = new JsonObject();
    metrics.addProperty("queries", queries);
    return new Ticks.Tick(Duration.ofMillis(millis), metrics, metricCalls, describes);
  }
}
