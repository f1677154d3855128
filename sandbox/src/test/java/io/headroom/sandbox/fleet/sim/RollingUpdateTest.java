package io.headroom.sandbox.fleet.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.fleet.sim.RollingUpdate.Side;
import io.headroom.sandbox.fleet.sim.RollingUpdate.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingUpdateTest {

  @ParameterizedTest
  @CsvSource({
    "4, 50, 100, 2, 4",
    "3, 50, 100, 2, 3",
    "3, 50, 150, 2, 4",
    "1, 100, 200, 1, 2",
    "2, 75, 125, 2, 2",
    "5, 34, 130, 2, 6",
    "0, 100, 200, 0, 0"
  })
  void theMinimumRoundsUpAndTheMaximumDown(
      int desired, int least, int most, int minimum, int maximum) {
    RollingUpdate update = new RollingUpdate(desired, least, most);
    assertThat(update.minimumHealthy()).isEqualTo(minimum);
    assertThat(update.maximum()).isEqualTo(maximum);
  }

  @Test
  void withRoomForAllNewTasksStartAtOnceAndOldOnesStopAsTheyBecomeHealthy() {
    RollingUpdate update = new RollingUpdate(3, 100, 200);
    assertThat(update.next(new Side(0, 0), new Side(3, 3))).isEqualTo(new Step(3, 0, 0));
    assertThat(update.next(new Side(3, 0), new Side(3, 3))).isEqualTo(new Step(0, 0, 0));
    assertThat(update.next(new Side(3, 1), new Side(3, 3))).isEqualTo(new Step(0, 1, 0));
    assertThat(update.next(new Side(3, 3), new Side(2, 2))).isEqualTo(new Step(0, 2, 0));
  }

  @Test
  void withoutRoomOldTasksStopFirstDownToTheMinimum() {
    RollingUpdate update = new RollingUpdate(4, 50, 100);
    assertThat(update.next(new Side(0, 0), new Side(4, 4))).isEqualTo(new Step(0, 2, 0));
    assertThat(update.next(new Side(0, 0), new Side(2, 2))).isEqualTo(new Step(2, 0, 0));
    assertThat(update.next(new Side(2, 0), new Side(2, 2))).isEqualTo(new Step(0, 0, 0));
    assertThat(update.next(new Side(2, 2), new Side(2, 2))).isEqualTo(new Step(0, 2, 0));
  }

  @Test
  void withSomeRoomAPartStartsAndMakesRoomForTheRest() {
    RollingUpdate update = new RollingUpdate(4, 100, 150);
    assertThat(update.next(new Side(0, 0), new Side(4, 4))).isEqualTo(new Step(2, 0, 0));
    assertThat(update.next(new Side(2, 0), new Side(4, 4))).isEqualTo(new Step(0, 0, 0));
    assertThat(update.next(new Side(2, 2), new Side(4, 4))).isEqualTo(new Step(0, 2, 0));
    assertThat(update.next(new Side(2, 2), new Side(2, 2))).isEqualTo(new Step(2, 0, 0));
  }

  @Test
  void aMissingTaskIsReplaced() {
    assertThat(new RollingUpdate(4, 100, 200).next(new Side(3, 3), new Side(0, 0)))
        .isEqualTo(new Step(1, 0, 0));
    assertThat(new RollingUpdate(3, 50, 100).next(new Side(2, 2), new Side(0, 0)))
        .isEqualTo(new Step(1, 0, 0));
  }

  @Test
  void scalingInStopsTasksOfTheDeploymentItself() {
    assertThat(new RollingUpdate(2, 100, 200).next(new Side(5, 5), new Side(0, 0)))
        .isEqualTo(new Step(0, 0, 3));
  }

  @Test
  void unhealthyOldTasksGoFirstWhereRoomIsShort() {
    assertThat(new RollingUpdate(4, 100, 100).next(new Side(0, 0), new Side(4, 3)))
        .isEqualTo(new Step(0, 1, 0));
  }
}
