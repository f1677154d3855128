package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Condition;
import io.headroom.core.runbook.RunbookErrors;
import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./headroom replay}: the alerts that the rules would have given over an export of memory
 * from any monitoring. Alerts and clears go to the output; what was odd in the files, and which
 * rules could not run, to the error output. Exit code 0 when it ran, whatever it found; 1 for a
 * file that cannot be read; 2 for a wrong option.
 */
@Command(
    name = "replay",
    description = {
      "Says which alerts the rules would have given over an export of memory, at what time.",
      "The first column is a time, every other one a series. It reads files and changes nothing."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--csv", paramLabel = "FILE", required = true, description = "The export.")
  private Path csv = Path.of("");

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description =
          "Of the numbers: B, KiB, MiB, GiB, TiB, kB, MB, GB, or %% or ratio (0 to 1) of the limit."
              + " Default: what the columns' names end with (used_MiB), else B.")
  private Optional<String> unit = Optional.empty();

  @ArgGroup private @Nullable Limit limit;

  /** One of them, or none. */
  static final class Limit {
    @Option(
        names = "--limit",
        paramLabel = "AMOUNT",
        description = "Limit of every series, as in 2GiB.")
    private Optional<String> every = Optional.empty();

    @Option(
        names = "--limits",
        paramLabel = "FILE",
        description =
            "CSV with a column of series' names and one of limits (limit_MiB, or 512MiB).")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = "--limit-column",
        paramLabel = "COLUMN",
        description = "Column of the export that has the limit; it may change from row to row.")
    private Optional<String> column = Optional.empty();
  }

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "Column of the times. Default: the first.")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      description = "Column of the memory used. Default: every column but the time is a series.")
  private Optional<String> value = Optional.empty();

  @Option(
      names = "--series",
      paramLabel = "COLUMN",
      description = "Column that names the series of each row, where all are in one column.")
  private Optional<String> series = Optional.empty();

  @Mixin private final RunbookOption runbook = new RunbookOption();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls the command");
    }
    PrintWriter err = spec.commandLine().getErr();
    Layout layout;
    Optional<Bytes> every;
    try {
      layout =
          new Layout(
              time,
              series,
              value,
              limit == null ? Optional.empty() : limit.column,
              unit.map(Unit::of));
      every = limit == null ? Optional.empty() : limit.every.map(Unit::amount);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    try {
      run(layout, every, spec.commandLine().getOut(), err);
      return 0;
    } catch (BadInput | RunbookErrors e) {
      err.println(e.getMessage());
    } catch (UncheckedIOException | IOException e) {
      err.println("Cannot read it: " + e.getMessage());
    }
    return 1;
  }

  private void run(Layout layout, Optional<Bytes> every, PrintWriter out, PrintWriter err)
      throws BadInput, IOException {
    List<Condition> conditions = Condition.each(runbook.toReplay());
    Export export = ExportReader.read(csv, layout);
    export.notes().forEach(note -> err.println(csv + ": " + note));
    Map<String, Bytes> limits = limits(export, layout, err);
    if (!export.ratios()) {
      export
          .series()
          .forEach(
              one ->
                  one.bound(limit(one, every, limits))
                      .ifPresent(note -> err.println(csv + ": " + note)));
    }
    var rules = new RunnableRules(conditions);
    rules
        .explain(export, one -> one.limited() || limit(one, every, limits).isPresent())
        .forEach(err::println);
    List<Sighting> found =
        export.series().parallelStream()
            .map(
                one -> {
                  Optional<Bytes> known = limit(one, every, limits);
                  return SeriesReplay.of(
                      one,
                      known,
                      export.ratios(),
                      rules.of(known.isPresent() || one.limited(), export.ratios()));
                })
            .flatMap(List::stream)
            .collect(Collectors.toCollection(ArrayList::new));
    // Stable: at one moment in the order of the file, and of the rules.
    found.sort(Comparator.comparingLong(Sighting::at));
    int width = export.series().stream().mapToInt(one -> one.name().length()).max().orElse(0);
    var printer = new ReplayPrinter(out, json, export.time().scale().sinceStart(), width);
    found.forEach(printer::print);
    out.flush();
    err.println(Summary.of(export, found));
  }

  private Map<String, Bytes> limits(Export export, Layout layout, PrintWriter err)
      throws BadInput, IOException {
    if (limit == null || limit.file.isEmpty()) {
      return Map.of();
    }
    Path file = limit.file.get();
    var names =
        export.series().stream().map(ExportedSeries::name).collect(Collectors.toUnmodifiableSet());
    Unit plain = layout.unit().filter(one -> !one.share()).orElse(Unit.BYTES);
    LimitsFile read = LimitsFile.read(file, names, csv, plain);
    read.notes().forEach(note -> err.println(file + ": " + note));
    return read.limits();
  }

  private static Optional<Bytes> limit(
      ExportedSeries series, Optional<Bytes> every, Map<String, Bytes> limits) {
    return Optional.ofNullable(limits.get(series.name())).or(() -> every);
  }
}
