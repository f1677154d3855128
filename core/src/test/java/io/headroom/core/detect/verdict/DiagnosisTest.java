package io.headroom.core.detect.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.LeakEvaluation;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict.Kind;
import io.headroom.core.detect.verdict.Verdict.Unknown.Why;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final double MIB = 1 << 20;
  private static final Bytes LIMIT = Bytes.mib(1000);

  @Test
  void kill_after_kill_is_an_oom_loop_whatever_memory_does() {
    Verdict verdict =
        new Case(minutes -> 850).kills(12, 40, 75).killsLongAgo(900).diagnosis().verdict(NOW);

    assertThat(verdict).isEqualTo(new Verdict.OomLoop(Confidence.HIGH, 3, Duration.ofMinutes(63)));
  }

  @Test
  void a_kill_that_is_dated_ahead_makes_no_loop() {
    Verdict verdict = new Case(minutes -> 850).kills(12, -60).diagnosis().verdict(NOW);

    assertThat(verdict).isNotInstanceOf(Verdict.OomLoop.class);
  }

  @Test
  void one_kill_is_no_loop() {
    assertThat(new Case(minutes -> 850).kills(12).diagnosis().verdict(NOW).kind())
        .isEqualTo(Kind.PLATEAU);
  }

  @Test
  void two_tasks_killed_at_once_are_no_loop() {
    assertThat(new Case(minutes -> 850).kills(12, 12, 13).diagnosis().verdict(NOW).kind())
        .isEqualTo(Kind.PLATEAU);
  }

  @Test
  void silence_is_no_verdict() {
    assertThat(new Case(minutes -> minutes < 8 ? Double.NaN : 850).diagnosis().verdict(NOW))
        .isEqualTo(new Verdict.Unknown(Why.NO_DATA));
  }

  @Test
  void what_the_detector_calls_a_leak_is_one_with_its_numbers() {
    var left = new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8));

    Verdict verdict =
        new Case(minutes -> 850 - minutes * 0.4)
            .leak(20, 24, 30, Duration.ofHours(12), left)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Leak(
                Confidence.HIGH,
                Bytes.mib(20),
                Bytes.mib(24),
                Bytes.mib(30),
                Duration.ofHours(12),
                Optional.of(left),
                Optional.empty()));
  }

  @Test
  void while_the_leak_rule_stands_a_standstill_is_no_plateau() {
    Verdict verdict =
        new Case(minutes -> 850)
            .standing(20, 24, 30, Duration.ofHours(12))
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict)
        .as("the pace told last; no time left, since memory does not rise now")
        .isEqualTo(
            new Verdict.Leak(
                Confidence.MEDIUM,
                Bytes.mib(20),
                Bytes.mib(24),
                Bytes.mib(30),
                Duration.ofHours(12),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void while_the_leak_rule_stands_neither_the_time_of_day_nor_a_jump_nor_silence_explains_it() {
    Duration window = Duration.ofHours(12);
    List<Case> others =
        List.of(
            new Case(DiagnosisTest::daily).days(4),
            new Case(minutes -> minutes > 10 ? 500 : 900),
            new Case(minutes -> minutes > 180 ? 600 : 830).deployed(185),
            new Case(minutes -> minutes < 8 ? Double.NaN : 850),
            new Case(minutes -> 850).deploying());

    assertThat(others)
        .allSatisfy(
            other ->
                assertThat(other.standing(20, 24, 30, window).diagnosis().verdict(NOW).kind())
                    .isEqualTo(Kind.LEAK));
  }

  @Test
  void a_standing_leak_that_still_rises_has_the_numbers_of_now() {
    var left = new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8));

    Verdict verdict =
        new Case(minutes -> 850 - minutes * 0.4)
            .standing(50, 60, 70, Duration.ofHours(3))
            .sees(LeakEvaluation.Reason.SEASON, 20, 24, 30, Duration.ofHours(12), left)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Leak.class,
            leak -> {
              assertThat(leak.perHour()).isEqualTo(Bytes.mib(24));
              assertThat(leak.timeLeft()).contains(left);
              assertThat(leak.confidence()).isEqualTo(Confidence.MEDIUM);
            });
  }

  @Test
  void a_leak_that_kills_is_an_oom_loop_though_its_rule_stands() {
    Verdict verdict =
        new Case(minutes -> 850)
            .standing(20, 24, 30, Duration.ofHours(12))
            .kills(12, 75)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict.kind()).isEqualTo(Kind.OOM_LOOP);
  }

  @Test
  void a_leak_that_began_with_a_deployment_names_it() {
    var left = new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8));

    Verdict verdict =
        new Case(minutes -> minutes > 600 ? 500 : 500 + (600 - minutes) * 0.5)
            .deployed(600)
            .leak(25, 30, 35, Duration.ofHours(6), left)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Leak.class,
            leak ->
                assertThat(leak.since().map(Revision::taskDefinition)).contains("checkout-api:41"));
  }

  @Test
  void a_leak_that_went_on_before_the_deployment_does_not_blame_it() {
    var left = new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8));

    Verdict verdict =
        new Case(minutes -> 850 - minutes * 0.5)
            .deployed(600)
            .leak(25, 30, 35, Duration.ofHours(6), left)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(Verdict.Leak.class, leak -> assertThat(leak.since()).isEmpty());
  }

  @Test
  void a_level_that_changed_with_a_deployment_and_stays_is_a_step_and_names_the_revision() {
    Verdict verdict =
        new Case(minutes -> minutes > 180 ? 600 : 830).deployed(185).diagnosis().verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.StepAfterDeployment.class,
            step -> {
              assertThat(step.revision().taskDefinition()).isEqualTo("checkout-api:41");
              assertThat(step.from().toMib()).isBetween(595L, 605L);
              assertThat(step.to().toMib()).isBetween(825L, 835L);
              assertThat(step.confidence()).isEqualTo(Confidence.HIGH);
            });
  }

  @Test
  void a_level_that_goes_on_rising_after_a_deployment_is_no_step() {
    Verdict verdict =
        new Case(minutes -> minutes > 180 ? 600 : 650 + (180 - minutes) * 1.2)
            .deployed(185)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict).isEqualTo(new Verdict.Unknown(Why.CLIMBING));
  }

  @Test
  void the_same_step_without_a_deployment_is_no_step_after_one() {
    assertThat(new Case(minutes -> minutes > 180 ? 600 : 830).diagnosis().verdict(NOW).kind())
        .isEqualTo(Kind.PLATEAU);
  }

  @Test
  void while_tasks_are_replaced_nothing_is_said() {
    assertThat(new Case(minutes -> 850).deploying().diagnosis().verdict(NOW))
        .isEqualTo(new Verdict.Unknown(Why.DEPLOYING));
  }

  @Test
  void a_height_that_every_day_has_at_this_time_is_load() {
    Verdict verdict = new Case(DiagnosisTest::daily).days(4).diagnosis().verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Load.class,
            load -> {
              assertThat(load.days()).isBetween(3, 4);
              assertThat(load.confidence()).isEqualTo(Confidence.HIGH);
              assertThat(load.usual().value()).isBetween(0.79, 0.86);
            });
  }

  @Test
  void what_goes_to_the_limit_each_day_is_not_called_load() {
    Verdict verdict = new Case(minutes -> daily(minutes) * 1.18).days(4).diagnosis().verdict(NOW);

    assertThat(verdict.kind()).isNotEqualTo(Kind.LOAD);
  }

  @Test
  void a_height_that_no_day_had_is_not_load() {
    Verdict verdict =
        new Case(minutes -> daily(minutes) + (minutes < 24 * 60 ? 120 : 0))
            .days(4)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict.kind()).isNotEqualTo(Kind.LOAD);
  }

  @Test
  void what_jumps_within_minutes_is_a_spike() {
    Verdict verdict = new Case(minutes -> minutes > 10 ? 500 : 900).diagnosis().verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Spike.class,
            spike -> {
              assertThat(spike.from().toMib()).isBetween(495L, 505L);
              assertThat(spike.to().toMib()).isGreaterThan(850);
            });
  }

  @Test
  void what_climbs_for_half_an_hour_is_neither_a_jump_nor_a_leak_yet() {
    Verdict verdict =
        new Case(minutes -> minutes > 35 ? 650 : 650 + (35 - minutes) * 7).diagnosis().verdict(NOW);

    assertThat(verdict).isEqualTo(new Verdict.Unknown(Why.CLIMBING));
  }

  @Test
  void what_rose_within_minutes_and_goes_on_rising_is_no_spike() {
    Verdict verdict =
        new Case(minutes -> minutes > 14 ? 670 : 670 + (14 - minutes) * 14)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict).isEqualTo(new Verdict.Unknown(Why.CLIMBING));
  }

  @Test
  void a_jump_just_after_a_deployment_is_no_spike() {
    assertThat(
            new Case(minutes -> minutes > 10 ? 500 : 900)
                .deployed(12)
                .diagnosis()
                .verdict(NOW)
                .kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void what_stands_still_is_a_plateau_and_the_longer_the_surer() {
    Verdict verdict = new Case(minutes -> 880).diagnosis().verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Plateau.class,
            plateau -> {
              assertThat(plateau.level().toMib()).isBetween(875L, 885L);
              assertThat(plateau.steadyFor()).isGreaterThan(Duration.ofHours(20));
              assertThat(plateau.confidence()).isEqualTo(Confidence.HIGH);
            });
  }

  @Test
  void a_slow_and_steady_climb_is_no_plateau_though_it_stays_within_its_noise() {
    for (double mibAnHour : new double[] {3, 6, 15}) {
      Verdict verdict =
          new Case(minutes -> 880 - minutes * mibAnHour / 60).diagnosis().verdict(NOW);

      assertThat(verdict)
          .as("%s MiB an hour", mibAnHour)
          .isEqualTo(new Verdict.Unknown(Why.CLIMBING));
    }
  }

  @Test
  void what_stood_still_for_a_day_and_climbs_since_three_hours_is_no_plateau_any_more() {
    Verdict verdict =
        new Case(minutes -> minutes > 180 ? 850 : 850 + (180 - minutes) * 0.1)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict).isEqualTo(new Verdict.Unknown(Why.CLIMBING));
  }

  @Test
  void what_came_to_its_level_two_hours_ago_is_a_plateau() {
    Verdict verdict =
        new Case(minutes -> minutes > 130 ? 880 - (minutes - 130) * 2 : 880)
            .diagnosis()
            .verdict(NOW);

    assertThat(verdict.kind()).isEqualTo(Kind.PLATEAU);
  }

  @Test
  void small_teeth_of_a_collector_are_no_climb() {
    assertThat(new Case(minutes -> 890 - minutes % 40 * 0.6).diagnosis().verdict(NOW).kind())
        .isEqualTo(Kind.PLATEAU);
  }

  @Test
  void two_hours_of_minutes_without_a_long_history_are_enough_for_a_plateau_of_low_confidence() {
    Verdict verdict = new Case(minutes -> 880).withoutHistory().diagnosis().verdict(NOW);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Plateau.class,
            plateau -> assertThat(plateau.confidence()).isEqualTo(Confidence.LOW));
  }

  @Test
  void less_than_an_hour_of_metrics_is_not_enough() {
    assertThat(
            new Case(minutes -> minutes > 40 ? Double.NaN : 880)
                .withoutHistory()
                .diagnosis()
                .verdict(NOW))
        .isEqualTo(new Verdict.Unknown(Why.NOT_ENOUGH_HISTORY));
  }

  /** 450 MiB at night, 850 around noon. */
  private static double daily(long minutesAgo) {
    return 650 + 200 * Math.cos(2 * Math.PI * minutesAgo / (24 * 60));
  }

  /** Memory in MiB by minutes ago, with a little noise, and what else is known. */
  private static final class Case {

    private final LongToDoubleFunction mib;
    private final List<Revision> deployments = new ArrayList<>();
    private final List<OomKill> kills = new ArrayList<>();
    private Optional<LeakEvaluation> leak = Optional.empty();
    private Optional<LeakReading> standing = Optional.empty();
    private boolean history = true;
    private boolean deploying;
    private int days = 1;

    Case(LongToDoubleFunction mib) {
      this.mib = mib;
    }

    Case deployed(int minutesAgo) {
      deployments.add(
          new Revision("ecs-svc/1", "checkout-api:41", NOW.minus(Duration.ofMinutes(minutesAgo))));
      return this;
    }

    Case kills(int... minutesAgo) {
      for (int ago : minutesAgo) {
        kills.add(new OomKill("t1", "app", 137, "OutOfMemoryError", minutes(ago)));
      }
      return this;
    }

    Case killsLongAgo(int minutesAgo) {
      return kills(minutesAgo);
    }

    Case leak(int low, int likely, int high, Duration window, TimeLeft left) {
      return sees(LeakEvaluation.Reason.LEAK, low, likely, high, window, left);
    }

    Case sees(
        LeakEvaluation.Reason reason,
        int low,
        int likely,
        int high,
        Duration window,
        TimeLeft left) {
      leak =
          Optional.of(
              new LeakEvaluation(
                  reason,
                  Optional.of(growth(low, likely, high)),
                  Optional.of(left),
                  Optional.of(window)));
      return this;
    }

    Case standing(int low, int likely, int high, Duration window) {
      var left = new TimeLeft(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3));
      standing =
          Optional.of(
              new LeakReading(growth(low, likely, high), left, window, Bytes.mib(800), LIMIT));
      return this;
    }

    private static Growth growth(int low, int likely, int high) {
      return new Growth(Bytes.mib(low), Bytes.mib(likely), Bytes.mib(high));
    }

    Case deploying() {
      deploying = true;
      return this;
    }

    Case days(int of) {
      days = of;
      return this;
    }

    Case withoutHistory() {
      history = false;
      return this;
    }

    Diagnosis diagnosis() {
      var random = new Random(7);
      var samples = new ArrayList<Sample>();
      var longHistory = new MemoryHistory();
      for (int ago = days * 24 * 60; ago > 0; ago--) {
        double bytes = (mib.applyAsDouble(ago) + random.nextGaussian()) * MIB;
        if (Double.isFinite(bytes)) {
          longHistory.add(minutes(ago), bytes);
          if (ago <= 120) {
            samples.add(new Sample(minutes(ago), bytes));
          }
        }
      }
      return new Diagnosis(
          new MemorySeries(Subject.SERVICE, LIMIT, samples),
          history ? Optional.of(longHistory) : Optional.empty(),
          leak,
          standing,
          deployments,
          deploying,
          kills);
    }

    private static Instant minutes(int ago) {
      return NOW.minus(Duration.ofMinutes(ago));
    }
  }
}
