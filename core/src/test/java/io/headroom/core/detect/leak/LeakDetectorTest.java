package io.headroom.core.detect.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One story for each gate: the least that makes it say no, and nothing else. */
final class LeakDetectorTest {

  @Test
  void withoutValuesThereIsNoData() {
    assertThat(new Story().reason()).isEqualTo(Reason.NO_DATA);
  }

  @Test
  void aHistoryThatEndedSaysNothingOfNow() {
    Story story = leaking(20);

    assertThat(at(story, story.now().plus(Duration.ofMinutes(21)))).isEqualTo(Reason.STALE_DATA);
  }

  @Test
  void aHistoryFromTheFutureSaysNothingOfNow() {
    Story story = leaking(20);

    assertThat(at(story, story.now().minus(Duration.ofHours(2)))).isEqualTo(Reason.CLOCK_AHEAD);
  }

  @Test
  void withoutALimitThereIsNoLeak() {
    Story story = leaking(20);

    assertThat(LeakDetector.evaluate(story.history, Bytes.ZERO, List.of(), story.now()).reason())
        .isEqualTo(Reason.NO_LIMIT);
  }

  @Test
  void aTaskIsTooYoungForThreeHoursAfterItsStart() {
    Story story = new Story().then(72, _ -> 0.4).start().then(3, hour -> 0.4 + 0.05 * hour);

    assertThat(story.reason()).isEqualTo(Reason.TOO_YOUNG);
  }

  @Test
  void twoHoursOfHistoryAreTooYoung() {
    assertThat(new Story().then(2, hour -> 0.4 + 0.1 * hour).reason()).isEqualTo(Reason.TOO_YOUNG);
  }

  @Test
  void withASixthOfTheValuesNothingIsClaimed() {
    Story story = new Story().then(24, hour -> 0.4 + 0.015 * hour, minute -> minute % 180 >= 150);

    assertThat(story.reason()).isEqualTo(Reason.TOO_FEW_VALUES);
  }

  @Test
  void noiseIsNoTrend() {
    assertThat(new Story(0.01).then(100, _ -> 0.4).reason()).isEqualTo(Reason.NO_TREND);
  }

  @Test
  void lessThanThreePercentOfTheLimitDoesNotCount() {
    Story story = new Story(0.0005).then(28, hour -> 0.4 + 0.0009 * hour);

    assertThat(story.reason()).isEqualTo(Reason.NOT_MATERIAL);
  }

