package io.headroom.sandbox.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.runbook.Runbooks;
import io.headroom.sandbox.scenarios.Scenario.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One test for each block of the files in {@code scenarios}. */
final class ScenarioTest {

  private static final Path FOLDER = Path.of("..", "scenarios");

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    Runbooks runbooks = Runbooks.bundled();
    return all().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.place() + " " + scenario.sentence(),
                    () ->
                        assertThat(new ScenarioRun(scenario, runbooks).differences())
                            .as("%s: %s", scenario.place(), scenario.sentence())
                            .isEmpty()));
  }

  @Test
  void everyReasonIsShown() throws IOException {
    List<Reason> shown =
        all().stream()
            .map(Scenario::expected)
            .flatMap(one -> one instanceof Moment moment ? Stream.of(moment.reason()) : Stream.of())
            .toList();
    assertThat(shown).contains(Reason.values());
  }

  private static List<Scenario> all() throws IOException {
    var scenarios = new ArrayList<Scenario>();
    for (Path file : ScenariosCommand.files(FOLDER)) {
      scenarios.addAll(ScenariosCommand.read(file));
    }
    return scenarios;
  }
}
