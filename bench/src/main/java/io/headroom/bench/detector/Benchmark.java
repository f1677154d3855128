package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      defaultValue = "20261")
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
      names = "--threads",
      description = "Series replayed at the same time (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int threads;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Contestant> contestants =
        Arrays.stream(Contestant.values()).filter(one -> !ours || one.ours()).toList();
    var run = new Run(contestants);
    for (SeriesClass kind : classes()) {
      for (long seed : seeds) {
        run.replay(new Generator(seed).draw(kind, services), threads, this::judged);
      }
      System.err.println(kind.label());
    }
    System.out.println(title());
    System.out.println(new Report(run).markdown());
    return 0;
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

  private void judged(Series series, Map<Contestant, Judgement> judgements) {
    @Nullable Judgement judgement = judgements.get(Contestant.LEAK);
    if (!each || judgement == null) {
      return;
    }
    for (int minute : judgement.falseAlarms()) {
      System.out.printf(
          Locale.ROOT, "%s: false alarm after %.1f h%n", series.name(), minute / 60.0);
    }
    for (int i = 0; i < series.leaks().size(); i++) {
      Leak leak = series.leaks().get(i);
      if (judgement.hits().get(i).isEmpty()) {
        System.out.printf(
            Locale.ROOT,
            "%s: missed, from %.1f h to %.1f h%n",
            series.name(),
            leak.onset() / 60.0,
            leak.exhaustion() / 60.0);
      }
    }
  }
}
