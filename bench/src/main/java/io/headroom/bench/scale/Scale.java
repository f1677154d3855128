package io.headroom.bench.scale;

import io.headroom.bench.Deployed;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.incident.Incident;
import io.headroom.core.port.IncidentStore;
import io.headroom.sandbox.aws.LocalTable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  private static final int MOST_TICKS = 12;

  /** A service that has just become known is asked about each minute for a quarter of an hour. */
  private static final int MINUTES_NEW = 16;

  /** Then the days before are read, of so many services a minute. */
  private static final int HISTORIES_A_MINUTE = 8;

  /** In so many a calm one is asked about once. */
  private static final int ROUND = 5;

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
  private final TickTable printed = new TickTable(out);
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
        Ticks ticks = new Ticks(account(0, 0), of(1), table, true)) {
      printed.heading("One by one, one account, nothing in trouble");
      printed.row("first", List.of(ticks.tick()));
      printed.row("then", List.of(ticks.tick()));
      out.println();
    }
  }

  /** Nothing is in trouble: what a check costs from day to day. */
  private void calm() throws IOException {
    try (LocalTable table = LocalTable.create()) {
      List<Ticks> scopes = scopes(table, 0);
      printed.heading("%d services, nothing in trouble, %d scopes".formatted(total(), accounts));
      int round = 1;
      List<Ticks.Tick> cold = all(scopes);
      printed.row("cold", cold);
      Duration slowestCold = TickTable.slowest(cold);
      while (TickTable.sum(cold, "Services") < total() && round < MOST_TICKS) {
        cold = all(scopes);
        round++;
        printed.row("cold, " + round, cold);
      }
      printed.row("new", all(scopes));
      for (int minute = 1; minute < settling(); minute++) {
        all(scopes);
      }
      var settled = new Settled(Deployed.of("CheckFleet"), total(), accounts);
      for (int minute = 1; minute <= ROUND; minute++) {
        // One after the other: a function shares its processor with no other.
        var ticks = new ArrayList<Ticks.Tick>();
        Heap.forgetPeak();
        scopes.forEach(scope -> ticks.add(scope.tick()));
        settled.add(ticks, Heap.peak());
        printed.row("calm, %d of %d (one after another)".formatted(minute, ROUND), ticks);
      }
      out.println(settled.table(slowestCold));
      expect(settled.holds(), "a calm fleet stays within its bounds");
      scopes.forEach(Ticks::close);
    }
  }

  /** A part of each account's services is in trouble at once. */
  private void spread() throws IOException {
    try (LocalTable table = LocalTable.create()) {
      int each = breaching / accounts;
      List<Ticks> scopes = scopes(table, each);
      printed.heading(
          "%d of %d services at their limit at once, %d in each of %d accounts"
              .formatted(breaching, total(), each, accounts));
      until(scopes, breaching);
      printed.row("then", all(scopes));
      printed.row("all open", all(scopes));
      Ticks any = scopes.getFirst();
      List<Incident> open = any.store().open();
      expect(open.size() == breaching, "%d incidents are open".formatted(open.size()));
      tell(any.store(), table, open);
      scopes.forEach(Ticks::close);
    }
  }

  private void tell(IncidentStore store, LocalTable table, List<Incident> open) {
    Storm.Told told = new Storm(store, table, speed).tell(open);
    out.printf("%nTold to one channel: %s%n%n", told.text(open));
    expect(told.threads() == open.size() && told.lost() == 0 && told.twice() == 0, "all is told");
  }

  /** All of them in one account and one scope, whose ECS has to answer for them. */
  private void together() throws IOException {
    try (LocalTable table = LocalTable.create();
        Ticks ticks = new Ticks(account(0, breaching), of(1), table, false)) {
      printed.heading(
          "%d services at their limit at once, all in one account".formatted(breaching));
      until(List.of(ticks), breaching);
      printed.row("all open", List.of(ticks.tick()));
      int open = ticks.store().open().size();
      expect(open == breaching, "%d incidents are open".formatted(open));
    }
  }

  private void until(List<Ticks> scopes, int wanted) {
    for (int round = 1; round <= MOST_TICKS; round++) {
      printed.row("minute " + round, all(scopes));
      if (scopes.getFirst().store().open().size() >= wanted) {
        return;
      }
    }
  }

  private Account account(int number, int breaches) {
    return new Account(number, clusters, services, breaches);
  }

  /** Minutes until a scope knows all that it wants to know. */
  private int settling() {
    return MINUTES_NEW + clusters * services / HISTORIES_A_MINUTE + 1;
  }

  private int total() {
    return accounts * clusters * services;
  }

  /** The first accounts, each a scope of one installation. */
  private Scopes of(int first) {
    return Scopes.parse(
        IntStream.range(0, first)
            .mapToObj(number -> Scope.all(account(number, 0).place()).toString())
            .collect(Collectors.joining(",")));
  }

  private List<Ticks> scopes(LocalTable table, int breaches) throws IOException {
    var scopes = new ArrayList<Ticks>();
    for (int number = 0; number < accounts; number++) {
      scopes.add(new Ticks(account(number, breaches), of(accounts), table, false));
    }
    return scopes;
  }

  /** As the map over scopes has them: at the same time. */
  private static List<Ticks.Tick> all(List<Ticks> scopes) {
    return new Abreast(scopes.size()).map(scopes, Ticks::tick);
  }

  private void expect(boolean holds, String what) {
    out.println((holds ? "Holds: " : "DOES NOT HOLD: ") + what + ".\n");
    failed |= !holds;
  }
}
