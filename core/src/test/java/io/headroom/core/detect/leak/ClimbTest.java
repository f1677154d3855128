package io.headroom.core.detect.leak;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ClimbTest {

  private static final Instant NOW = Instant.parse("2026-03-04T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);

  @Test
  void aSteadyClimbLastsForTheDistanceAtItsPace() {
    TimeLeft left = timeLeft(ago -> ago > 120 ? 500 : 740 - 2 * ago, List.of()).orElseThrow();

    assertThat(left.likely()).isBetween(Duration.ofMinutes(115), Duration.ofMinutes(145));
    assertThat(left.low()).isLessThan(Duration.ofMinutes(95));
    assertThat(left.high()).isGreaterThan(Duration.ofMinutes(175));
  }

  @Test
  void theFurtherBesideWhatWasSeenTheWiderItIs() {
    TimeLeft near = timeLeft(ago -> ago > 30 ? 700 : 910 - 7 * ago, List.of()).orElseThrow();
    TimeLeft far = timeLeft(ago -> ago > 30 ? 700 : 760 - 2 * ago, List.of()).orElseThrow();

    assertThat(width(far)).isGreaterThan(1.5 * width(near));
  }

  @Test
  void theRiseOfAToothLeadsNowhere() {
    // Three hours up by 200 MiB and down at once; now it is half an hour before the next fall.
    IntToDoubleFunction teeth = ago -> 650 + (180 - (ago + 30) % 180) * 1.1;
    assertThat(timeLeft(ago -> ago > 60 ? Double.NaN : teeth.applyAsDouble(ago), List.of()))
        .as("without the past it is a climb as any other")
        .isPresent();

    assertThat(timeLeft(teeth, List.of())).isEmpty();
  }

  @Test
  void whatFellAtAStartIsNoTooth() {
    IntToDoubleFunction restarted = ago -> ago > 300 ? 700 : 890 - 2 * Math.min(200, ago);

    assertThat(timeLeft(restarted, List.of())).isEmpty();
    assertThat(timeLeft(restarted, List.of(NOW.minus(Duration.ofMinutes(302))))).isPresent();
  }

  @Test
  void aKillAtTheLimitIsNoToothEither() {
    assertThat(
            timeLeft(
                ago -> ago > 300 ? 1000 - (ago - 300) * 0.5 : 890 - 2 * Math.min(200, ago),
                List.of()))
        .isPresent();
  }

  @Test
  void whatStandsStillOrHasStoppedToClimbHasNoTimeLeft() {
    assertThat(timeLeft(ago -> 800, List.of())).isEmpty();
    assertThat(timeLeft(ago -> ago > 40 ? 800 - (ago - 40) * 3 : 800, List.of())).isEmpty();
  }

  @Test
  void minutesDoNotTellWhatIsHoursAway() {
    assertThat(timeLeft(ago -> ago > 120 ? 300 : 324 - 0.2 * ago, List.of())).isEmpty();
  }

  private static double width(TimeLeft left) {
    return (double) left.high().toSeconds() / left.low().toSeconds();
  }

  /** Of two days of minutes, with a little noise. */
  private static Optional<TimeLeft> timeLeft(IntToDoubleFunction mib, List<Instant> starts) {
    var random = new Random(5);
    var samples = new ArrayList<Sample>();
    var history = new MemoryHistory();
    for (int ago = 48 * 60; ago > 0; ago--) {
      double value = mib.applyAsDouble(ago) + random.nextGaussian();
      if (!Double.isNaN(value)) {
        Instant at = NOW.minus(Duration.ofMinutes(ago));
        history.add(at, value * (1 << 20));
        if (ago <= 120) {
          samples.add(new Sample(at, value * (1 << 20)));
        }
      }
    }
    return Climb.timeLeft(
        new MemorySeries(Subject.SERVICE, LIMIT, samples), Optional.of(history), starts, NOW);
  }
}
