package io.headroom.core.remedy;

import static io.headroom.core.series.TestSeries.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.Verification;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A remedy was done at noon, on a service with 1 GiB. Warming up takes 3 minutes and the
 * verification 10: the minutes 3 to 12 are judged, and the last of them is over at 12:13.
 */
final class VerifierTest {

  private static final Bytes LIMIT = Bytes.mib(1024);
  private static final int SEEDS = 200;

  /** Below 80 %, growth below 1 MiB in 10 min, for 10 min, no kill: the strictest of the seeds. */
  private static final Verification STRICT =
      new Verification(
          0.80, Bytes.mib(1), Duration.ofMinutes(10), Duration.ofMinutes(10), true, List.of());

  @Test
  void itTakesTheWarmUpAndTheTimeToHold() {
    assertThat(new Verifier(STRICT).takes()).isEqualTo(Duration.ofMinutes(13));
  }

  @Test
  void memoryThatStaysLowHolds() {
    VerificationResult result = judge(14, minute -> 400);
    assertThat(result)
        .isEqualTo(
            new VerificationResult(
                Outcome.HELD,
                result.peak(),
                new Ratio(0.80),
                result.growth(),
                Bytes.mib(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10)));
    assertThat(result.peak()).contains(new Ratio(400.0 / 1024));
    assertThat(result.growth()).contains(Bytes.ZERO);
  }

