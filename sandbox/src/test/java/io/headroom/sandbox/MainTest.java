package io.headroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.Main.Runner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
  private record Outcome(int exitCode, String out, String err, List<Options> runs) {}

  @Test
  void startsWithDefaults() {
    assertThat(execute().runs()).containsExactly(new Options(3000, 60, 1, Optional.empty()));
  }

  @Test
  void passesEveryOptionAndTheExitCodeOfTheRun() {
    Outcome outcome =
        execute(options -> 7, "--port", "0", "--speed=2.5", "--seed", "-9", "--script", "leak");

    assertThat(outcome.runs()).containsExactly(new Options(0, 2.5, -9, Optional.of("leak")));
    assertThat(outcome.exitCode()).isEqualTo(7);
  }

  @Test
  void printsHelpWithoutRunning() {
    Outcome outcome = execute("--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith("Usage: headroom")
        .contains("--port", "--speed", "--seed", "--script", "--version", "--help");
    assertThat(outcome.runs()).isEmpty();
  }

  @Test
  void printsTheVersionOfTheBuild() {
    Outcome outcome = execute("--version");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().strip()).matches("headroom \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(outcome.runs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --prot 3000    | Unknown option
          --port         | Missing required parameter for option '--port'
          --port many    | 'many' is not an int
          --port -1      | --port must be between 0 and 65535, but is -1
          --port 65536   | --port must be between 0 and 65535, but is 65536
          --speed fast   | 'fast' is not a double
          --speed 0      | --speed must be above 0, but is 0.0
          --speed NaN    | --speed must be above 0, but is NaN
          --speed Infinity | --speed must be above 0, but is Infinity
          --seed 1.5     | '1.5' is not a long
          --script leek  | --script must be one of leak, oom, slow-leak, cache, deploy-step, but is 'leek'
          --script       | Missing required parameter for option '--script'
          leak           | Unmatched argument
          """)
  void refusesAWrongOptionWithUsageAndExitCode2(String line, String reason) {
    Outcome outcome = execute(line.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(reason).contains("Usage: headroom");
    assertThat(outcome.runs()).isEmpty();
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() {
    Outcome outcome =
        execute(
            options -> {
              throw new UncheckedIOException(new BindException("Address already in use"));
            },
            "--port",
            "4000");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToNormalizingNewlines(
            "Port 4000 is taken by another program. Try another one: --port 4001\n");
  }

  @Test
  void showsTheWholeTraceOfADefect() {
    Outcome outcome =
        execute(
            options -> {
              throw new IllegalStateException("broken here");
            });

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("broken here", "at io.headroom.sandbox.MainTest");
  }

  private static Outcome execute(String... arguments) {
    return execute(options -> 0, arguments);
  }

  private static Outcome execute(Runner runner, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<Options> runs = new ArrayList<>();
    int exitCode =
        Main.commandLine(
                options -> {
                  runs.add(options);
                  return runner.run(options);
                })
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(exitCode, out.toString(), err.toString(), runs);
  }
}
