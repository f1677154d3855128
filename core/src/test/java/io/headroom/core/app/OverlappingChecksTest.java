package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two checks of a scope at once, each in its own instance of the function: the schedule fires while
 * the check before still runs, or a check is made twice. And one that dies between reading what is
 * kept and writing it. At every point where the other may come between: nothing is told twice, and
 * no minute of what is kept is lost. The check is one that opens an incident and keeps the history.
 */
final class OverlappingChecksTest {

  /** More than there are in a check. */
  private static final int MOST_POINTS = 100;

  private static final int FEWEST_POINTS = 8;

  /** Stands for the end of a process: nothing catches it but what starts functions. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void whereverAnotherCheckComesBetweenNothingIsToldTwiceAndNoMinuteIsLost(int minutesLater) {
    List<String> undisturbed = new OverlappingChecks().around(0, () -> {}).goesOn().story();
    assertThat(undisturbed).startsWith("Detected");
    for (int point = 1; point < MOST_POINTS; point++) {
      var checks = new OverlappingChecks();
      checks.around(
          point,
          () -> {
            for (int minute = 0; minute < minutesLater; minute++) {
              checks.world.minute();
            }
            checks.other.check(checks.world.now);
          });
      if (checks.passed < point) {
        assertThat(point - 1).as("points in a check").isGreaterThan(FEWEST_POINTS);
        return;
      }
      checks.goesOn();
      assertThat(checks.story()).as("another check at point %d", point).isEqualTo(undisturbed);
      checks.nothingIsLost();
    }
    throw new AssertionError("more points than expected");
  }

  /** One that is not made again costs the turn of what is quiet: the next is five minutes later. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverACheckDiesNothingIsToldTwiceAndNoMinuteIsLost(boolean madeAgain) {
    var calm = new OverlappingChecks().around(0, () -> {});
    assertThat(calm.kept).as("the check keeps the history").isTrue();
    Instant opened = calm.opened();
    List<String> undisturbed = calm.goesOn().story();
    for (int point = 1; point < MOST_POINTS; point++) {
      var checks = new OverlappingChecks();
      try {
        checks.around(
            point,
            () -> {
              throw new Killed();
            });
      } catch (Killed killed) {
        if (madeAgain) {
          checks.other.check(checks.world.now);
        }
      }
      if (checks.passed < point) {
        assertThat(point - 1).as("points in a check").isGreaterThan(FEWEST_POINTS);
        return;
      }
      checks.goesOn();
      assertThat(checks.opened())
          .as("killed at point %d", point)
          .isBetween(opened, opened.plus(Duration.ofMinutes(madeAgain ? 0 : 5)));
      if (madeAgain) {
        assertThat(checks.story()).as("killed at point %d", point).isEqualTo(undisturbed);
      } else {
        assertThat(checks.story()).startsWith("Detected").endsWith("Resolved");
      }
      checks.nothingIsLost();
    }
    throw new AssertionError("more points than expected");
  }
}
