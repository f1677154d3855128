package io.headroom.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AheadOfTurnTest {

  private static final ServiceId CART = SampleServices.id("shop", "cart");
  private static final Instant TURN = turn();

  @ParameterizedTest
  @CsvSource({"1, '5, 10, 15, 20'", "2, '4, 10, 15, 20'", "4, '2, 8, 14, 20'"})
  void itComesBackToItsTurnByAMinuteEachTime(int early, String minutes) {
    Instant start = TURN.minus(Duration.ofMinutes(early));
    Optional<Instant> ahead = Optional.of(start);
    var asked = new ArrayList<String>();
    for (int minute = 1; minute <= 20 + early; minute++) {
      Instant now = start.plus(Duration.ofMinutes(minute));
      if (due(ahead, now)) {
        asked.add(String.valueOf(minute - early));
        ahead = AheadOfTurn.lead(CART, now) > 0 ? Optional.of(now) : Optional.empty();
      }
    }
    assertThat(String.join(", ", asked)).isEqualTo(minutes);
  }

  @Test
  void afterALongSleepItHasItsOwnTurnAgain() {
    Optional<Instant> ahead = Optional.of(TURN.minus(Duration.ofMinutes(62)));
    assertThat(due(ahead, TURN)).isTrue();
    assertThat(due(ahead, TURN.plus(Duration.ofMinutes(1)))).isFalse();
  }

  /** Whenever it may be asked ahead it is, at random: a year of chances, and no question more. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itIsNeverAskedAboutMoreOften(long seed) {
    var random = new Random(seed);
    Optional<Instant> ahead = Optional.empty();
    Instant last = TURN;
    int asked = 0;
    int minutes = 10_000;
    for (int minute = 1; minute <= minutes; minute++) {
      Instant now = TURN.plus(Duration.ofMinutes(minute));
      boolean due = due(ahead, now);
      if (due || (random.nextInt(4) == 0 && AheadOfTurn.may(CART, last, ahead.isPresent(), now))) {
        assertThat(Duration.between(last, now)).isLessThanOrEqualTo(Duration.ofMinutes(6));
        asked++;
        boolean early = AheadOfTurn.lead(CART, now) > 0;
        ahead = early && (!due || ahead.isPresent()) ? Optional.of(now) : Optional.empty();
        last = now;
      }
    }
    assertThat(asked).isLessThanOrEqualTo(minutes / 5 + 1);
  }

  private static boolean due(Optional<Instant> ahead, Instant now) {
    return WatchPlan.due(
        CART, WatchReason.QUIET, Optional.of(now.minus(Duration.ofMinutes(1))), ahead, now);
  }

  private static Instant turn() {
    Instant noon = Instant.parse("2026-11-21T12:00:20Z");
    return List.of(0, 1, 2, 3, 4).stream()
        .map(minute -> noon.plus(Duration.ofMinutes(minute)))
        .filter(at -> AheadOfTurn.lead(CART, at) == 0)
        .findFirst()
        .orElseThrow();
  }
}
