package io.headroom.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TrendTest {

  private static final double MIB = Bytes.mib(1).value();
  private static final int SEEDS = 500;

  @Test
  void aStraightLineIsKnownExactly() {
    Trend trend = trend(30, minute -> 100 + 2 * minute);
    assertThat(trend.bytesPerMinute()).isEqualTo(2 * MIB);
    assertThat(trend.atLeast()).isEqualTo(2 * MIB);
    assertThat(trend.over(Duration.ofMinutes(10))).isEqualTo(Bytes.mib(20));
    assertThat(trend.atLeastOver(Duration.ofSeconds(30))).isEqualTo(Bytes.mib(1));
  }

  @Test
  void memoryThatShrinksHasANegativeTrend() {
    assertThat(trend(10, minute -> 100 - 3 * minute).over(Duration.ofMinutes(2)))
        .isEqualTo(Bytes.mib(-6));
  }

  @Test
  void threeSamplesAreNoTrendAndFourAre() {
    assertThat(Trend.of(TestSeries.of(3, minute -> minute))).isEmpty();
    assertThat(Trend.of(TestSeries.of(4, minute -> minute))).isPresent();
  }

  @Test
  void oneSpikeDoesNotBendIt() {
    Trend trend = trend(10, minute -> 100 + minute + (minute == 7 ? 500 : 0));
    assertThat(trend.bytesPerMinute()).isEqualTo(MIB);
    assertThat(trend.atLeast()).as("still surely climbing").isPositive();
  }

  @Test
  void aGapIsNotAStep() {
    Trend trend = trend(20, minute -> minute % 4 == 1 || minute == 10 ? Double.NaN : 3 * minute);
    assertThat(trend.bytesPerMinute()).isEqualTo(3 * MIB);
  }

  @Test
  void noiseDoesNotBiasTheSlope() {
    assertThat(slopes(minute -> 512, 1).average().orElseThrow() / MIB).isCloseTo(0, within(0.01));
    assertThat(slopes(minute -> 512 + 2 * minute, 1).average().orElseThrow() / MIB)
        .isCloseTo(2, within(0.01));
  }

  @Test
  void theBoundIsBelowTheTrueSlopeAsOftenAsItSays() {
    for (int minutes : new int[] {6, 10, 30, 60}) {
      long above =
          LongStream.range(0, SEEDS)
              .mapToObj(seed -> noisy(seed, minutes, minute -> 512 + minute, 1))
              .filter(trend -> trend.atLeast() > MIB)
              .count();
      assertThat(above)
          .as("of %d seeds, %d samples each", SEEDS, minutes)
          .isBetween(1L, Math.round(0.04 * SEEDS));
    }
  }

  @Test
  void flatMemoryWithJitterIsNotCalledGrowing() {
    Bytes left = Bytes.mib(512);
    assertThat(LongStream.range(0, SEEDS))
        .allSatisfy(
            seed ->
                assertThat(noisy(seed, 30, minute -> 512, 0.002 * 512).timeToUse(left))
                    .as("512 MiB with 0.2 %% of noise, seed %d", seed)
                    .isEmpty());
  }

  @Test
  void aLeakIsCalledGrowingThroughTheSameJitter() {
    assertThat(LongStream.range(0, SEEDS))
        .allSatisfy(
            seed ->
                assertThat(
                        noisy(seed, 30, minute -> 512 + minute, 0.002 * 512)
                            .timeToUse(Bytes.mib(300)))
                    .hasValueSatisfying(
                        time -> assertThat(time.toMinutes()).isBetween(270L, 330L)));
  }

  @Test
  void theTimeLeftIsWhatIsLeftAtThisPace() {
    Trend trend = trend(10, minute -> 100 + 2 * minute);
    assertThat(trend.timeToUse(Bytes.mib(120))).contains(Duration.ofHours(1));
    assertThat(trend.timeToUse(Bytes.ZERO)).contains(Duration.ZERO);
    assertThat(trend.timeToUse(Bytes.mib(2880))).contains(Trend.LONGEST_FORECAST);
    assertThat(trend.timeToUse(Bytes.mib(2881))).as("longer than half an hour can tell").isEmpty();
    assertThat(trend.timeToUse(Bytes.mib(-1))).as("above the limit already").isEmpty();
    assertThat(trend(10, minute -> 100).timeToUse(Bytes.mib(1))).isEmpty();
    assertThat(trend(10, minute -> 100 - minute).timeToUse(Bytes.mib(1))).isEmpty();
  }

  private static DoubleStream slopes(IntToDoubleFunction mib, double sigma) {
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed -> noisy(seed, 30, mib, sigma).bytesPerMinute());
  }

  private static Trend noisy(long seed, int minutes, IntToDoubleFunction mib, double sigma) {
    IntToDoubleFunction noise = TestSeries.noise(seed, sigma);
    return trend(minutes, minute -> mib.applyAsDouble(minute) + noise.applyAsDouble(minute));
  }

  private static Trend trend(int minutes, IntToDoubleFunction mib) {
    return Trend.of(TestSeries.of(minutes, mib)).orElseThrow();
  }
}
