package io.headroom.bench.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes drawn series as CSV, for {@code ./headroom replay} and other programs: a file of each
 * class, a line a minute, a column of MiB for each series; {@code limits.csv}; and {@code
 * truth.csv}, where the leaks are.
 */
final class SeriesFiles {

  private static final double MIB = 1024 * 1024;

  private final Path folder;

  /** Begins anew in a folder. */
  SeriesFiles(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("limits.csv"), "class,series,limit_MiB\n");
    Files.writeString(folder.resolve("truth.csv"), "series,onset_sec,exhaustion_sec\n");
  }

  /** All series of one class. */
  void write(SeriesClass kind, List<Series> series) throws IOException {
    var limits = new StringBuilder();
    var truth = new StringBuilder();
    for (Series each : series) {
      limits.append(
          String.format(
              Locale.ROOT, "%s,%s,%.0f%n", kind.label(), each.name(), each.limit() / MIB));
      for (Leak leak : each.leaks()) {
        truth.append(
            String.format(
                Locale.ROOT, "%s,%d,%d%n", each.name(), 60 * leak.onset(), 60 * leak.exhaustion()));
      }
    }
    Files.writeString(folder.resolve("limits.csv"), limits, StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("truth.csv"), truth, StandardOpenOption.APPEND);
    Files.writeString(folder.resolve(kind.label() + ".csv"), table(series));
  }

  private static String table(List<Series> series) {
    var text = new StringBuilder("t_sec,");
    text.append(series.stream().map(Series::name).collect(Collectors.joining(","))).append('\n');
    int minutes = series.stream().mapToInt(Series::minutes).max().orElse(0);
    for (int minute = 0; minute < minutes; minute++) {
      text.append(60L * minute);
      for (Series each : series) {
        double bytes = minute < each.minutes() ? each.at(minute) : Double.NaN;
        text.append(',');
        if (!Double.isNaN(bytes)) {
          text.append(Math.round(bytes / MIB * 1000) / 1000.0);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
