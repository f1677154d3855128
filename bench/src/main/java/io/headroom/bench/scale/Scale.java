package io.headroom.bench.scale;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.incident.Incident;
import io.headroom.core.port.IncidentStore;
import io.headroom.sandbox.aws.LocalTable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ten thousand services in a hundred clusters of ten accounts, each account a scope of its own;
 * then a thousand of them at their limit at once; then the same thousand in one account. Prints
 * tables in Markdown.
 */
@Command(
    name = "bench/scale",
    description = "Measures a check of 10,000 services, and 1,000 alerts at once.",
    mixinStandardHelpOptions = true)
final class Scale implements Callable<Integer> {

  /** "GetMetricData: $0.01 per 1,000 metrics requested", as on CloudWatch's page of prices. */
  private static final double USD_A_METRIC = 0.01 / 1_000;

  /** Lambda on x86: the first tier of its page of prices. */
  private static final double USD_A_GB_SECOND = 0.0000166667;

  private static final double GB = 1.0;
  private static final double MINUTES_A_MONTH = 60 * 24 * 30.4;
  private static final int MOST_TICKS = 12;

  @Option(names = "--accounts", description = "Accounts (default: 10).")
  private int accounts = 10;

  @Option(names = "--clusters", description = "Clusters of each account (default: 10).")
  private int clusters = 10;

  @Option(names = "--services", description = "Services of each cluster (default: 100).")
  private int services = 100;

  @Option(names = "--breaching", description = "Services at their limit in all (default: 1000).")
  private int breaching = 1_000;

  @Option(names = "--speed", description = "How much faster Slack's time runs (default: 60).")
  private int speed = 60;

  @Option(
      names = "--part",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: ALL).")
  private Part part = Part.ALL;

  /** What can be measured by itself. */
  private enum Part {
    ALL,
    CALM,
    SPREAD,
    TOGETHER,
    /** Not among all: a check as it would be if each call waited for the one before. */
    ONE_BY_ONE
  }

  private final PrintStream out = System.out;
  private boolean failed;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Scale()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    out.printf(
        Locale.ROOT,
        "%d accounts x %d clusters x %d services; %d processors, %d MiB of heap at most%n%n",
        accounts,
        clusters,
        services,
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    if (part == Part.ONE_BY_ONE) {
      before();
    }
    if (part == Part.ALL || part == Part.CALM) {
      calm();
    }
    if (part == Part.ALL || part == Part.SPREAD) {
      spread();
    }
    if (part == Part.ALL || part == Part.TOGETHER) {
      together();
    }
    return failed ? 1 : 0;
  }

  private void before() throws IOException {
    try (LocalTable table = LocalTable.create();
        Ticks ticks = new Ticks(account(0, 0), table, true)) {
      heading("One by one, one account, nothing in trouble");
      row("first", List.of(ticks.tick()), 0);
      row("then", List.of(ticks.tick()), 0);
      out.println();
    }
  }

  /** Nothing is in trouble: what a check costs from day to day. */
  private void calm() throws IOException {
    try (LocalTable table = LocalTable.create()) {
      List<Ticks> scopes = scopes(table, 0);
      heading("%d services, nothing in trouble, %d scopes".formatted(total(), accounts));
      int round = 1;
      List<Ticks.Tick> ticks = all(scopes);
      row("cold", ticks, 0);
      while (sum(ticks, "Services") < total() && round < MOST_TICKS) {
        ticks = all(scopes);
        round++;
        row("cold, " + round, ticks, 0);
      }
      // One after the other: a function shares its processor with no other.
      var warm = new ArrayList<Ticks.Tick>();
      long heap = 0;
      for (Ticks scope : scopes) {
        resetHeap();
        warm.add(scope.tick());
        heap = Math.max(heap, peakHeap());
      }
      row("warm", warm, heap);
      price(warm);
      scopes.forEach(Ticks::close);
    }
  }

  /** A part of each account's services is in trouble at once. */
  private void spread() throws IOException {
    try (LocalTable table = LocalTable.create()) {
      int each = breaching / accounts;
      List<Ticks> scopes = scopes(table, each);
      heading(
          "%d of %d services at their limit at once, %d in each of %d accounts"
              .formatted(breaching, total(), each, accounts));
      until(scopes, breaching);
      row("then", all(scopes), 0);
      row("all open", all(scopes), 0);
      Ticks any = scopes.getFirst();
      List<Incident> open = any.store().open();
      expect(open.size() == breaching, "%d incidents are open".formatted(open.size()));
      tell(any.store(), table, open);
      scopes.forEach(Ticks::close);
    }
  }

