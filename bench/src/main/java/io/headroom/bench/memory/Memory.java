package io.headroom.bench.memory;

import io.headroom.bench.Packages;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.infra.store.EventJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Every function of the template, packaged, sent real events of its kind: how much memory and
 * processor time that takes. Prints a table in Markdown.
 */
@Command(
    name = "bench/memory",
    description = "Measures what each packaged function takes of its MemorySize.",
    mixinStandardHelpOptions = true)
final class Memory implements Callable<Integer> {

  /** Batches as the template has them. */
  private static final int TOLD_AT_ONCE = 50;

  private static final int RUN_AT_ONCE = 10;

  private static final int IN_TROUBLE = 100;
  private static final int EVENTS = 20;

  @Option(
      names = "--services",
      split = ",",
      description = "Sizes of the fleets that are checked (default: 10,100,1000).")
  private List<Integer> sizes = List.of(10, 100, 1_000);

  @Option(names = "--minutes", description = "Checks of each fleet, one a minute (default: 4).")
  private int minutes = 4;

  @Option(names = "--memory", description = "A size in MB instead of the template's.")
  private @Nullable Integer megabytes;

  private final List<Measured> measured = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Memory()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (var packages = new Packages();
        var trouble = new World(sizes.getLast(), IN_TROUBLE)) {
      Map<String, Path> unpacked =
          Map.of(
              "functions",
              packages.unpack(Path.of("functions", "target", "functions.zip"), "functions"),
              "bot",
              packages.unpack(Path.of("bot", "target", "bot.zip"), "bot"));
      var starter = new Starter(unpacked, megabytes);
      check(starter, trouble);
      tell(starter, trouble);
      click(starter, trouble);
      remedy(starter, trouble);
      change(starter, trouble);
      kill(starter, trouble);
    }
    System.out.print(Measured.table(measured));
    return 0;
  }

  /** Fleets with nothing wrong, and one with a part at its limit, each once a minute. */
  private void check(Starter starter, World trouble) throws Exception {
    Map<String, World> worlds = new LinkedHashMap<>();
    for (int size : sizes) {
      worlds.put("%,d services".formatted(size), new World(size, 0));
    }
    worlds.put("%,d services, %d at their limit".formatted(sizes.getLast(), IN_TROUBLE), trouble);
    var running = new ArrayList<Running>();
    worlds.forEach((fleet, world) -> running.add(starter.start("CheckFleet", fleet, world)));
    try {
      for (int minute = 0; minute < minutes; minute++) {
        if (minute > 0) {
          Instant next = Instant.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
          Thread.sleep(Duration.between(Instant.now(), next));
        }
        running.forEach(each -> said(each.send("{}"), "CHECKED"));
      }
      running.forEach(this::keep);
    } finally {
      worlds.values().stream().filter(world -> world != trouble).forEach(World::close);
    }
  }

  private void tell(Starter starter, World world) {
    Running running =
        starter.start("TellSlack", "%d events a batch".formatted(TOLD_AT_ONCE), world);
    batches(running, world, Set.of(), TOLD_AT_ONCE);
    keep(running);
  }

  private void click(Starter starter, World world) {
    Running running =
        starter.start("Bot", "%d incidents open".formatted(world.store().open().size()), world);
    try (var clicks = new Clicks(world.slack(), running)) {
      clicks.status();
      clicks.restart(EVENTS);
    }
    keep(running);
  }

  private void remedy(Starter starter, World world) {
    Running running =
        starter.start("RunRemedy", "%d remedies a batch".formatted(RUN_AT_ONCE), world);
    batches(running, world, Set.of(EventJson.type(RemedyRequested.class)), RUN_AT_ONCE);
    keep(running);
  }

  private void batches(Running running, World world, Set<String> types, int size) {
    var records = Events.records(world.database(), types);
    for (int from = 0; from + size <= records.size(); from += size) {
      String answer = running.send(Events.batch(records.subList(from, from + size).stream()));
      said(answer, "{\"batchItemFailures\":[]}");
    }
  }

  private void change(Starter starter, World world) {
    Running running = starter.start("ServiceChanged", "an incident each", world);
    for (Incident incident : world.store().open().subList(0, EVENTS)) {
      var service = incident.service();
      String event = Events.steady(world.account(), service.cluster(), service.name());
      said(running.send(event), "ADVANCED");
    }
    keep(running);
  }

  /** Tasks of services that have no incident yet. */
  private void kill(Starter starter, World world) {
    Running running = starter.start("TaskStopped", "a kill each", world);
    String cluster = world.account().clusterNames().getLast();
    List<String> services = world.account().serviceNames();
    IntStream.range(0, EVENTS)
        .mapToObj(number -> Events.killed(world.account(), cluster, services.get(number), number))
        .forEach(event -> said(running.send(event), "OPENED"));
    keep(running);
  }

  private void keep(Running running) {
    measured.add(running.measured());
    running.close();
  }

  /** A function that did something else than it was measured for has measured nothing. */
  private static void said(String answer, String expected) {
    if (!answer.contains(expected)) {
      throw new IllegalStateException("answered " + answer + " instead of " + expected);
    }
  }
}
