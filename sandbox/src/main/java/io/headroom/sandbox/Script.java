package io.headroom.sandbox;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.SlackMessage;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plays a scenario to its end without a browser, as fast as it goes, and prints the thread as it
 * grows. Time moves only between steps, so that the same seed gives the same thread.
 */
enum Script {
  /** A Node.js service leaks; somebody restarts it. */
  LEAK("checkout-api", RemedyKind.RESTART),
  /** A container is killed for its memory; somebody raises its limit. */
  OOM("report-worker", RemedyKind.RAISE_LIMIT);

  /** A fixed moment, so that the same seed gives the same thread on any day. */
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(2);

  /** A person reads before clicking. */
  private static final Duration READING = Duration.ofMinutes(1);

  private static final String PERSON = "U0ALICE";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What an incident has to go through, in this order. */
  private static final List<Class<? extends IncidentEvent>> STORY =
      List.of(
          Detected.class,
          RemedyRequested.class,
          RemedySucceeded.class,
          Verified.class,
          Resolved.class);

  private final String service;
  private final RemedyKind remedy;

  Script(String service, RemedyKind remedy) {
    this.service = service;
    this.remedy = remedy;
  }

  static Script of(String name) {
    return Arrays.stream(values())
        .filter(script -> script.word().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no script " + name));
  }

  /** Its name as a command line has it; the fleet's scenario has the same. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Plays it.
   *
   * @return 0 only if the incident was detected, clicked, remedied, verified and resolved
   */
  int play(long seed, PrintStream out) {
    var clock = SimulatedClock.still(START);
    var log = new ArrayList<String>();
    try (var installation = new Installation(word(), seed, clock, new DecisionLog(log::add))) {
      out.printf("Playing %s, seed %d. The thread in #memory-alerts:%n%n", word(), seed);
      var printer = new ThreadPrinter(out, installation.slack(), Installation.CHANNEL);
      Optional<Instant> clicked = Optional.empty();
      while (clock.instant().isBefore(START.plus(LONGEST))) {
        clock.advance(STEP);
        installation.step();
        printer.print(clock.instant());
        Optional<Incident> incident = incident(installation);
        if (incident.filter(found -> !found.open()).isPresent()) {
          return summary(incident.get(), out);
        }
        if (clicked.isEmpty() && incident.filter(found -> read(found, clock)).isPresent()) {
          clicked = press(installation, out);
          installation.step();
        }
      }
      out.printf("%nNot resolved within %d simulated minutes.%n", LONGEST.toMinutes());
      incident(installation).ifPresent(incident -> summary(incident, out));
      log.reversed().stream().limit(20).toList().reversed().forEach(out::println);
      return 1;
    }
  }

  private Optional<Incident> incident(Installation installation) {
    var all = new ArrayList<>(installation.store().open());
    all.addAll(installation.store().resolvedSince(START, 100));
    return all.stream().filter(incident -> incident.service().name().equals(service)).findFirst();
  }

  private static boolean read(Incident incident, SimulatedClock clock) {
    return !clock.instant().isBefore(incident.openedAt().plus(READING));
  }

  /** Presses the remedy's button where it is shown; when it was pressed, if it was. */
  private Optional<Instant> press(Installation installation, PrintStream out) {
    for (SlackMessage message : installation.slack().channel(Installation.CHANNEL).messages()) {
      if (message.blocks().toString().contains(Actions.remedy(remedy))) {
        out.printf(
            "%s > Alice presses %s and confirms%n",
            MINUTE.format(installation.clock().instant()), remedy.word());
        InteractionResult result =
            installation
                .slack()
                .press(PERSON, Installation.CHANNEL, message.ts(), Actions.remedy(remedy));
        if (result.ok()) {
          return Optional.of(installation.clock().instant());
        }
        out.println("      Slack shows: " + result.outcome() + " " + result.notice());
      }
    }
    return Optional.empty();
  }

  /** Says what happened when; 0 if it is the whole story. */
  private static int summary(Incident incident, PrintStream out) {
    out.println();
    int told = 0;
    for (Recorded recorded : incident.events()) {
      if (told < STORY.size() && STORY.get(told).isInstance(recorded.event())) {
        out.printf("%s  %s%n", MINUTE.format(recorded.at()), STORY.get(told).getSimpleName());
        told++;
      }
    }
    if (told < STORY.size()) {
      out.printf("Missing: %s%n", STORY.get(told).getSimpleName());
      return 1;
    }
    out.printf("%s: resolved.%n", incident.id());
    return 0;
  }
}