  private void tell(IncidentStore store, LocalTable table, List<Incident> open) {
    int events = open.stream().mapToInt(Incident::version).sum();
    Storm.Told told = new Storm(store, table, speed).tell(open);
    out.printf(
        "%nTold to one channel: %d events of %d incidents in %d threads, %d messages, %d of them twice; %d calls told to"
            + " wait, %d invocations, %d batches given up on; %s.%n%n",
        events,
        open.size(),
        told.threads(),
        told.messages(),
        told.twice(),
        told.limited(),
        told.invocations(),
        told.lost(),
        text(told.took()));
    expect(told.threads() == open.size() && told.lost() == 0 && told.twice() == 0, "all is told");
  }

  /** All of them in one account and one scope, whose ECS has to answer for them. */
  private void together() throws IOException {
    try (LocalTable table = LocalTable.create();
        Ticks ticks = new Ticks(account(0, breaching), table, false)) {
      heading("%d services at their limit at once, all in one account".formatted(breaching));
      until(List.of(ticks), breaching);
      row("all open", List.of(ticks.tick()), 0);
      int open = ticks.store().open().size();
      expect(open == breaching, "%d incidents are open".formatted(open));
    }
  }

  private void until(List<Ticks> scopes, int wanted) {
    for (int round = 1; round <= MOST_TICKS; round++) {
      row("minute " + round, all(scopes), 0);
      if (scopes.getFirst().store().open().size() >= wanted) {
        return;
      }
    }
  }

  private Account account(int number, int breaches) {
    return new Account(number, clusters, services, breaches);
  }

  private int total() {
    return accounts * clusters * services;
  }

  private List<Ticks> scopes(LocalTable table, int breaches) throws IOException {
    var scopes = new ArrayList<Ticks>();
    for (int number = 0; number < accounts; number++) {
      scopes.add(new Ticks(account(number, breaches), table, false));
    }
    return scopes;
  }

  /** As the map over scopes has them: at the same time. */
  private static List<Ticks.Tick> all(List<Ticks> scopes) {
    return new Abreast(scopes.size()).map(scopes, Ticks::tick);
  }

  private void heading(String title) {
    out.printf(
        "%s:%n%n| minute | slowest | services | ECS calls | throttled | CloudWatch calls | throttled | opened | open | heap |%n"
            + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|%n",
        title);
  }

  private void row(String name, List<Ticks.Tick> ticks, long heap) {
    Duration slowest =
        ticks.stream().map(Ticks.Tick::took).max(Duration::compareTo).orElse(Duration.ZERO);
    out.printf(
        "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %s |%n",
        name,
        text(slowest),
        sum(ticks, "Services"),
        sum(ticks, "EcsCalls"),
        sum(ticks, "EcsThrottled"),
        sum(ticks, "CloudWatchCalls"),
        sum(ticks, "CloudWatchThrottled"),
        sum(ticks, "IncidentsOpened"),
        sum(ticks, "IncidentsOpen"),
        heap == 0 ? "" : (heap >> 20) + " MiB");
    out.flush();
  }

  private void price(List<Ticks.Tick> warm) {
    double seconds = warm.stream().mapToDouble(tick -> tick.took().toMillis() / 1e3).sum();
    double metrics = sum(warm, "queries") * USD_A_METRIC * MINUTES_A_MONTH;
    double lambda = seconds * GB * USD_A_GB_SECOND * MINUTES_A_MONTH;
    out.printf(
        Locale.ROOT,
        "%nA month of warm minutes: GetMetricData $%.0f (%d metrics a minute), Lambda $%.0f (%.1f GB-seconds a minute).%n%n",
        metrics,
        sum(warm, "queries"),
        lambda,
        seconds * GB);
  }

  private static int sum(List<Ticks.Tick> ticks, String metric) {
    return ticks.stream().mapToInt(tick -> tick.count(metric)).sum();
  }

  private static String text(Duration time) {
    return time.toMinutes() >= 2
        ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%.1f s".formatted(time.toMillis() / 1e3);
  }

  private void expect(boolean holds, String what) {
    out.println((holds ? "Holds: " : "DOES NOT HOLD: ") + what + ".\n");
    failed |= !holds;
  }

  private static void resetHeap() {
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peakHeap() {
    return heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
