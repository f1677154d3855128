package io.headroom.sandbox.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ScenariosCommandTest {

  private static final String STORY =
      """
      # Five minutes above 80% fire.
      series: 60x10 85x5 60x5
      states container-limit/memory-high: NORMAL 10m, PENDING 4m, FIRING 5m, NORMAL 1m
      says: 14m: container-limit/memory-high fires ... at 85% of 1000 MiB ... for 5 min
      says: 19m: container-limit/memory-high cleared
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsAsExpectedIsCountedAndExitsWithZero() throws IOException {
    assertThat(play(STORY)).as(out.toString() + err).isZero();
    assertThat(out.toString()).contains("All 1 scenarios are as expected.");
  }

  @Test
  void whatDiffersIsShownWithItsPlaceAndExitsWithOne() throws IOException {
    assertThat(play(STORY.replace("FIRING 5m", "FIRING 6m").replace("at 85%", "at 86%"))).isOne();
    assertThat(out.toString())
        .contains("own.txt:1 Five minutes above 80% fire.")
        .contains("expected [NORMAL 10m, PENDING 4m, FIRING 6m, NORMAL 1m]")
        .contains("was [NORMAL 10m, PENDING 4m, FIRING 5m, NORMAL 1m]")
        .contains("expected \"14m: container-limit/memory-high fires ... at 86%")
        .contains("1 of 1 scenarios differ.");
  }

  @Test
  void anAlertThatNobodyExpectsIsADifference() throws IOException {
    String silent = STORY.replaceAll("says: .*\n", "").replaceAll("states .*\n", "says: nothing\n");
    assertThat(play(silent)).isOne();
    assertThat(out.toString()).contains("said, not expected: 14m: container-limit/memory-high");
  }

  @Test
  void theRunbooksAreThoseThatAreEdited() throws IOException {
    Path runbooks = Files.createDirectories(folder.resolve("runbooks"));
    String edited = Files.readString(Path.of("..", "runbooks", "container-limit.yaml"));
    Files.writeString(
        runbooks.resolve("container-limit.yaml"),
        edited.replace("above: 80%\n    for: 5m", "above: 80%\n    for: 8m"));
    assertThat(play(STORY, "--runbooks", runbooks.toString())).isOne();
    assertThat(out.toString()).contains("was [NORMAL 10m, PENDING 5m, NORMAL 5m]");
  }

  @Test
  void aMistakeInAFileIsToldWithItsLine() throws IOException {
    assertThat(play(STORY.replace("series:", "serie:"))).isOne();
    assertThat(err.toString()).contains("own.txt:2: \"serie\" is none of");
  }

  @Test
  void aMistakeInOneFileKeepsNoOtherFromBeingPlayed() throws IOException {
    Files.writeString(folder.resolve("a.txt"), STORY.replace("series:", "serie:"));
    Files.writeString(folder.resolve("b.txt"), STORY.replace("FIRING 5m", "FIRING 6m"));

    assertThat(execute(folder.toString())).isOne();

    assertThat(err.toString()).contains("a.txt:2: \"serie\" is none of");
    assertThat(out.toString()).contains("b.txt:1").contains("1 of 1 scenarios differ.");
  }

  @Test
  void aFolderThatIsNotThereIsToldByName() {
    assertThat(execute(folder.resolve("none").toString())).isOne();
    assertThat(err.toString()).contains("none");
  }

  private int play(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("own.txt"), text);
    String[] arguments = new String[more.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(more, 0, arguments, 1, more.length);
    return execute(arguments);
  }

  private int execute(String... arguments) {
    return new CommandLine(new ScenariosCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
