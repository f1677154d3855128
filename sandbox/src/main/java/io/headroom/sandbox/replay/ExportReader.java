package io.headroom.sandbox.replay;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export of memory over time: a time and a column per series, or, where the layout names a
 * series column, a row per series and time. An empty cell is a gap; so is one that is no amount of
 * memory, and that is counted. What cannot be made sense of is an error with its place.
 */
final class ExportReader {

  private final Path file;
  private final CsvReader csv;
  private final Cells cells;
  private final Columns columns;
  private final Map<String, ExportedSeries> series = new LinkedHashMap<>();
  private final List<Integer> leftOut = new ArrayList<>();
  private @Nullable TimeColumn time;
  private long shortRows;
  private long firstShortRow;

  private ExportReader(Path file, CsvReader csv, Cells cells, Columns columns) {
    this.file = file;
    this.csv = csv;
    this.cells = cells;
    this.columns = columns;
  }

  /**
   * Reads a file whole.
   *
   * @throws BadInput if it is no such export, with the place of the mistake
   */
  static Export read(Path file, Layout layout) throws BadInput, IOException {
    try (CsvReader csv = CsvReader.open(file)) {
      if (!csv.next()) {
        throw BadInput.in(file, "the file is empty. Its first line must name the columns.");
      }
      var cells = new Cells(csv.separator());
      return new ExportReader(file, csv, cells, Columns.of(file, csv, cells, layout)).read();
    }
  }

  private Export read() throws BadInput, IOException {
    if (columns.series().isEmpty()) {
      columns.values().forEach(each -> series(columns.names().get(each)));
    }
    while (csv.next()) {
      row();
    }
    TimeColumn found = time;
    if (found == null) {
      throw BadInput.in(file, "there is no row below the line that names the columns.");
    }
    return new Export(List.copyOf(series.values()), found, columns.unit().share(), notes());
  }

  private void row() throws BadInput {
    checkLength();
    long at = time();
    double limit = columns.limit().isPresent() ? limit(columns.limit().getAsInt()) : Double.NaN;
    for (int column : columns.values()) {
      ExportedSeries target =
          series(
              columns.series().isPresent()
                  ? name(columns.series().getAsInt())
                  : columns.names().get(column));
      String cell = csv.cell(column);
      double value = cells.value(cell, columns.unit());
      if (possible(value)) {
        target.add(at, value, limit);
      } else if (Cells.percent(cell) && !columns.unit().share()) {
        throw at(column, "\"%s\" is a share of the limit. Say so: --unit %%".formatted(cell));
      } else if (!Cells.empty(cell)) {
        target.bad(
            "line %d, column %d \"%s\"".formatted(csv.line(), column + 1, Cells.shortened(cell)));
      }
    }
    for (int column : columns.nameless()) {
      if (!Cells.empty(csv.cell(column)) && !leftOut.contains(column)) {
        leftOut.add(column);
      }
    }
  }

  /** A share is held against the limit here; bytes are where the limit is known. */
  private boolean possible(double value) {
    return columns.unit().share()
        ? value >= 0 && value <= MemorySeries.MOST_OF_LIMIT
        : Sample.isAmount(value);
  }

  private void checkLength() throws BadInput {
    int named = columns.names().size();
    if (csv.row().size() > named && !csv.cell(named).isEmpty()) {
      throw at(
          named,
          "this row has %d cells, but the first line names %d columns. Quote cells that hold a %s."
              .formatted(
                  csv.row().size(),
                  named,
                  csv.separator() == '\t' ? "tab" : "'" + csv.separator() + "'"));
    }
    if (csv.row().size() < named) {
      firstShortRow = shortRows == 0 ? csv.line() : firstShortRow;
      shortRows++;
    }
  }

  private long time() throws BadInput {
    String cell = csv.cell(columns.time());
    if (time == null) {
      time = TimeColumn.of(columns.names().get(columns.time()), cell).orElse(null);
    }
    OptionalLong at = time == null ? OptionalLong.empty() : time.milliseconds(cell);
    if (at.isEmpty()) {
      throw at(
          columns.time(),
          "\"%s\" is no time%s. Write 2026-03-01T12:00:00Z, 2026-03-01 12:00:00, or seconds."
              .formatted(Cells.shortened(cell), time == null ? "" : " like those above it"));
    }
    return at.getAsLong();
  }

  private String name(int column) throws BadInput {
    String name = csv.cell(column);
    if (name.isEmpty()) {
      throw at(
          column, "the series has no name. Fill the cell, or name another column with --series.");
    }
    return name;
  }

  private BadInput at(int column, String what) {
    return BadInput.at(file, csv.line(), column + 1, what);
  }

  private ExportedSeries series(String name) {
    return series.computeIfAbsent(name, ExportedSeries::new);
  }

  private double limit(int column) {
    double limit = cells.value(csv.cell(column), columns.limitUnit());
    return limit >= 1 && Sample.isAmount(limit) ? limit : Double.NaN;
  }

  private List<String> notes() {
    var notes = new ArrayList<String>();
    if (shortRows > 0) {
      notes.add(
          "%s fewer cells than the first line, the first in line %d; what is missing is a gap"
              .formatted(Count.of(shortRows, "row has", "rows have"), firstShortRow));
    }
    for (int column : leftOut) {
      notes.add("column %d has no name and is left out".formatted(column + 1));
    }
    double largest = 0;
    for (ExportedSeries each : series.values()) {
      notes.addAll(each.settle());
      for (int i = 0; i < each.size(); i++) {
        largest = Math.max(largest, each.value(i));
      }
    }
    if (columns.unit() == Unit.BYTES && largest > 0 && largest < Bytes.mib(1).value()) {
      notes.add(
          "the largest value is %.0f bytes. If the numbers are not bytes, say so: --unit MiB"
              .formatted(largest));
    }
    return notes;
  }
}
