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
  @EnumSource(
      value = Script.class,
      names = {"LEAK", "OOM", "SLOW_LEAK"})
  void endsResolvedAndPrintsTheThread(Script script) {
    String printed = played(script, 7);
    assertThat(printed)
        .contains("Alice presses", "Detected", "RemedyRequested", "Verified", "Resolved")
        .doesNotContain("Missing", "Slack shows");
  }

  @Test
  void aSlowLeakIsFoundHoursBeforeTheLimit() {
    assertThat(played(Script.SLOW_LEAK, 3))
        .containsPattern("Found \\d+ h.* before the limit, at .*; verdict leak: yes");
  }

  @Test
  void aCacheThatFillsAndStandsStillIsNoAlert() {
    assertThat(played(Script.CACHE, 7)).contains("No message.", "in the last hour");
  }

  @Test
  void aStepAfterADeploymentNamesTheDeployment() {
    assertThat(played(Script.DEPLOY_STEP, 7)).contains("since image-resizer:2 was deployed at");
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
