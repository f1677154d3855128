package io.headroom.sandbox.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which column of an export is what, told from the line that names them and from the options.
 *
 * @param names of all columns
 * @param time index of the times
 * @param series index of the names of series, where each row names its own
 * @param limit index of the limits
 * @param values indexes of the memory used
 * @param nameless indexes of columns that are left out, since they have no name
 * @param unit of the values
 * @param limitUnit of the limits
 */
record Columns(
    List<String> names,
    int time,
    OptionalInt series,
    OptionalInt limit,
    List<Integer> values,
    List<Integer> nameless,
    Unit unit,
    Unit limitUnit) {

  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "date", "datetime", "t", "ts", "t_sec");

  Columns {
    names = List.copyOf(names);
    values = List.copyOf(values);
    nameless = List.copyOf(nameless);
  }

  /** The first line of a file, and what is said where it is wrong. */
  private record Header(Path file, long line, List<String> names, Cells cells) {

    void check(int time) throws BadInput {
      var seen = new HashMap<String, Integer>();
      for (int i = 0; i < names.size(); i++) {
        Integer earlier = seen.putIfAbsent(names.get(i), i);
        if (earlier != null && !names.get(i).isEmpty()) {
          throw BadInput.at(
              file,
              line,
              i + 1,
              "\"%s\" is the name of column %d already. Give each series a name of its own."
                  .formatted(names.get(i), earlier + 1));
        }
      }
      if (names.size() < 2) {
        throw BadInput.at(
            file,
            line,
            "only one column. Separate a time and at least one series by comma, semicolon or tab.");
      }
      boolean numbers =
          IntStream.range(0, names.size())
              .filter(i -> i != time)
              .mapToObj(names::get)
              .allMatch(name -> Cells.empty(name) || !Double.isNaN(cells.value(name, Unit.BYTES)));
      if (numbers && TimeColumn.of("", names.get(time)).isPresent()) {
        throw BadInput.at(
            file, line, "the first line must name the columns, but it holds numbers.");
      }
    }

    int column(String option, String name) throws BadInput {
      int found = names.indexOf(name);
      if (found < 0) {
        throw BadInput.at(
            file,
            line,
            "%s: there is no column \"%s\"; there are %s"
                .formatted(option, name, Cells.shortened(String.join(", ", names))));
      }
      return found;
    }

    OptionalInt column(String option, Optional<String> name) throws BadInput {
      return name.isPresent() ? OptionalInt.of(column(option, name.get())) : OptionalInt.empty();
    }

    /** The first column, but for one without a name, as of row numbers, beside one called time. */
    int time(Optional<String> name) throws BadInput {
      if (name.isPresent()) {
        return column("--time", name.get());
      }
      return names.getFirst().isEmpty()
          ? IntStream.range(0, names.size())
              .filter(i -> TIMES.contains(names.get(i).toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElse(0)
          : 0;
    }
  }

  /**
   * Reads the line that names the columns.
   *
   * @throws BadInput if it does not, or names one twice, or not one that an option names
   */
  static Columns of(Path file, CsvReader csv, Cells cells, Layout layout) throws BadInput {
    var header = new Header(file, csv.line(), List.copyOf(csv.row()), cells);
    int time = header.time(layout.time());
    header.check(time);
    var values = new ArrayList<Integer>();
    var nameless = new ArrayList<Integer>();
    if (layout.value().isPresent()) {
      values.add(header.column("--value", layout.value().get()));
    } else {
      for (int i = 0; i < header.names().size(); i++) {
        if (i != time) {
          // One at the end is what a separator at the end of each line makes.
          (header.names().get(i).isEmpty() ? nameless : values).add(i);
        }
      }
    }
    if (values.isEmpty()) {
      throw BadInput.at(file, csv.line(), "no column but the time has a name. Name the series.");
    }
    OptionalInt limit = header.column("--limit-column", layout.limit());
    Unit unit = layout.unit().orElseGet(() -> unit(header.names(), values));
    Unit limitUnit =
        limit.isPresent()
            ? Unit.atTheEndOf(header.names().get(limit.getAsInt()))
                .orElse(unit.share() ? Unit.BYTES : unit)
            : Unit.BYTES;
    return new Columns(
        header.names(),
        time,
        header.column("--series", layout.series()),
        limit,
        values,
        nameless,
        unit,
        limitUnit);
  }

  /** What the names of the columns end with, if all end with the same. */
  private static Unit unit(List<String> names, List<Integer> values) {
    Optional<Unit> first = Unit.atTheEndOf(names.get(values.getFirst()));
    boolean alike =
        values.stream().allMatch(each -> Unit.atTheEndOf(names.get(each)).equals(first));
    return alike ? first.orElse(Unit.BYTES) : Unit.BYTES;
  }
}
