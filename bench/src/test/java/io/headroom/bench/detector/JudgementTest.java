package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JudgementTest {

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;
  private static final int WEEK = 7 * DAY;

  @Test
  void theFirstAlertFromTheOnsetToBeforeTheExhaustionIsTheHit() {
    Leak leak = new Leak(100, 200);

    assertThat(hit(leak, new Span(150, 160), new Span(170, 180))).contains(150);
    assertThat(hit(leak, new Span(100, 101))).contains(100);
    assertThat(hit(leak, new Span(199, 201))).contains(199);
    assertThat(hit(leak, new Span(200, 201))).isEmpty();
    assertThat(hit(leak)).isEmpty();
  }

  @Test
  void anAlertBeforeTheOnsetIsFalseAndNoHit() {
    Judgement judgement = judge(List.of(new Leak(100, 200)), new Span(90, 200));

    assertThat(judgement.hits()).containsExactly(Optional.empty());
    assertThat(judgement.falseAlarms()).containsExactly(90);
  }

  @Test
  void anAlertFromBeforeTheOnsetIsAHitWhenItIsToldAgain() {
    int onset = DAY;
    Judgement judgement = judge(List.of(new Leak(onset, 3 * DAY)), new Span(onset - HOUR, 2 * DAY));

    assertThat(judgement.hits()).containsExactly(Optional.of(onset - HOUR + DAY));
    assertThat(judgement.falseAlarms()).containsExactly(onset - HOUR);
  }

  @Test
  void falseAlarmsAreCountedOnceInTwentyFourHours() {
    assertThat(judge(List.of(), new Span(10, 11), new Span(500, 600)).falseAlarms())
        .containsExactly(10);
    assertThat(judge(List.of(), new Span(10, 11), new Span(10 + DAY, 11 + DAY)).falseAlarms())
        .containsExactly(10, 10 + DAY);
    assertThat(judge(List.of(), new Span(0, 3 * DAY)).falseAlarms())
        .containsExactly(0, DAY, 2 * DAY);
  }

  @Test
  void eachRunUpToTheLimitIsALeakOfItsOwn() {
    List<Leak> loop = List.of(new Leak(100, 400), new Leak(403, 700), new Leak(703, 1000));

    assertThat(judge(loop, new Span(300, 401), new Span(900, 950)).hits())
        .containsExactly(Optional.of(300), Optional.empty(), Optional.of(900));
    assertThat(judge(loop, new Span(300, 500)).hits())
        .containsExactly(Optional.of(300), Optional.empty(), Optional.empty());
    assertThat(judge(loop, new Span(300, 750)).hits())
        .containsExactly(Optional.of(300), Optional.of(403), Optional.empty());
    assertThat(judge(loop, new Span(401, 402)).falseAlarms()).isEmpty();
  }

  @Test
  void alertsOfTwoAreOneWhereTheyOverlap() {
    Replay one = replay(List.of(), new Span(10, 20), new Span(50, 60));
    Replay other = replay(List.of(), new Span(15, 30), new Span(30, 35), new Span(70, 80));

    assertThat(one.or(other).alerts())
        .containsExactly(new Span(10, 35), new Span(50, 60), new Span(70, 80));
  }

  @Test
  void figuresAreThoseOfTheirDefinitions() {
    var score = new Score();
    // Three leaks of ten hours: caught five hours before, half an hour before, not at all.
    score.add(judge(List.of(new Leak(0, 10 * HOUR)), new Span(5 * HOUR, 6 * HOUR)));
    score.add(judge(List.of(new Leak(0, 10 * HOUR)), new Span(570, 600)));
    score.add(judge(List.of(new Leak(0, 10 * HOUR))));
    score.add(judge(List.of(), new Span(0, 1), new Span(2 * DAY, 2 * DAY + 1)));

    assertThat(score.recall()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(score.precision()).isEqualTo(0.5);
    assertThat(score.f1()).isCloseTo(2 * 0.5 * (2.0 / 3) / (0.5 + 2.0 / 3), within(1e-9));
    assertThat(score.lead(0)).isEqualTo(0.5);
    assertThat(score.lead(1)).isEqualTo(5);
    assertThat(score.told(1)).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(score.perWeek()).isEqualTo(2.0 / 4);
    assertThat(score.alarmedSeries()).isEqualTo(1);
  }

  @Test
  void aLeakThatIsToldTwiceHasTwoAlerts() {
    var score = new Score();
    score.add(judge(List.of(new Leak(0, 600)), new Span(100, 200), new Span(300, 600)));
    score.add(judge(List.of(new Leak(0, 600)), new Span(100, 600)));
    score.add(judge(List.of(new Leak(0, 600))));
    score.add(judge(List.of(), new Span(0, 1)));

    assertThat(score.alertsPerLeak()).isEqualTo(1.5);
  }

  @Test
  void anIntervalIsHeldAgainstTheTrueTime() {
    Series series = series(List.of(new Leak(0, 10 * HOUR)));
    var statements =
        List.of(
            new Statement(5 * HOUR, new HoursLeft(4, 6, 8)),
            new Statement(6 * HOUR, new HoursLeft(5, 6, 8)),
            new Statement(7 * HOUR, new HoursLeft(1, 2, 3)));
    var score = new Score();
    score.add(
        Judgement.of(
            new Replay(series, List.of(new Span(5 * HOUR, 8 * HOUR)), statements, 3_000, 2)));

    assertThat(score.calibration()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(score.firstCalibration()).isEqualTo(1);
    assertThat(score.error()).isCloseTo(0.2, within(1e-9));
    assertThat(score.microsPerEvaluation()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void ofSeveralClassesTheWorstRateIsKept() {
    var noisy = new Score();
    noisy.add(judge(List.of(), new Span(0, 1)));
    var quiet = new Score();
    quiet.add(judge(List.of()));

    var all = new Score().plus(noisy).plus(quiet);

    assertThat(all.perWeek()).isEqualTo(0.5);
    assertThat(all.mostPerWeek()).isEqualTo(1);
  }

  private static Optional<Integer> hit(Leak leak, Span... alerts) {
    return judge(List.of(leak), alerts).hits().getFirst();
  }

  private static Judgement judge(List<Leak> leaks, Span... alerts) {
    return Judgement.of(replay(leaks, alerts));
  }

  private static Replay replay(List<Leak> leaks, Span... alerts) {
    return new Replay(series(leaks), List.of(alerts), List.of(), 0, 1);
  }

  private static Series series(List<Leak> leaks) {
    return new Series("hand-made", 1, new double[WEEK], List.of(), leaks);
  }
}
