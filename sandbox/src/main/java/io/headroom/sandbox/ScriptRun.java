package io.headroom.sandbox;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.fleet.FleetView.ServiceView;
import io.headroom.sandbox.fleet.FleetView.TaskView;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.SlackMessage;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plays a script to its end without a browser, as fast as it goes, and prints the thread as it
 * grows. Time moves only between steps, so that the same seed gives the same thread.
 */
final class ScriptRun {

  /** A fixed moment, so that the same seed gives the same thread on any day. */
  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A person reads before clicking. */
  private static final Duration READING = Duration.ofMinutes(1);

  private static final String PERSON = "U0ALICE";

  private static final double MIB = 1 << 20;

  /** A cache that has filled by less than this has not been tried. */
  private static final double FILLED_MIB = 500;

  /** A cache that stands still moves by less than this in an hour. */
  private static final double STILL_MIB = 15;

  private final Script script;
  private final long seed;
  private final PrintStream out;
  private final SimulatedClock clock = SimulatedClock.still(START);
  private final List<String> log = new ArrayList<>();

  ScriptRun(Script script, long seed, PrintStream out) {
    this.script = script;
    this.seed = seed;
    this.out = out;
  }

  /** 0 only if what the plot says happened. */
  int play() {
    try (var installation =
        new Installation(script.word(), seed, clock, new DecisionLog(log::add))) {
      out.printf("Playing %s, seed %d. The thread in #memory-alerts:%n%n", script.word(), seed);
      var printer = new ThreadPrinter(out, installation.slack(), Installation.CHANNEL);
      int exitCode =
          switch (script.plot()) {
            case Plot.Remedied plot ->
                remedied(installation, printer, plot.service(), plot.remedy(), false);
            case Plot.LeakRemedied plot ->
                remedied(installation, printer, plot.service(), plot.remedy(), true);
            case Plot.Quiet plot -> quiet(installation, printer, plot.service());
            case Plot.StepNamed plot -> stepNamed(installation, printer, plot);
          };
      if (exitCode != 0) {
        log.reversed().stream().limit(20).toList().reversed().forEach(out::println);
      }
      return exitCode;
    }
  }

  private int remedied(
      Installation installation,
      ThreadPrinter printer,
      String service,
      RemedyKind remedy,
      boolean leak) {
    Optional<Instant> clicked = Optional.empty();
    while (goesOn()) {
      step(installation, printer);
      Optional<Incident> incident = incident(installation, service);
      if (incident.filter(found -> !found.open()).isPresent()) {
        var story = new Story(incident.get(), out);
        return leak && !story.beganAsLeakHoursBefore() ? 1 : story.whole() ? 0 : 1;
      }
      if (clicked.isEmpty() && incident.filter(this::read).isPresent()) {
        clicked = press(installation, remedy);
        installation.step();
      }
    }
    out.printf("%nNot resolved within %d simulated minutes.%n", script.longest().toMinutes());
    incident(installation, service)
        .ifPresent(
            incident -> {
              boolean _ = new Story(incident, out).whole();
            });
    return 1;
  }

  private int quiet(Installation installation, ThreadPrinter printer, String service) {
    double before = used(installation, service);
    double highest = 0;
    double lowest = Double.MAX_VALUE;
    double lowestLately = Double.MAX_VALUE;
    while (goesOn()) {
      step(installation, printer);
      List<Incident> all = all(installation);
      if (!all.isEmpty()) {
        out.printf("%nAn incident opened for %s, and none should.%n", all.getFirst().service());
        return 1;
      }
      double used = used(installation, service);
      boolean lately = clock.instant().isAfter(START.plus(script.longest()).minusSeconds(3600));
      if (used < lowest) {
        // A new, empty cache: from here on it fills.
        lowest = used;
        highest = used;
      }
      highest = Math.max(highest, used);
      lowestLately = lately ? Math.min(lowestLately, used) : lowestLately;
    }
    out.printf(
        Locale.ROOT,
        "No message. %s was deployed with an empty cache; its memory fell from %.0f to %.0f MiB, filled"
            + " up to %.0f MiB again, and moved by %.0f MiB in the last hour.%n",
        service,
        before,
        lowest,
        highest,
        highest - lowestLately);
    boolean filled = highest - lowest > FILLED_MIB;
    if (!filled) {
      out.println("The cache did not fill: this shows nothing.");
    }
    return filled && highest - lowestLately < STILL_MIB ? 0 : 1;
  }

  private int stepNamed(Installation installation, ThreadPrinter printer, Plot.StepNamed plot) {
    while (goesOn()) {
      step(installation, printer);
      Optional<Incident> incident = incident(installation, plot.service());
      if (incident.isPresent()) {
        var story = new Story(incident.get(), out);
        if (story.namesStep(plot.taskDefinition())) {
          return 0;
        }
      }
    }
    out.printf(
        "%nNo verdict named a step after the deployment of %s within %d simulated minutes.%n",
        plot.taskDefinition(), script.longest().toMinutes());
    return 1;
  }

  private boolean goesOn() {
    return clock.instant().isBefore(START.plus(script.longest()));
  }

  private void step(Installation installation, ThreadPrinter printer) {
    clock.advance(script.step());
    installation.step();
    printer.print(clock.instant());
  }

  private static List<Incident> all(Installation installation) {
    var all = new ArrayList<>(installation.store().open());
    all.addAll(installation.store().resolvedSince(START, 100));
    return all;
  }

  private static Optional<Incident> incident(Installation installation, String service) {
    return all(installation).stream()
        .filter(incident -> incident.service().name().equals(service))
        .findFirst();
  }

  private boolean read(Incident incident) {
    return !clock.instant().isBefore(incident.openedAt().plus(READING));
  }

  /** Presses the remedy's button where it is shown; when it was pressed, if it was. */
  private Optional<Instant> press(Installation installation, RemedyKind remedy) {
    for (SlackMessage message : installation.slack().channel(Installation.CHANNEL).messages()) {
      if (message.blocks().toString().contains(Actions.remedy(remedy))) {
        out.printf(
            "%s > Alice presses %s and confirms%n", MINUTE.format(clock.instant()), remedy.word());
        InteractionResult result =
            installation
                .slack()
                .press(PERSON, Installation.CHANNEL, message.ts(), Actions.remedy(remedy));
        if (result.ok()) {
          return Optional.of(clock.instant());
        }
        out.println("      Slack shows: " + result.outcome() + " " + result.notice());
      }
    }
    return Optional.empty();
  }

  /** Memory of the hottest task of a service, in MiB. */
  private static double used(Installation installation, String service) {
    return installation.fleet().view(Duration.ofMinutes(5), 5).clusters().stream()
            .flatMap(cluster -> cluster.services().stream())
            .filter(view -> view.name().equals(service))
            .map(ServiceView::tasks)
            .flatMap(List::stream)
            .filter(task -> task.stoppedAt() == null)
            .mapToDouble(TaskView::bytes)
            .max()
            .orElse(0)
        / MIB;
  }
}
