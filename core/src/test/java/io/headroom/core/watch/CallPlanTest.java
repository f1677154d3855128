package io.headroom.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.watch.CallPlan.Candidate;
import io.headroom.core.watch.CallPlan.Days;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallPlanTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "500, 1", "501, 2", "4500, 9", "4501, 11", "10000, 22"})
  void aCheckMakesAtMostATenthMoreCallsThanItsMetricsNeed(int metrics, int calls) {
    assertThat(CallPlan.most(metrics)).isEqualTo(calls);
  }

  @ParameterizedTest
  @CsvSource({
    "250, 0, 700, NOT_WANTED, 0",
    "250, 8, 700, FILLED, 250",
    "250, 8, 240, SMALL_FLEET, 0",
    "495, 8, 100, FITS, 0",
    "500, 8, 100, FITS, 0",
    "501, 8, 600, FILLED, 499",
    "0, 8, 600, FITS, 0",
    "12, 0, 40, SMALL_FLEET, 0",
    "4900, 8, 0, FITS, 0",
    "2700, 8, 0, SMALL_FLEET, 0",
  })
  void theDaysBeforeAreReadWhereTheOtherCallsAreFull(
      int due, int days, int quiet, Days why, int ahead) {
    CallPlan plan = CallPlan.of(due, days, candidates(quiet, 1), 0);
    assertThat(plan.days()).isEqualTo(why);
    assertThat(plan.ahead()).hasSize(ahead);
  }

  @Test
  void theyWaitWhereOthersMayBeAskedAheadInAnotherMinute() {
    CallPlan plan = CallPlan.of(250, 8, candidates(100, 1), 500);
    assertThat(plan.days()).isEqualTo(Days.WAITS);
    assertThat(plan.ahead()).as("nothing is won by a call that is half full").isEmpty();
    assertThat(plan.allows(250, 1, 8)).isFalse();
  }

  @Test
  void whoseTurnIsNextIsAskedAheadFirstAndOnlyWhatTheCallHolds() {
    List<Candidate> candidates = candidates(400, 3);
    CallPlan plan = CallPlan.of(250, 8, candidates, 0);
    assertThat(plan.ahead())
        .isEqualTo(candidates.stream().limit(83).map(Candidate::service).toList());
  }

  @Test
  void whatWasAskedCountsAndNotWhatWasForeseen() {
    CallPlan plan = CallPlan.of(250, 8, candidates(700, 1), 0);
    assertThat(plan.allows(500, 1, 8)).isTrue();
    assertThat(plan.allows(480, 1, 8)).as("fewer than foreseen").isFalse();
    assertThat(plan.allows(503, 2, 8)).as("more than foreseen").isFalse();
  }

  /** Two hours of a fleet of any size, in which the days before are wanted at any minute. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void inEveryMinuteOfAnyFleetTheCallsAreWithinTheBoundAndNobodyWaitsLong(long seed) {
    new RandomFleet(seed).pass(Duration.ofHours(3));
  }

  /** A quiet fleet with some that are asked about each minute. */
  private static final class RandomFleet {
    private final Random random;
    private final List<Quiet> quiet;
    private final int eachMinute;
    private int wanted;
    private int waited;

    private static final class Quiet {
      private final ServiceId id;
      private final int metrics;
      private Instant asked;
      private Optional<Instant> ahead = Optional.empty();
      private int times;

      Quiet(ServiceId id, int metrics, Instant asked) {
        this.id = id;
        this.metrics = metrics;
        this.asked = asked;
      }
    }

    RandomFleet(long seed) {
      random = new Random(seed);
      eachMinute = random.nextInt(400);
      quiet =
          IntStream.range(0, 520 + random.nextInt(4_000))
              .mapToObj(
                  i ->
                      new Quiet(
                          id(i),
                          1 + random.nextInt(3),
                          START.minus(Duration.ofMinutes(5 - AheadOfTurn.lead(id(i), START)))))
              .toList();
    }

    void pass(Duration time) {
      for (int minute = 0; minute < time.toMinutes(); minute++) {
        tick(START.plus(Duration.ofMinutes(minute)));
      }
      long rounds = time.toMinutes() / WatchReason.QUIET.minutes();
      assertThat(quiet)
          .allSatisfy(one -> assertThat((long) one.times).isBetween(rounds - 2, rounds + 1));
    }

    private void tick(Instant now) {
      wanted += random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 0;
      int days = Math.min(wanted, 8);
      List<Quiet> due = quiet.stream().filter(one -> due(one, now)).toList();
      List<Quiet> candidates =
          quiet.stream()
              .filter(one -> !due.contains(one))
              .filter(one -> AheadOfTurn.may(one.id, one.asked, one.ahead.isPresent(), now))
              .sorted(
                  Comparator.comparingLong(
                      one -> AheadOfTurn.left(one.id, one.asked, one.ahead.isPresent(), now)))
              .toList();
      int dueMetrics = eachMinute + metrics(due);
      CallPlan plan =
          CallPlan.of(
              dueMetrics,
              days,
              candidates.stream().map(one -> new Candidate(one.id, one.metrics)).toList(),
              metrics(quiet) - metrics(due) - metrics(candidates));
      List<Quiet> ahead = candidates.stream().filter(one -> plan.ahead().contains(one.id)).toList();
      int metrics = dueMetrics + metrics(ahead);
      int calls = (metrics + 499) / 500;
      if (days > 0 && plan.allows(metrics, calls, days)) {
        metrics += days;
        calls++;
        wanted -= days;
        waited = 0;
      } else if (days > 0) {
        waited++;
      }
      assertThat(plan.days()).isNotEqualTo(Days.SMALL_FLEET);
      assertThat(calls)
          .as("%d metrics at %s", metrics, now)
          .isLessThanOrEqualTo(Math.max(1, (int) Math.floor(1.1 * Math.ceil(metrics / 500.0))));
      assertThat(waited).as("minutes that the days before waited").isLessThanOrEqualTo(6);
      due.forEach(one -> ask(one, one.ahead.isPresent(), now));
      ahead.forEach(one -> ask(one, true, now));
    }

    private static boolean due(Quiet one, Instant now) {
      Optional<Instant> before = Optional.of(now.minus(Duration.ofMinutes(1)));
      return WatchPlan.due(one.id, WatchReason.QUIET, before, one.ahead, now);
    }

    private static void ask(Quiet one, boolean ahead, Instant now) {
      assertThat(Duration.between(one.asked, now)).isLessThanOrEqualTo(Duration.ofMinutes(6));
      one.asked = now;
      one.times++;
      one.ahead = ahead && AheadOfTurn.lead(one.id, now) > 0 ? Optional.of(now) : Optional.empty();
    }

    private static int metrics(List<Quiet> some) {
      return some.stream().mapToInt(one -> one.metrics).sum();
    }
  }

  private static final Instant START = Instant.parse("2026-11-21T12:00:20Z");

  private static List<Candidate> candidates(int count, int metrics) {
    var candidates = new ArrayList<Candidate>();
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate(id(i), metrics));
    }
    return candidates;
  }

  private static ServiceId id(int number) {
    return SampleServices.id("shop", "s" + number);
  }
}
