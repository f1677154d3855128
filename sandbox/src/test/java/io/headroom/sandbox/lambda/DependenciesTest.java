package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** {@code docs/dependencies.md} against what is in the zips that {@code sam deploy} uploads. */
final class DependenciesTest {

  private static final Pattern JAR = Pattern.compile("lib/(.+?)-\\d[^/]*\\.jar");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void everyLibraryIsListedWithItsLicenceAndReasonAndNoOther() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String row : rows()) {
      String[] cells = row.split("\\|", -1);
      assertThat(cells).as(row).hasSize(5).doesNotContain(" ", "  ");
      Matcher names = NAME.matcher(cells[1]);
      while (names.find()) {
        listed.add(names.group(1));
      }
    }
    assertThat(listed).containsExactlyElementsOf(deployed());
  }

  /** What is deployed is the folder, which Maven fills again and again; the zip is made anew. */
  @Test
  void theFolderThatIsDeployedHoldsWhatTheZipDoes() throws IOException {
    Path folder = Path.of("..", "functions", "target", "functions", "lib");
    try (Stream<Path> jars = Files.list(folder);
        var zip = new ZipFile(Path.of("..", "functions", "target", "functions.zip").toFile())) {
      assertThat(jars.map(jar -> "lib/" + jar.getFileName()))
          .containsExactlyInAnyOrderElementsOf(
              zip.stream()
                  .map(ZipEntry::getName)
                  .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
                  .toList());
    }
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "docs", "dependencies.md"))) {
      return lines.filter(line -> line.startsWith("| `")).toList();
    }
  }

  private static Set<String> deployed() throws IOException {
    var names = new TreeSet<String>();
    for (String module : List.of("functions", "bot")) {
      try (var zip = new ZipFile(Path.of("..", module, "target", module + ".zip").toFile())) {
        zip.stream()
            .map(entry -> JAR.matcher(entry.getName()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .filter(name -> !name.startsWith("headroom-"))
            .forEach(names::add);
      }
    }
    return names;
  }
}
