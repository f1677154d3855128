package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person does to a file, the reader answers with a runbook or with problems. */
final class RunbookReaderFuzzTest {

  private static final int VARIATIONS = 60;
  private static final String CHARACTERS = "aZ09 :-#\"'{}[]|>&*!%@`\n\t\0\uFEFF\u00E9";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void alwaysAnswers(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < VARIATIONS; i++) {
      String id = RunbookFiles.BUNDLED.get(i % RunbookFiles.BUNDLED.size());
      String text = text(id);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        text = edited(text, random);
      }
      refused += isRefused(text) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  private static boolean isRefused(String text) {
    try {
      RunbookReader.read("fuzz.yaml", text);
      return false;
    } catch (RunbookErrors e) {
      long lines = text.lines().count() + 1;
      assertThat(e.problems())
          .isNotEmpty()
          .isSorted()
          .allSatisfy(
              problem -> {
                assertThat((long) problem.line()).isBetween(1L, lines);
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank();
              });
      return true;
    }
  }

  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = random.nextInt(lines.size());
    int at = random.nextInt(text.length());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(random.nextInt(lines.size()), lines.get(line));
      case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      case 3 -> {
        return text.substring(0, at) + text.substring(at + 1);
      }
      default -> {
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        return text.substring(0, at) + c + text.substring(at);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(String id) {
    String name = "/runbooks/" + id + ".yaml";
    try (InputStream in = RunbookReaderFuzzTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
