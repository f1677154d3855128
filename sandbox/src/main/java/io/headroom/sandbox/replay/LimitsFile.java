package io.headroom.sandbox.replay;

import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The limits of series, from a file with a column of names and one of limits; other columns do not
 * matter. The names' column is the one that holds most of the export's series. The limits' column
 * is the one called so, as {@code implied_limit_MiB}, else the last one of numbers. A file without
 * a line of names ({@code web-1,512MiB}) is read too.
 *
 * @param limits by the name of the series
 * @param notes what was odd, for people
 */
record LimitsFile(Map<String, Bytes> limits, List<String> notes) {

  LimitsFile {
    limits = Map.copyOf(limits);
    notes = List.copyOf(notes);
  }

  /** A limit, and the cells of the row that it was in. */
  private record Candidate(Bytes limit, List<String> row) {}

  private record Row(long line, List<String> cells) {}

  /**
   * Reads a file whole.
   *
   * @param series the names in the export
   * @param export the export's own file: where a series has several limits, the row counts that has
   *     a cell which stands in this file's name, such as a day
   * @param unit of numbers that do not say theirs
   * @throws BadInput if it holds no limits, or one that is no amount of memory
   */
  static LimitsFile read(Path file, Set<String> series, Path export, Unit unit)
      throws BadInput, IOException {
    var rows = new ArrayList<Row>();
    try (CsvReader csv = CsvReader.open(file)) {
      while (csv.next()) {
        rows.add(new Row(csv.line(), List.copyOf(csv.row())));
      }
    }
    if (rows.isEmpty()) {
      throw BadInput.in(file, "the file is empty. Write a line such as web-1,512MiB per series.");
    }
    List<String> first = rows.getFirst().cells();
    boolean header = first.stream().allMatch(cell -> amount(cell, Unit.MIB).isEmpty());
    List<Row> body = header ? rows.subList(1, rows.size()) : rows;
    int names = names(body, first.size(), series);
    int column = limits(file, header ? first : List.of(), body, first.size(), names);
    Unit scale = header ? Unit.atTheEndOf(first.get(column)).orElse(unit) : unit;
    var candidates = new LinkedHashMap<String, List<Candidate>>();
    for (Row row : body) {
      String cell = column < row.cells().size() ? row.cells().get(column) : "";
      Optional<Bytes> limit = amount(cell, scale);
      if (limit.isPresent() && names < row.cells().size()) {
        candidates
            .computeIfAbsent(row.cells().get(names), name -> new ArrayList<>())
            .add(new Candidate(limit.get(), row.cells()));
      } else if (!cell.isEmpty()) {
        throw BadInput.at(
            file,
            row.line(),
            column + 1,
            "\"%s\" is no limit. Write a number with a unit, as in 512MiB or 2GiB."
                .formatted(cell));
      }
    }
    return chosen(candidates, series, String.valueOf(export.getFileName()));
  }

  private static LimitsFile chosen(
      Map<String, List<Candidate>> candidates, Set<String> series, String export) {
    var limits = new LinkedHashMap<String, Bytes>();
    var notes = new ArrayList<String>();
    candidates.forEach(
        (name, all) -> {
          List<Candidate> here =
              all.stream()
                  .filter(one -> one.row().stream().anyMatch(cell -> tells(cell, export)))
                  .toList();
          List<Candidate> left = here.isEmpty() ? all : here;
          Bytes lowest = left.stream().map(Candidate::limit).min(Bytes::compareTo).orElseThrow();
          if (series.contains(name) && left.stream().anyMatch(one -> !one.limit().equals(lowest))) {
            notes.add(
                "%s: the limits file has several limits; the lowest counts, %s"
                    .formatted(name, lowest));
          }
          limits.put(name, lowest);
        });
    return new LimitsFile(limits, notes);
  }

  /** Whether a cell, such as a day, stands in the name of the export; a short one says nothing. */
  private static boolean tells(String cell, String export) {
    return cell.length() >= 6 && export.contains(cell);
  }

  private static int names(List<Row> body, int columns, Set<String> series) {
    return IntStream.range(0, columns)
        .boxed()
        .max(
            Comparator.<Integer>comparingLong(
                    column ->
                        body.stream()
                            .filter(row -> column < row.cells().size())
                            .filter(row -> series.contains(row.cells().get(column)))
                            .count())
                .thenComparing(Comparator.<Integer>naturalOrder().reversed()))
        .orElse(0);
  }

  private static int limits(Path file, List<String> header, List<Row> body, int columns, int names)
      throws BadInput {
    for (int i = 0; i < header.size(); i++) {
      if (i != names && header.get(i).toLowerCase(Locale.ROOT).contains("limit")) {
        return i;
      }
    }
    for (int i = columns - 1; i >= 0; i--) {
      int column = i;
      boolean amounts =
          body.stream()
              .allMatch(
                  row ->
                      column < row.cells().size()
                          && amount(row.cells().get(column), Unit.MIB).isPresent());
      if (i != names && amounts) {
        return i;
      }
    }
    throw BadInput.at(
        file, 1, "no column of limits. Call it \"limit\", with amounts such as 512MiB in it.");
  }

  private static Optional<Bytes> amount(String cell, Unit unit) {
    try {
      double bytes = Double.parseDouble(cell) * unit.one();
      return bytes >= 1 && bytes < Bytes.mib(1L << 30).value()
          ? Optional.of(Bytes.of(bytes))
          : Optional.empty();
    } catch (NumberFormatException _) {
      // Not a plain number: it may say its unit.
    }
    try {
      return Optional.of(Unit.amount(cell));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
