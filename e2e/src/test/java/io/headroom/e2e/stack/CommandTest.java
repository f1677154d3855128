package io.headroom.e2e.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void tellsOutputsAndExitCode() {
    Command.Result result = sh(PATIENCE, "echo $WORD; echo wrong >&2; exit 7");

    assertThat(result).isEqualTo(new Command.Result(7, "word\n", "wrong\n"));
  }

  /** More than fits into the pipes between two processes. */
  @Test
  void readsMuchOfBothOutputs() {
    Command.Result result =
        sh(PATIENCE, "i=0; while [ $i -lt 30000 ]; do echo out; echo err >&2; i=$((i+1)); done");

    assertThat(result.output()).hasSize(30_000 * 4);
    assertThat(result.errors()).hasSize(30_000 * 4);
  }

  @Test
  void endsWhatTakesTooLong() {
    assertThatThrownBy(() -> sh(Duration.ofMillis(200), "exec sleep 60"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("took more than");
  }

  @Test
  void saysWhatCannotBeStarted() {
    assertThatThrownBy(
            () -> Command.run(folder, Map.of(), PATIENCE, List.of("no-such-program", "--help")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no-such-program");
  }

  private Command.Result sh(Duration patience, String script) {
    return Command.run(folder, Map.of("WORD", "word"), patience, List.of("sh", "-c", script));
  }
}
