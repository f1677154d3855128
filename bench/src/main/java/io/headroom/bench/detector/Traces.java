package io.headroom.bench.detector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads measurements from the CSV files of a folder.
 *
 * <p>A file has a header and a line a minute. Either its first column is a time in seconds and each
 * other one a series in MiB, whose limits are in a file {@code *limits.csv} of the folder (series
 * in the second column, MiB in the last; the first tells which file, by a part of its name); or it
 * has the columns {@code run}, {@code usedMemory_bytes} and {@code totalMemory_bytes}, a minute a
 * line. A series without limit is left out. Where time jumps by more than a day a new one begins.
 */
final class Traces {

  private static final double MIB = 1024 * 1024;
  private static final int DAY = 24 * 60;

  private record Limit(String file, String series, double bytes) {}

  private final List<Limit> limits = new ArrayList<>();

  /** The series by the file they are from, none of them known to leak. */
  Map<String, List<Series>> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    files.stream().filter(Traces::tellsLimits).forEach(this::readLimits);
    var series = new LinkedHashMap<String, List<Series>>();
    for (Path file : files) {
      if (!tellsLimits(file)) {
        String name = file.getFileName().toString();
        series.put(name, read(name, Files.readAllLines(file)));
      }
    }
    return series;
  }

  private static boolean tellsLimits(Path file) {
    return file.toString().endsWith("limits.csv");
  }

  private void readLimits(Path file) {
    try {
      Files.readAllLines(file).stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .map(cell -> new Limit(cell[0], cell[1], number(cell[cell.length - 1]) * MIB))
          .forEach(limits::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Series> read(String file, List<String> lines) {
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    return header.contains("run") ? byRun(header, rows) : byColumn(file, header, rows);
  }

  private static List<Series> byRun(List<String> header, List<String[]> rows) {
    int run = header.indexOf("run");
    int used = header.indexOf("usedMemory_bytes");
    int total = header.indexOf("totalMemory_bytes");
    var runs = new LinkedHashMap<String, List<String[]>>();
    rows.forEach(row -> runs.computeIfAbsent(row[run], _ -> new ArrayList<>()).add(row));
    var series = new ArrayList<Series>();
    runs.forEach(
        (name, of) ->
            series.add(
                new Series(
                    name,
                    number(of.getFirst()[total]),
                    of.stream().mapToDouble(row -> number(row[used])).toArray(),
                    List.of(),
                    List.of())));
    return series;
  }

  private List<Series> byColumn(String file, List<String> header, List<String[]> rows) {
    var series = new ArrayList<Series>();
    for (int column = 1; column < header.size(); column++) {
      String name = header.get(column);
      for (Limit limit : limits) {
        if (limit.series().equals(name) && file.contains(limit.file())) {
          int at = column;
          parts(rows).forEach(part -> column(name, limit, part, at).ifPresent(series::add));
          break;
        }
      }
    }
    return series;
  }

  /** Rows without a jump of more than a day between two of them. */
  private static List<List<String[]>> parts(List<String[]> rows) {
    var parts = new ArrayList<List<String[]>>();
    double before = Double.NEGATIVE_INFINITY;
    for (String[] row : rows) {
      double seconds = number(row[0]);
      if (seconds - before > DAY * 60.0) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(row);
      before = seconds;
    }
    return parts;
  }

  private static Optional<Series> column(
      String name, Limit limit, List<String[]> rows, int column) {
    var values = new HashMap<Integer, Double>();
    for (String[] row : rows) {
      double value = number(row[column]);
      if (!Double.isNaN(value)) {
        values.put((int) Math.round(number(row[0]) / 60), value * MIB);
      }
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    int first = values.keySet().stream().min(Integer::compare).orElseThrow();
    int last = values.keySet().stream().max(Integer::compare).orElseThrow();
    var bytes = new double[last - first + 1];
    Arrays.fill(bytes, Double.NaN);
    values.forEach((minute, value) -> bytes[minute - first] = value);
    return Optional.of(new Series(name, limit.bytes(), bytes, List.of(), List.of()));
  }

  private static double number(String cell) {
    return cell.isBlank() ? Double.NaN : Double.parseDouble(cell);
  }
}