  @Test
  void untilItsTimeIsOverItWatches() {
    for (int minute = 0; minute < 13; minute++) {
      VerificationResult result = judge(minute, m -> 400);
      assertThat(result.outcome()).as("minute %d", minute).isEqualTo(Outcome.WATCHING);
      assertThat(result.watched())
          .as("minute %d, the newest sample is that of the minute before", minute)
          .isEqualTo(Duration.ofMinutes(Math.max(0, minute - 3)));
    }
    assertThat(judge(13, m -> 400).outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void theMinuteWithinWhichItWasDoneCountsWhole() {
    var memory = memory(13, minute -> 400);
    VerificationResult result =
        new Verifier(STRICT).judge(memory, List.of(), at(0).plusSeconds(59), at(13));
    assertThat(result.outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void whatNewTasksGrowByWhileTheyWarmUpDoesNotCount() {
    assertThat(judge(13, minute -> minute < 3 ? 100 + 100 * minute : 400).outcome())
        .isEqualTo(Outcome.HELD);
    assertThat(judge(13, minute -> minute < 3 ? 1000 : 400).outcome())
        .as("nor what the old ones used")
        .isEqualTo(Outcome.HELD);
  }

  @Test
  void threeMinutesAtTheThresholdAreAboveItAtOnce() {
    assertThat(judge(9, minute -> minute >= 6 ? 0.80 * 1024 : 400).outcome())
        .isEqualTo(Outcome.ABOVE_THRESHOLD);
    assertThat(judge(9, minute -> minute >= 7 ? 0.90 * 1024 : 400).outcome())
        .as("two may be a spike")
        .isEqualTo(Outcome.WATCHING);
    assertThat(judge(13, minute -> minute % 4 == 0 ? 0.90 * 1024 : 400).outcome())
        .as("three apart are as many: 4, 8, 12")
        .isEqualTo(Outcome.ABOVE_THRESHOLD);
    assertThat(judge(13, minute -> minute == 5 || minute == 9 ? 0.90 * 1024 : 400).outcome())
        .isEqualTo(Outcome.HELD);
    assertThat(judge(13, minute -> 0.799 * 1024).outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void thePeakIsTheHighestSinceTheWarmUp() {
    assertThat(judge(13, minute -> minute == 1 ? 1000 : minute == 8 ? 700 : 400).peak())
        .contains(new Ratio(700.0 / 1024));
    assertThat(judge(2, minute -> 400).peak()).isEmpty();
  }

  @Test
  void aKillSinceTheRemedyMeansThatItDidNotHold() {
    assertThat(judge(1, minute -> 400, kill(at(0).plusSeconds(1))).outcome())
        .as("while warming up too, and at once")
        .isEqualTo(Outcome.OOM_KILLED);
    assertThat(judge(13, minute -> 400, kill(at(12))).outcome()).isEqualTo(Outcome.OOM_KILLED);
    assertThat(judge(13, minute -> 400, kill(at(0)), kill(at(-5))).outcome())
        .as("those before the remedy are why there was one")
        .isEqualTo(Outcome.HELD);
  }

  @Test
  void aKillWhileMetricsAreWaitedForCountsToo() {
    var memory = memory(13, minute -> 400);
    VerificationResult result =
        new Verifier(STRICT).judge(memory, List.of(kill(at(13).plusSeconds(30))), at(0), at(14));
    assertThat(result.outcome()).isEqualTo(Outcome.OOM_KILLED);
  }

  @Test
  void aRunbookMaySayThatKillsDoNotMatter() {
    var lenient =
        new Verification(
            0.80, Bytes.mib(1), Duration.ofMinutes(10), Duration.ofMinutes(10), false, List.of());
    VerificationResult result =
        new Verifier(lenient).judge(memory(13, minute -> 400), List.of(kill(at(5))), at(0), at(13));
    assertThat(result.outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void metricsThatAreLateAreWaitedFor() {
    Verifier verifier = new Verifier(STRICT);
    ServiceMemory late = memory(12, minute -> 400);
    VerificationResult waiting = verifier.judge(late, List.of(), at(0), at(13));
    assertThat(waiting.outcome()).isEqualTo(Outcome.WAITING_FOR_METRICS);
    assertThat(waiting.watched()).isEqualTo(Duration.ofMinutes(9));
    assertThat(verifier.judge(late, List.of(), at(0), at(28)).outcome())
        .isEqualTo(Outcome.WAITING_FOR_METRICS);
    assertThat(verifier.judge(late, List.of(), at(0), at(28).plusSeconds(1)).outcome())
        .as("a quarter of an hour after its end")
        .isEqualTo(Outcome.NO_DATA);
    assertThat(verifier.judge(memory(13, m -> 400), List.of(), at(0), at(15)).outcome())
        .as("they came")
        .isEqualTo(Outcome.HELD);
  }

  @Test
  void withoutAnyMetricsThereIsNothingToSay() {
    Verifier verifier = new Verifier(STRICT);
    VerificationResult watching = verifier.judge(ServiceMemory.UNKNOWN, List.of(), at(0), at(5));
    assertThat(watching.outcome()).isEqualTo(Outcome.WATCHING);
    assertThat(watching.peak()).isEmpty();
    assertThat(watching.growth()).isEmpty();
    assertThat(watching.watched()).isEqualTo(Duration.ZERO);
    assertThat(verifier.judge(ServiceMemory.UNKNOWN, List.of(), at(0), at(20)).outcome())
        .isEqualTo(Outcome.WAITING_FOR_METRICS);
    assertThat(verifier.judge(ServiceMemory.UNKNOWN, List.of(), at(0), at(29)).outcome())
        .isEqualTo(Outcome.NO_DATA);
  }

  @Test
  void gapsAreFineWhileSixOfTenMinutesAreThere() {
    List<Integer> missing = List.of(4, 6, 8, 12);
    IntToDoubleFunction six = minute -> missing.contains(minute) ? Double.NaN : 400;
    assertThat(judge(14, six).outcome())
        .as("the last of them may be missing once CloudWatch has gone on")
        .isEqualTo(Outcome.HELD);
    assertThat(judge(14, six).watched()).isEqualTo(Duration.ofMinutes(10));
    IntToDoubleFunction five = minute -> minute == 10 ? Double.NaN : six.applyAsDouble(minute);
    assertThat(judge(14, five).outcome()).isEqualTo(Outcome.WAITING_FOR_METRICS);
    assertThat(judge(29, five).outcome()).isEqualTo(Outcome.NO_DATA);
  }

  @Test
  void whatComesAfterItsTimeIsAnotherMatter() {
    assertThat(judge(16, minute -> minute >= 13 ? 1000 : 400).outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void growthAboveTheBoundIsGrowing() {
    VerificationResult result = judge(13, minute -> 400 + 0.2 * minute);
    assertThat(result.outcome()).isEqualTo(Outcome.GROWING);
    assertThat(result.growth().orElseThrow().value())
        .isBetween(Bytes.mib(2).value() - 1, Bytes.mib(2).value() + 1);
    assertThat(judge(13, minute -> 400 + 0.09 * minute).outcome())
        .as("0.9 MiB in 10 min")
        .isEqualTo(Outcome.HELD);
    assertThat(judge(13, minute -> 400 - 2 * minute).outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void noiseIsNotTakenForGrowth() {
    long held = seeds().filter(seed -> noisy(seed, 0, m -> false) == Outcome.HELD).count();
    assertThat(held)
        .as("of %d times with 0.2 %% of noise on 1 GiB", SEEDS)
        .isGreaterThanOrEqualTo(SEEDS * 97L / 100);
  }

  @Test
  void aLeakIsSeenThroughTheNoise() {
    assertThat(seeds().filter(seed -> noisy(seed, 2, m -> false) != Outcome.GROWING))
        .as("seeds that miss 2 MiB a minute")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 12})
  void aSpikeNeitherHidesALeakNorMakesOne(int spike) {
    assertThat(judge(13, m -> 400 + 2 * m + (m == spike ? 300 : 0)).outcome())
        .isEqualTo(Outcome.GROWING);
    assertThat(judge(13, m -> 400 + (m == spike ? 300 : 0)).outcome()).isEqualTo(Outcome.HELD);
  }

  @Test
  void noiseWithGapsIsNotTakenForGrowthEither() {
    List<Integer> missing = List.of(4, 6, 8, 10);
    long held = seeds().filter(seed -> noisy(seed, 0, missing::contains) == Outcome.HELD).count();
    assertThat(held).isGreaterThanOrEqualTo(SEEDS * 97L / 100);
  }

  private static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  /** The outcome with noise of 0.2 % of 1 GiB around a straight line. */
  private static Outcome noisy(int seed, double mibPerMinute, IntPredicate missing) {
    IntToDoubleFunction noise = TestSeries.noise(seed, 0.002 * 1024);
    return judge(
            13,
            minute -> {
              double value = 500 + mibPerMinute * minute + noise.applyAsDouble(minute);
              return missing.test(minute) ? Double.NaN : value;
            })
        .outcome();
  }

  /** Judged so many minutes after noon, with a sample of every minute before. */
  private static VerificationResult judge(int minutes, IntToDoubleFunction mib, OomKill... kills) {
    return new Verifier(STRICT).judge(memory(minutes, mib), List.of(kills), at(0), at(minutes));
  }

  private static ServiceMemory memory(int minutes, IntToDoubleFunction mib) {
    MemorySeries series = TestSeries.of(Subject.SERVICE, LIMIT, minutes, mib);
    return new ServiceMemory(List.of(series));
  }

  private static OomKill kill(Instant at) {
    return new OomKill("3f2a", "app", 137, "OutOfMemoryError", at);
  }
}
