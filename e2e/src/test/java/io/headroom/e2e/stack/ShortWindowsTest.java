package io.headroom.e2e.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.UsageRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortWindowsTest {

  @Test
  void onlyTimesAreShortened() {
    String runbook =
        """
        rules:
          - id: memory-high
            above: 80%
            for: 5m
            clear-for: 1h
            more-than: 10MiB
            within: 30m
        verification:
          below: 80%
          growth-below: 5MiB
          growth-within: 10m
          hold-for: 10m
          steps:
            - "hold-for: 10m is only said here"
        """;

    assertThat(ShortWindows.shorten(runbook))
        .isEqualTo(
            runbook
                .replace("    for: 5m", "    for: 1m")
                .replace("clear-for: 1h", "clear-for: 1m")
                .replace("growth-below: 5MiB", "growth-below: 0.5MiB")
                .replace("  growth-within: 10m", "  growth-within: 2m")
                .replace("  hold-for: 10m\n", "  hold-for: 2m\n"));
  }

  /** What a deployment of them would find out. */
  @Test
  void theShippedRunbooksAreStillRead(@TempDir Path folder) {
    ShortWindows.copy(Path.of("..", "runbooks"), folder.resolve("runbooks"));

    List<Runbook> shortened = Runbooks.load(folder.resolve("runbooks")).all();

    assertThat(shortened).extracting(Runbook::id).containsExactlyInAnyOrderElementsOf(ids());
    assertThat(shortened)
        .allSatisfy(
            runbook ->
                assertThat(runbook.verification().holdFor()).isEqualTo(Duration.ofMinutes(2)));
    assertThat(usage(shortened)).isNotEmpty();
    assertThat(usage(shortened).stream().map(UsageRule::forAtLeast))
        .containsOnly(Duration.ofMinutes(1));
    assertThat(usage(shortened).stream().map(UsageRule::above))
        .containsExactlyInAnyOrderElementsOf(
            usage(Runbooks.bundled().all()).stream().map(UsageRule::above).toList());
  }

  private static List<String> ids() {
    return Runbooks.bundled().all().stream().map(Runbook::id).toList();
  }

  private static List<UsageRule> usage(List<Runbook> runbooks) {
    return runbooks.stream()
        .flatMap(runbook -> runbook.rules().stream())
        .flatMap(rule -> rule instanceof UsageRule usage ? Stream.of(usage) : Stream.of())
        .toList();
  }
}
