package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.runbook.RemedyKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemedyOrderTest {

  @ParameterizedTest
  @CsvSource({
    "LEAK, STOP_HOTTEST_TASK",
    "UNKNOWN, STOP_HOTTEST_TASK",
    "LOAD, SCALE_OUT",
    "SPIKE, SCALE_OUT",
    "PLATEAU, RAISE_LIMIT",
    "OOM_LOOP, RAISE_LIMIT",
    "STEP_AFTER_DEPLOYMENT, ROLL_BACK"
  })
  void whatHelpsAgainstTheCauseComesFirst(Verdict.Kind verdict, RemedyKind first) {
    assertThat(Stream.of(RemedyKind.values()).min(RemedyOrder.of(verdict))).contains(first);
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheVerdictEveryRemedyHasAPlaceOfItsOwn(Verdict.Kind verdict) {
    assertThat(Stream.of(RemedyKind.values()).sorted(RemedyOrder.of(verdict)))
        .containsExactlyInAnyOrder(RemedyKind.values());
    for (RemedyKind one : RemedyKind.values()) {
      for (RemedyKind other : RemedyKind.values()) {
        assertThat(RemedyOrder.of(verdict).compare(one, other) == 0).isEqualTo(one == other);
      }
    }
  }

  @Test
  void aStepThatCannotBeRolledBackIsMetByMoreMemory() {
    assertThat(
            List.of(RemedyKind.RESTART, RemedyKind.SCALE_OUT, RemedyKind.RAISE_LIMIT).stream()
                .sorted(RemedyOrder.of(Verdict.Kind.STEP_AFTER_DEPLOYMENT)))
        .startsWith(RemedyKind.RAISE_LIMIT);
  }
}