  @Test
  void whatGoesUpAndDownAtRandomIsNoLeak() {
    var seen = EnumSet.noneOf(Reason.class);
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var walk = new double[] {0.45};
      Story story =
          new Story()
              .then(
                  100,
                  hour -> {
                    walk[0] += 0.003 * random.nextGaussian();
                    walk[0] = Math.clamp(walk[0], 0.3, 0.7);
                    return walk[0];
                  });
      seen.add(story.reason());
    }
    assertThat(seen).contains(Reason.WANDERING).doesNotContain(Reason.LEAK);
  }

  @Test
  void whatTakesWeeksToReachTheLimitIsFarAway() {
    Story story = new Story().then(96, _ -> 0.2).then(72, hour -> 0.2 + 0.0014 * hour);

    assertThat(story.reason()).isEqualTo(Reason.FAR_FROM_LIMIT);
  }

  @Test
  void stepsAreNoLeak() {
    Story story =
        new Story().then(72, _ -> 0.4).then(12, hour -> 0.4 + 0.06 * Math.floor(hour / 3));

    assertThat(story.reason()).isEqualTo(Reason.STEP);
  }

  @Test
  void aCacheThatFillsAfterAStartEndsBelowTheLimit() {
    for (int hours = 4; hours < 40; hours++) {
      Reason reason =
          new Story()
              .then(120, _ -> 0.3)
              .start()
              .then(hours, hour -> 0.3 + 0.35 * (1 - Math.exp(-hour / 6)))
              .reason();
      assertThat(reason).isNotEqualTo(Reason.LEAK);
      if (hours >= 12 && hours <= 24) {
        assertThat(reason).isEqualTo(Reason.PLATEAU);
      }
    }
  }

  @Test
  void anEarlierRunThatEndedWellHadAsMuchAtThisAge() {
    DoubleUnaryOperator day = hour -> 0.4 + 0.018 * hour;
    Story story = new Story().start().then(24, day).start().then(24, day).start().then(20, day);

    assertThat(story.reason()).isEqualTo(Reason.AS_BEFORE);
  }

  @Test
  void onTheFirstDayNothingIsProven() {
    assertThat(new Story().then(20, hour -> 0.4 + 0.02 * hour).reason()).isEqualTo(Reason.UNPROVEN);
  }

  @Test
  void everyMorningRises() {
    DoubleUnaryOperator daily = hour -> 0.45 + 0.25 * Math.sin(2 * Math.PI * hour / 24);
    var seen = EnumSet.noneOf(Reason.class);
    for (double hour = 72; hour < 120; hour += 0.5) {
      seen.add(new Story().then(hour, daily).reason());
    }
    assertThat(seen).contains(Reason.SEASON).doesNotContain(Reason.LEAK);
  }

  @Test
  void aLeakIsSeenTwiceBeforeItIsOne() {
    var reasons = new ArrayList<Reason>();
    for (int minutes = 0; minutes < 20 * 60; minutes += 5) {
      reasons.add(leaking(minutes / 60.0).reason());
      if (reasons.getLast() == Reason.LEAK) {
        break;
      }
    }
    assertThat(reasons).endsWith(Reason.SEEN_ONCE, Reason.LEAK);
  }

  @Test
  void aLeakIsFoundHoursBeforeTheLimitWithItsPaceAndTheTimeThatIsLeft() {
    LeakEvaluation found = leaking(12).evaluate();

    assertThat(found.reason()).isEqualTo(Reason.LEAK);
    Growth growth = found.growth().orElseThrow();
    double truePace = 0.02 * Story.LIMIT.value();
    assertThat((double) growth.low().value()).isLessThan(truePace);
    assertThat((double) growth.likely().value()).isBetween(truePace * 0.9, truePace * 1.1);
    assertThat((double) growth.high().value()).isGreaterThan(truePace);
    TimeLeft left = found.timeLeft().orElseThrow();
    assertThat(left.low()).isLessThan(Duration.ofHours(18));
    assertThat(left.likely()).isBetween(Duration.ofHours(16), Duration.ofHours(20));
    assertThat(left.high()).isGreaterThan(Duration.ofHours(18));
  }

  @Test
  void aFloorThatRisesUnderASawtoothIsFound() {
    DoubleUnaryOperator tooth = hour -> 0.15 * (hour % 1.5) / 1.5;
    Story story =
        new Story()
            .then(72, hour -> 0.3 + tooth.applyAsDouble(hour))
            .then(24, hour -> 0.3 + 0.015 * hour + tooth.applyAsDouble(hour));

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void restartsOfBeforeAreNoTeethOfASawtooth() {
    Story story =
        new Story()
            .then(40, _ -> 0.5)
            .then(30, _ -> 0.4)
            .then(11, hours -> 0.4 + 0.01 * hours)
            .then(30, _ -> 0.42)
            .then(16, hours -> 0.35 + 0.02 * hours);

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void teethRiseWithoutNoiseOfTheirOwn() {
    // In a tooth of 35 minutes each value is a step above the one before: that is not noise.
    DoubleUnaryOperator tooth = hours -> 0.19 * (hours * 60 % 35) / 35;
    Story story =
        new Story(0.003)
            .then(72, hours -> 0.16 + tooth.applyAsDouble(hours))
            .then(6, hours -> 0.16 + 0.065 * hours + tooth.applyAsDouble(hours));

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void aSawtoothAloneIsNone() {
    DoubleUnaryOperator tooth = hour -> 0.3 + 0.4 * (hour % 7) / 7;
    for (int hour = 24; hour < 72; hour++) {
      assertThat(new Story().then(hour, tooth).reason()).isNotEqualTo(Reason.LEAK);
    }
  }

  @Test
  void aLeakUnderADailyCycleIsFound() {
    DoubleUnaryOperator daily = hour -> 0.3 + 0.1 * Math.sin(2 * Math.PI * hour / 24);
    Story story =
        new Story().then(96, daily).then(52, hour -> daily.applyAsDouble(hour) + 0.01 * hour);

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void afterAKillThreeHoursAreEnough() {
    Story story =
        new Story()
            .then(72, _ -> 0.4)
            .then(12, hour -> 0.4 + 0.05 * hour)
            .then(5, hour -> 0.4 + 0.05 * hour);

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void aKillInTheMiddleOfFiveMinutesIsSeen() {
    Story story = leaking(29);
    // Four minutes at the limit and one after the restart: on average far from both.
    for (int minute = 0; minute < 5; minute++) {
      double share = minute < 4 ? 0.98 : 0.4;
      story.history.add(story.now().plus(Duration.ofMinutes(minute)), share * Story.LIMIT.value());
    }
    Instant restarted = story.now().plus(Duration.ofMinutes(5));
    for (int minute = 0; minute < 60; minute += 5) {
      story.history.add(restarted.plus(Duration.ofMinutes(minute)), 0.4 * Story.LIMIT.value());
    }

    assertThat(at(story, restarted.plus(Duration.ofHours(1)))).isEqualTo(Reason.TOO_YOUNG);
  }

  @Test
  void rightAfterARestartNothingIsToldOfTheRunBefore() {
    Story story = leaking(20);
    Instant now = story.now().plus(Duration.ofMinutes(1));
    assertThat(at(story, now)).isEqualTo(Reason.LEAK);

    story.history.add(story.now(), 0.3 * Story.LIMIT.value());

    assertThat(at(story, now)).isEqualTo(Reason.TOO_YOUNG);
  }

  @Test
  void valuesOfNothingAreGapsAndNoFloor() {
    Story story =
        new Story(0)
            .then(72, _ -> 0.4)
            .then(20, hour -> Math.round(hour * 12) % 10 == 3 ? 0 : 0.4 + 0.02 * hour);

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void oneSpikeDoesNotShortenTheTimeLeft() {
    Story story = leaking(18);
    story.then(1.0 / 12, _ -> 0.94).then(2, hour -> 0.76 + 0.02 * hour);

    TimeLeft left = story.evaluate().timeLeft().orElseThrow();

    assertThat(left.likely()).isBetween(Duration.ofHours(8), Duration.ofHours(12));
  }

  @Test
  void aLeakGoesOnUntilTheTaskStartsAnew() {
    Story story = leaking(20);
    assertThat(story.stands()).isTrue();

    story.start().then(0.25, _ -> 0.4);
    assertThat(story.stands()).as("for clear-for").isTrue();

    story.then(0.5, _ -> 0.4);
    assertThat(story.stands()).isFalse();
  }

  @Test
  void aLeakHasEndedWhenNothingRisesAnyMore() {
    Story story = leaking(20);

    story.then(2, _ -> 0.8);
    assertThat(story.stands()).as("two hours are not six").isTrue();

    story.then(8, _ -> 0.8);
    assertThat(story.stands()).isFalse();
  }

  @Test
  void aLeakThatWasMendedIsNoneAnyMoreAfterHalfADay() {
    for (int hours : new int[] {12, 20, 27}) {
      Story story = leaking(hours);
      assertThat(story.reason()).isEqualTo(Reason.LEAK);

      story.then(12, _ -> 0.4 + 0.02 * hours);
      assertThat(story.reason()).as("after %d hours", hours).isNotEqualTo(Reason.LEAK);
      assertThat(story.stands()).as("after %d hours", hours).isFalse();
    }
  }

  @Test
  void aLeakGoesOnThroughTheQuietHoursOfTheDay() {
    for (double amplitude : new double[] {0.05, 0.1, 0.15}) {
      Story story = new Story().then(60, hour -> daily(hour, amplitude));
      boolean found = false;
      for (int quarter = 0; quarter < 52 * 4; quarter++) {
        double from = quarter / 4.0;
        story.then(0.25, hour -> daily(60 + from + hour, amplitude) + 0.008 * (from + hour));
        found |= story.reason() == Reason.LEAK;
        assertThat(!found || story.stands())
            .as("amplitude %s, %s hours after it began", amplitude, from)
            .isTrue();
      }
      assertThat(found).isTrue();
    }
  }

  @Test
  void aLeakUnderADailyCycleThatWasMendedHasEndedWithinADay() {
    for (int hours : new int[] {20, 32, 52}) {
      Story story =
          new Story()
              .then(96, hour -> daily(hour, 0.1))
              .then(hours, hour -> daily(96 + hour, 0.1) + 0.008 * hour);
      boolean ended = false;
      for (int quarter = 0; quarter < 24 * 4 && !ended; quarter++) {
        double from = hours + quarter / 4.0;
        story.then(0.25, hour -> daily(96 + from + hour, 0.1) + 0.008 * hours);
        ended = story.reason() != Reason.LEAK && !story.stands();
      }
      assertThat(ended).as("a leak of %d hours", hours).isTrue();
    }
  }

  @Test
  void aCacheThatIsFullIsNoLeakAnyMore() {
    Story story =
        new Story().then(72, _ -> 0.3).then(16, hour -> 0.3 + 0.02 * hour).then(12, _ -> 0.62);

    assertThat(story.reason()).isEqualTo(Reason.PLATEAU);
    assertThat(story.stands()).isFalse();
  }

  @Test
  void hoursOfSilenceDoNotEndALeak() {
    Story story = leaking(20);
    story.then(5.5, _ -> 0, _ -> false).then(0.5, hour -> 0.91 + 0.02 * hour);

    assertThat(story.stands()).isTrue();
  }

  @Test
  void aSilentHistoryDoesNotEndALeak() {
    Story story = leaking(20);

    assertThat(
            LeakDetector.standing(
                story.history,
                Story.LIMIT,
                List.of(),
                Duration.ofMinutes(30),
                story.now().plus(Duration.ofHours(1))))
        .isPresent();
  }

  @Test
  void aLimitThatWasRaisedPutsTheLeakFurtherAway() {
    Story story = leaking(12);

    assertThat(
            LeakDetector.evaluate(story.history, Bytes.mib(16 * 1024), List.of(), story.now())
                .reason())
        .isNotEqualTo(Reason.LEAK);
  }

  @Test
  void theDecodedHistorySaysTheSame() {
    for (int hour = 4; hour < 20; hour++) {
      Story story = leaking(hour);
      MemoryHistory decoded = MemoryHistory.decode(story.history.encode());

      assertThat(LeakDetector.evaluate(decoded, Story.LIMIT, List.of(), story.now()))
          .isEqualTo(story.evaluate());
    }
  }

  /** Whatever comes, there is an answer; and what is no leak is none for all that. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noValueMakesItFailOrAlarm(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      var history = new MemoryHistory();
      var starts = new ArrayList<Instant>();
      Instant at = Story.BEGIN;
      double level = Math.exp(random.nextDouble() * 30);
      for (int i = 0; i < 1500; i++) {
        at = at.plusSeconds(jump(random));
        history.add(at, absurd(random, level));
        if (random.nextInt(200) == 0) {
          starts.add(at.plusSeconds(random.nextInt(100_000) - 50_000));
        }
      }
      Instant now = at.plusSeconds(random.nextInt(600));
      var limit = Bytes.of(level * Math.exp(4 * random.nextGaussian()));
      LeakEvaluation found = LeakDetector.evaluate(history, limit, starts, now);
      LeakDetector.standing(history, limit, starts, Duration.ofHours(1), now);

      assertThat(found.reason()).isNotEqualTo(Reason.LEAK);
    }
  }

  private static long jump(Random random) {
    return switch (random.nextInt(300)) {
      case 0 -> -86_400L;
      case 1 -> 20_000L;
      case 2 -> 365L * 86_400;
      case 3, 4 -> 0;
      default -> 300;
    };
  }

  private static double absurd(Random random, double level) {
    return switch (random.nextInt(40)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> -level;
      case 3 -> 1e300;
      case 4 -> 0;
      case 5 -> level * 1000;
      default -> level * (1 + 0.1 * random.nextGaussian());
    };
  }

  /** 0.4 of the limit for three days, then two percent of it an hour: 30 hours to the limit. */
  private static Story leaking(double hours) {
    return new Story().then(72, _ -> 0.4).then(hours, hour -> 0.4 + 0.02 * hour);
  }

  /** Lowest at midnight. */
  private static double daily(double hour, double amplitude) {
    return 0.3 - amplitude * Math.cos(2 * Math.PI * hour / 24);
  }

  private static Reason at(Story story, Instant now) {
    return LeakDetector.evaluate(story.history, Story.LIMIT, story.starts, now).reason();
  }
}
