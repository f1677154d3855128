package io.headroom.sandbox.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BacktestCommandTest {

  private record Outcome(int exitCode, String out, String err) {}

  @TempDir private static Path directory;

  private static Outcome fortnight = new Outcome(-1, "", "");

  @BeforeAll
  static void playTheWholePastOnce() {
    fortnight = backtest("--html", directory.resolve("page.html").toString());
  }

  @Test
  void saysWhatItWillAskForAndWhatThatCostsBeforeItAsks() {
    assertThat(fortnight.exitCode()).as(fortnight.err()).isZero();
    assertThat(fortnight.err().lines().findFirst().orElseThrow())
        .matches(
            "10 services, 6 of them task by task: at most \\d+ metrics in about \\d+ calls of"
                + " GetMetricData, \\$0\\.00");
    assertThat(fortnight.err()).contains("10 of 10 services: shop/storefront");
  }

  @Test
  void tellsASlowLeakLongBeforeTheKills() {
    assertThat(fortnight.out())
        .containsPattern("2026-11-\\d\\d \\d\\d:\\d\\d +shop/checkout-api +leak +SEV2")
        .containsPattern("shop/checkout-api +task \\w{8} +warned \\d+ d .* by memory-leak/leak");
  }

  @Test
  void saysOfWhichKillsThereWasNoWarning() {
    assertThat(fortnight.out())
        .containsPattern("data/report-worker +task \\w{8} +no warning")
        .contains("OOM kills, ");
  }

  @Test
  void saysWhatOtherThresholdsWouldHaveGiven() {
    assertThat(fortnight.out())
        .containsPattern(
            "container-limit/memory-high +65%: \\d+  70%: \\d+  75%: \\d+  \\[80%: \\d+\\]");
  }

  @Test
  void saysWhatWasNotVisible() {
    assertThat(fortnight.out())
        .contains("Not visible:", "Single tasks of data/graphql-api", "Limits of the past");
  }

  @Test
  void thePageAsksForNothingFromAnywhere() throws IOException {
    String page = Files.readString(directory.resolve("page.html"));

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<svg", "prefers-color-scheme: dark", "shop/checkout-api", "no warning")
        .doesNotContain("http://", "https://", "src=", "url(", "@import", "<script", "%s", "NaN");
  }

  @Test
  void theSameSeedGivesTheSamePast() {
    String[] few = {"--days", "3", "--service", "image-resizer"};

    assertThat(backtest(few)).isEqualTo(backtest(few));
  }

  @Test
  void playsTheRunbookAsEdited() throws IOException {
    String edited =
        Files.readString(Path.of("..", "runbooks", "container-limit.yaml"))
            .replace("above: 80%", "above: 50%")
            .replace("clear-below: 75%", "clear-below: 45%")
            .replace("  below: 80%", "  below: 50%");
    Path runbook = Files.writeString(directory.resolve("edited.yaml"), edited);

    Outcome outcome =
        backtest("--days", "2", "--service", "storefront", "--runbook", runbook.toString());

    assertThat(outcome.out())
        .contains("container-limit/memory-high")
        .doesNotContain("memory-leak/leak", "\n0 alerts");
  }

  @Test
  void stopsBeforeItAsksWhereThatCostsTooMuch() {
    Outcome outcome = backtest("--max-cost", "0.0001");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("more than --max-cost 0.00", "nothing was asked for");
    assertThat(outcome.err()).doesNotContain("of 10 services:");
  }

  @Test
  void saysThatThereIsNoSuchService() {
    Outcome outcome = backtest("--service", "nobody");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("There is no such service");
  }

  @Test
  void aPageThatCannotBeWrittenIsToldBeforeAnythingIsAskedFor() {
    Outcome outcome = backtest("--html", directory.resolve("none/page.html").toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "--html: nothing can be written into " + directory.resolve("none").toAbsolutePath())
        .doesNotContain("task by task");
  }

  @Test
  void refusesMoreDaysThanCloudWatchKeeps() {
    Outcome outcome = backtest("--days", "16");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--days must be between 1 and 15, but is 16");
  }

  private static Outcome backtest(String... options) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<String>(List.of("--sandbox", "--seed", "7"));
    all.addAll(List.of(options));
    int exitCode =
        new CommandLine(new BacktestCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
