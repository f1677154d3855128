package io.headroom.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One test for each block of the files in {@code src/test/resources/scenarios}. */
final class ScenarioTest {

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException, URISyntaxException {
    return all().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.place() + " " + scenario.sentence(),
                    () ->
                        assertThat(scenario.evaluate().reason())
                            .as("%s: %s", scenario.place(), scenario.sentence())
                            .isEqualTo(scenario.expected())));
  }

  @Test
  void everyReasonIsShown() throws IOException, URISyntaxException {
    assertThat(all())
        .extracting(Scenario::expected)
        .contains(
            Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.TASKS_BEING_REPLACED)
                .toArray(Reason[]::new));
  }

  @Test
  void onlyWhatFiresIsAFindingAndItHasNumbers() throws IOException, URISyntaxException {
    assertThat(all())
        .map(Scenario::evaluate)
        .allSatisfy(
            evaluation ->
                assertThat(evaluation.finding().isPresent())
                    .isEqualTo(evaluation.state() == Evaluation.State.FIRING));
  }

  private static List<Scenario> all() throws IOException, URISyntaxException {
    URI folder = Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios")).toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .flatMap(ScenarioTest::read)
          .toList();
    }
  }

  private static Stream<Scenario> read(Path file) {
    try {
      String name = file.getFileName().toString();
      return new ScenarioReader(name).read(Files.readString(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
