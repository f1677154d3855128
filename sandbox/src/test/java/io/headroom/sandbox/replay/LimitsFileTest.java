package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsFileTest {

  @TempDir private Path directory;

  @Test
  void readsNamesAndAmountsWithoutAFirstLine() throws Exception {
    assertThat(read("web-1,512MiB\nweb-2,2GiB\n", "export.csv").limits())
        .isEqualTo(Map.of("web-1", Bytes.mib(512), "web-2", Bytes.mib(2048)));
  }

  @Test
  void readsALimitColumnWithItsUnitAmongOthers() throws Exception {
    String text =
        """
        samples,day,pod,implied_limit_MiB
        1103,2026-08-22,web-1,231.5
        1103,2026-08-22,web-2,128.0
        """;

    assertThat(read(text, "export.csv").limits())
        .isEqualTo(Map.of("web-1", Bytes.of(231.5 * 1024 * 1024), "web-2", Bytes.mib(128)));
  }

  @Test
  void numbersWithoutAUnitHaveThatOfTheExport() throws Exception {
    assertThat(read("name,limit\nweb-1,64\nweb-2,128\n", "export.csv").limits())
        .containsEntry("web-1", Bytes.mib(64));
  }

  @Test
  void ofSeveralLimitsTheOneOfTheExportsDayCounts() throws Exception {
    String text =
        """
        day,pod,limit_MiB
        2026-08-22,web-1,100
        2026-08-23,web-1,200
        """;

    assertThat(read(text, "pods_2026-08-23.csv").limits()).containsEntry("web-1", Bytes.mib(200));
    LimitsFile undecided = read(text, "pods.csv");
    assertThat(undecided.limits()).containsEntry("web-1", Bytes.mib(100));
    assertThat(undecided.notes())
        .containsExactly("web-1: the limits file has several limits; the lowest counts, 100 MiB");
  }

  @Test
  void saysWhereALimitIsNone() {
    assertThatThrownBy(() -> read("name,limit\nweb-1,64MiB\nweb-2,lots\n", "export.csv"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(
            "limits.csv:3, column 2: \"lots\" is no limit. Write a number with a unit");
  }

  @Test
  void saysThatThereIsNoColumnOfLimits() {
    assertThatThrownBy(() -> read("name,owner\nweb-1,alice\n", "export.csv"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no column of limits");
  }

  private LimitsFile read(String text, String export) throws BadInput, IOException {
    Path file = Files.writeString(directory.resolve("limits.csv"), text);
    return LimitsFile.read(file, Set.of("web-1", "web-2"), directory.resolve(export), Unit.MIB);
  }
}
