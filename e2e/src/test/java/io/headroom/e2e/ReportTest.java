package io.headroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.e2e.Report.Result;
import io.headroom.e2e.scenario.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Result PASSED =
      new Result("cart", "scale out", Duration.ofSeconds(402), Optional.empty());
  private static final Result FAILED =
      new Result("search", "one of three", Duration.ofSeconds(61), Optional.of("no thread"));

  @Test
  void saysHowEachEnded() {
    assertThat(Report.table(List.of(PASSED, FAILED)).lines())
        .containsExactly(
            "passed   6:42  cart      scale out",
            "FAILED   1:01  search    one of three",
            "               no thread");
  }

  @Test
  void oneThatFailedFailsAll() {
    assertThat(Report.passed(List.of(PASSED, PASSED))).isTrue();
    assertThat(Report.passed(List.of(PASSED, FAILED))).isFalse();
  }

  @Test
  void eachScenarioHasAServiceOfItsOwn() {
    assertThat(Scenarios.all()).extracting(one -> one.shape().name()).doesNotHaveDuplicates();
  }
}
