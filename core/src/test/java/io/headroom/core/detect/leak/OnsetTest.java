package io.headroom.core.detect.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.leak.LeakEvaluation.Reason;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** A rise that begins in the middle of a run, after days on a level. */
final class OnsetTest {

  @Test
  void aCacheThatBeginsToFillIsNoLeakHowEverLongItHasFilled() {
    var seen = EnumSet.noneOf(Reason.class);
    for (double hours = 1; hours < 30; hours += 0.5) {
      Story story =
          new Story(0.003)
              .then(72, _ -> 0.3)
              .then(hours, hour -> 0.3 + 0.3 * (1 - Math.exp(-hour / 8)));
      seen.add(story.reason());
    }

    assertThat(seen).doesNotContain(Reason.LEAK).contains(Reason.PLATEAU);
  }

  @Test
  void aLeakThatBeginsThenIsOneWithinHours() {
    Story story = new Story(0.003).then(72, _ -> 0.3).then(6, hour -> 0.3 + 0.03 * hour);

    assertThat(story.reason()).isEqualTo(Reason.LEAK);
  }

  @Test
  void aLeakThatTakesTenDaysIsSeenFromItsBeginning() {
    Story story = new Story(0.003).then(60, _ -> 0.3).then(130, hour -> 0.3 + 0.003 * hour);

    assertThat(Onset.of(story.window(72), 1)).isEqualTo(Reason.LEAK);
  }

  @Test
  void whatBeganLessThanTwoHoursAgoIsUnproven() {
    Story story = new Story(0.001).then(72, _ -> 0.3).then(1.6, hour -> 0.3 + 0.09 * hour);

    assertThat(Onset.of(story.window(3), 1)).isEqualTo(Reason.UNPROVEN);
  }

  @Test
  void aRiseAsOldAsTheRunIsLeftToTheWindows() {
    Story story = new Story(0.001).then(40, hour -> 0.3 + 0.4 * (1 - Math.exp(-hour / 20)));

    assertThat(Onset.of(story.window(24), 1)).isEqualTo(Reason.LEAK);
  }
}
