package io.headroom.bench.detector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays drawn series online to the leak detector and to the usual rules; prints tables. */
@Command(
    name = "bench/detector",
    description =
        "Draws leaks and healthy series, shows them minute by minute to the leak detector and to the"
            + " usual rules, and prints who saw what, and when, in Markdown.",
    mixinStandardHelpOptions = true)
final class Benchmark implements Callable<Integer> {

  /** The seeds that thresholds are tuned with; the report is of others. */
  private static final long LAST_TUNING_SEED = 99;

  @Option(
      names = "--seeds",
      split = ",",
      description =
          "What is drawn; 1 to 99 are for tuning, and the report says so (default: ${DEFAULT-VALUE}).",
      defaultValue = "1121")
  private long[] seeds = {};

  @Option(
      names = "--services",
      description = "Services of each class and seed (default: ${DEFAULT-VALUE}).",
      defaultValue = "40")
  private int services;

  @Option(names = "--classes", split = ",", description = "Only these classes, as in the tables.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--ours", description = "Without the usual rules, which take most of the time.")
  private boolean ours;

  @Option(
      names = "--each",
      description = "Prints a line for each series of Headroom's own that went wrong.")
  private boolean each;

  @Option(
      names = "--traces",
      description =
          "Real measurements too: a folder of CSV files in MiB a minute, and their limits.")
  private @Nullable Path traces;

  @Option(
      names = "--pictures",
      description =
          "Writes an SVG of each class here: the first series caught, and the first missed.")
  private @Nullable Path pictures;

  @Option(
      names = "--write",
      description =
          "Writes the series of the first seed here as CSV, with limits and truth, and ends.")
  private @Nullable Path written;

  @Option(
      names = "--threads",
      description = "Series replayed at the same time (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int threads;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (written != null) {
      var files = new SeriesFiles(written);
      for (SeriesClass kind : classes()) {
        files.write(kind, new Generator(seeds[0]).draw(kind, services));
      }
      return 0;
    }
    List<Contestant> contestants =
        Arrays.stream(Contestant.values()).filter(one -> !ours || one.ours()).toList();
    var run = new Run<SeriesClass>(contestants);
    var gallery = new Gallery();
    var starts = new Starts();
    for (SeriesClass kind : classes()) {
      for (long seed : seeds) {
        run.replay(
            kind,
            new Generator(seed).draw(kind, services),
            threads,
            judgements -> {
              gallery.judged(kind, judgements);
              starts.judged(kind, judgements);
              judged(seed, judgements);
            });
      }
      System.err.println(kind.label());
    }
    System.out.println(title());
    System.out.println(new Report(run, starts).markdown());
    if (pictures != null) {
      gallery.write(pictures);
    }
    if (traces != null) {
      System.out.println(real(contestants, traces));
    }
    return 0;
  }

  private String real(List<Contestant> contestants, Path folder) throws Exception {
    var run = new Run<String>(contestants);
    var report = new TraceReport(run);
    for (Map.Entry<String, List<Series>> file : new Traces().read(folder).entrySet()) {
      run.replay(
          file.getKey(),
          file.getValue(),
          threads,
          judgements ->
              Optional.ofNullable(judgements.get(Contestant.LEAK)).ifPresent(report::judged));
    }
    return report.markdown();
  }

  private List<SeriesClass> classes() {
    return labels.isEmpty()
        ? List.of(SeriesClass.values())
        : labels.stream().map(SeriesClass::of).toList();
  }

  private String title() {
    String drawn = String.join(", ", LongStream.of(seeds).mapToObj(Long::toString).toList());
    boolean tuning = LongStream.of(seeds).anyMatch(seed -> seed <= LAST_TUNING_SEED);
    return String.format(
        Locale.ROOT,
        "%d services of each class; seed %s, %s.",
        services * seeds.length,
        drawn,
        tuning
            ? "among those that thresholds were tuned with: figures for tuning, not for reporting"
            : "none of those that thresholds were tuned with (1 to " + LAST_TUNING_SEED + ")");
  }

  private void judged(long seed, Map<Contestant, Judgement> judgements) {
    @Nullable Judgement judgement = judgements.get(Contestant.LEAK);
    if (!each || judgement == null) {
      return;
    }
    Series series = judgement.replay().series();
    for (int minute : judgement.falseAlarms()) {
      System.out.printf(
          Locale.ROOT,
          "%s of seed %d: false alarm after %.1f h%n",
          series.name(),
          seed,
          minute / 60.0);
    }
    for (int i = 0; i < series.leaks().size(); i++) {
      Leak leak = series.leaks().get(i);
      if (judgement.hits().get(i).isEmpty()) {
        System.out.printf(
            Locale.ROOT,
            "%s of seed %d: missed, from %.1f h to %.1f h%n",
            series.name(),
            seed,
            leak.onset() / 60.0,
            leak.exhaustion() / 60.0);
      }
    }
  }
}
