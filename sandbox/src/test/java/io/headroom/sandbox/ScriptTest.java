package io.headroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScriptTest {

  @ParameterizedTest
  @EnumSource(Script.class)
  void endsResolvedAndPrintsTheThread(Script script) {
    String printed = played(script, 7);
    assertThat(printed)
        .contains("Alice presses", "Detected", "RemedyRequested", "Verified", "Resolved")
        .doesNotContain("Missing", "Slack shows");
  }

  @Test
  void theSameSeedGivesTheSameThread() {
    assertThat(played(Script.LEAK, 3)).isEqualTo(played(Script.LEAK, 3));
  }

  private static String played(Script script, long seed) {
    var bytes = new ByteArrayOutputStream();
    int exitCode = script.play(seed, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(printed).isZero();
    return printed;
  }
}
