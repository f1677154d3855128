package io.headroom.sandbox.replay;

import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export of memory over time: a time and a column per series, or, where the layout names a
 * series column, a row per series and time. An empty cell is a gap; so is one that is no amount of
 * memory, and that is counted. What cannot be made sense of is an error with its place.
 */
final class ExportReader {

  /** More than the largest EC2 instance has (32 TiB): no task uses that, the value is wrong. */
  private static final double ABSURD = Bytes.mib(32L * 1024 * 1024).value();

  private static final double ABSURD_RATIO = 100;

  private static final Set<String> EMPTY =
      Set.of("", "nan", "null", "none", "na", "n/a", "#n/a", "-", "<na>", "undefined");

  private final Path file;
  private final Layout layout;
  private final CsvReader csv;
  private final List<String> header;
  private final Map<String, ExportedSeries> series = new LinkedHashMap<>();
  private @Nullable TimeColumn time;
  private long shortRows;
  private long firstShortRow;

  private ExportReader(Path file, Layout layout, CsvReader csv, List<String> header) {
    this.file = file;
    this.layout = layout;
    this.csv = csv;
    this.header = header;
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
      return new ExportReader(file, layout, csv, List.copyOf(csv.row())).read();
    }
  }

  private Export read() throws BadInput, IOException {
    checkHeader();
    int timeColumn = layout.time().isPresent() ? column("--time", layout.time().get()) : 0;
    List<Integer> values = values(timeColumn);
    Unit unit = unit(values);
    int named = layout.series().isPresent() ? column("--series", layout.series().get()) : -1;
    int limited = layout.limit().isPresent() ? column("--limit-column", layout.limit().get()) : -1;
    double limitUnit =
        limited < 0
            ? 0
            : Unit.atTheEndOf(header.get(limited))
                .orElse(unit == Unit.PERCENT ? Unit.BYTES : unit)
                .bytes();
    double scale = unit == Unit.PERCENT ? 0.01 : unit.bytes();
    double most = unit == Unit.PERCENT ? ABSURD_RATIO : ABSURD;
    if (named < 0) {
      values.forEach(each -> series(header.get(each)));
    }
    while (csv.next()) {
      checkLength();
      long at = time(timeColumn);
      double limit = limited < 0 ? Double.NaN : limit(csv.cell(limited), limitUnit);
      for (int each : values) {
        ExportedSeries target = series(named < 0 ? header.get(each) : name(named));
        String cell = csv.cell(each);
        double value = value(cell, scale);
        if (value >= 0 && value <= most) {
          target.add(at, value, limit);
        } else if (!empty(cell)) {
          target.bad("line %d, column %d \"%s\"".formatted(csv.line(), each + 1, shortened(cell)));
        }
      }
    }
    return export(unit);
  }

  private Export export(Unit unit) throws BadInput {
    TimeColumn found = time;
    if (found == null) {
      throw BadInput.in(file, "there is no row below the line that names the columns.");
    }
    var notes = new ArrayList<String>();
    if (shortRows > 0) {
      notes.add(
          "%d rows have fewer cells than the first line, the first in line %d; what is missing is a gap"
              .formatted(shortRows, firstShortRow));
    }
    double largest = 0;
    for (ExportedSeries each : series.values()) {
      int moved = each.sort();
      if (moved > 0) {
        notes.add(
            "%s: %d samples were out of order or came twice; sorted by time, the last one counts"
                .formatted(each.name(), moved));
      }
      if (each.bad() > 0) {
        notes.add(
            "%s: %d cells are no amount of memory and count as gaps, the first in %s"
                .formatted(each.name(), each.bad(), each.firstBad()));
      }
      for (int i = 0; i < each.size(); i++) {
        largest = Math.max(largest, each.value(i));
      }
    }
    if (unit == Unit.BYTES && largest > 0 && largest < Bytes.mib(1).value()) {
      notes.add(
          "the largest value is %.0f bytes. If the numbers are not bytes, say so: --unit MiB"
              .formatted(largest));
    }
    return new Export(List.copyOf(series.values()), found, unit == Unit.PERCENT, notes);
  }

  private void checkHeader() throws BadInput {
    var seen = new HashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      Integer earlier = seen.putIfAbsent(header.get(i), i);
      if (earlier != null && !header.get(i).isEmpty()) {
        throw BadInput.at(
            file,
            csv.line(),
            i + 1,
            "\"%s\" is the name of column %d already. Give each series a name of its own."
                .formatted(header.get(i), earlier + 1));
      }
    }
    if (header.size() < 2) {
      throw BadInput.at(
          file,
          csv.line(),
          "only one column. Separate a time and at least one series by comma, semicolon or tab.");
    }
    if (header.stream().skip(1).noneMatch(cell -> Double.isNaN(value(cell, 1)))) {
      throw BadInput.at(
          file, csv.line(), "the first line must name the columns, but it holds numbers.");
    }
  }

  private int column(String option, String name) throws BadInput {
    int found = header.indexOf(name);
    if (found < 0) {
      throw BadInput.at(
          file,
          csv.line(),
          "%s: there is no column \"%s\"; there are %s"
              .formatted(option, name, shortened(String.join(", ", header))));
    }
    return found;
  }

  private List<Integer> values(int timeColumn) throws BadInput {
    if (layout.value().isPresent()) {
      return List.of(column("--value", layout.value().get()));
    }
    var values = new ArrayList<Integer>();
    for (int i = 0; i < header.size(); i++) {
      // A nameless column at the end is what a separator at the end of each line makes.
      if (i != timeColumn && !header.get(i).isEmpty()) {
        values.add(i);
      }
    }
    return values;
  }

  private Unit unit(List<Integer> values) {
    if (layout.unit().isPresent()) {
      return layout.unit().get();
    }
    Optional<Unit> first = Unit.atTheEndOf(header.get(values.getFirst()));
    boolean alike =
        values.stream().allMatch(each -> Unit.atTheEndOf(header.get(each)).equals(first));
    return alike ? first.orElse(Unit.BYTES) : Unit.BYTES;
  }

  private void checkLength() throws BadInput {
    if (csv.row().size() > header.size() && !csv.cell(header.size()).isEmpty()) {
      throw BadInput.at(
          file,
          csv.line(),
          header.size() + 1,
          "this row has %d cells, but the first line names %d columns. Quote cells that hold a %s."
              .formatted(
                  csv.row().size(),
                  header.size(),
                  csv.separator() == '\t' ? "tab" : "'" + csv.separator() + "'"));
    }
    if (csv.row().size() < header.size()) {
      firstShortRow = shortRows == 0 ? csv.line() : firstShortRow;
      shortRows++;
    }
  }

  private long time(int column) throws BadInput {
    String cell = csv.cell(column);
    if (time == null) {
      time = TimeColumn.of(header.get(column), cell).orElse(null);
    }
    OptionalLong at = time == null ? OptionalLong.empty() : time.milliseconds(cell);
    if (at.isEmpty()) {
      throw BadInput.at(
          file,
          csv.line(),
          column + 1,
          "\"%s\" is no time%s. Write 2026-03-01T12:00:00Z, 2026-03-01 12:00:00, or seconds."
              .formatted(shortened(cell), time == null ? "" : " like those above it"));
    }
    return at.getAsLong();
  }

  private String name(int column) throws BadInput {
    String name = csv.cell(column);
    if (name.isEmpty()) {
      throw BadInput.at(
          file,
          csv.line(),
          column + 1,
          "the series has no name. Fill the cell, or name another column with --series.");
    }
    return name;
  }

  private ExportedSeries series(String name) {
    return series.computeIfAbsent(name, ExportedSeries::new);
  }

  private double limit(String cell, double unit) {
    double limit = value(cell, unit);
    return limit >= 1 && limit <= ABSURD ? limit : Double.NaN;
  }

  /** The number of a cell times what one is; NaN if it is none. */
  private double value(String cell, double scale) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    char first = cell.charAt(0);
    if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.') {
      return Double.NaN;
    }
    try {
      boolean decimalComma = csv.separator() != ',' && cell.indexOf(',') >= 0;
      return scale * Double.parseDouble(decimalComma ? cell.replace(',', '.') : cell);
    } catch (NumberFormatException _) {
      return scale == 0.01 ? Double.NaN : withUnit(cell);
    }
  }

  private static double withUnit(String cell) {
    try {
      return Unit.amount(cell).value();
    } catch (IllegalArgumentException _) {
      return Double.NaN;
    }
  }

  private static boolean empty(String cell) {
    return EMPTY.contains(cell.toLowerCase(Locale.ROOT));
  }

  private static String shortened(String cell) {
    return cell.length() <= 60 ? cell : cell.substring(0, 60) + "...";
  }
}
