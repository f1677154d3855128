package io.headroom.e2e;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.relay.Crash;
import io.headroom.e2e.relay.EcsChanges;
import io.headroom.e2e.stack.Await;
import io.headroom.e2e.stack.Deployment;
import io.headroom.e2e.stack.Emulator;
import io.headroom.sandbox.slack.InteractionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Where a scenario is played: its service, and all that it may look at or lay hands on. */
public final class Stage {

  /** A minute's check, its metric's minute, and a slow machine. */
  private static final Duration TO_OPEN = Duration.ofMinutes(5);

  private static final Duration TO_PRESS = Duration.ofMinutes(4);

  /** Roll-out, warm-up, verification, and a pause of two minutes in between. */
  private static final Duration TO_RESOLVE = Duration.ofMinutes(13);

  private final LeakyService service;
  private final Shared shared;
  private final AtomicBoolean pressing = new AtomicBoolean(true);

  /** What all scenarios have in common. */
  record Shared(
      Console console,
      Channel channel,
      Incidents incidents,
      EcsChanges changes,
      Crash crash,
      Emulator emulator,
      Deployment deployment,
      Requests requests,
      CountDownLatch pressing) {}

  Stage(LeakyService service, Shared shared) {
    this.service = service;
    this.shared = shared;
  }

  public LeakyService service() {
    return service;
  }

  public EcsChanges changes() {
    return shared.changes();
  }

  public Crash crash() {
    return shared.crash();
  }

  public Emulator emulator() {
    return shared.emulator();
  }

  public Deployment deployment() {
    return shared.deployment();
  }

  /** Requests to the bot that Slack did not send. */
  public Requests requests() {
    return shared.requests();
  }

  public Channel channel() {
    return shared.channel();
  }

  /** Prints a line of progress. */
  public void say(String text) {
    shared.console().say(service.shape().name(), text);
  }

  /** Prints the containers that run. */
  public void show(String when, List<Container> containers) {
    say(
        "containers %s: %s"
            .formatted(
                when,
                containers.stream().map(Container::shortId).collect(Collectors.joining(" "))));
  }

  /** Waits until an incident is open for the service. */
  public Incident opened() {
    Incident incident =
        Await.value(
            "an incident of " + service.shape().name(),
            TO_OPEN,
            () -> incidents().stream().findFirst());
    say("incident " + incident.id());
    return incident;
  }

  /**
   * Presses a remedy until Slack shows no warning, as a person would; then it leaves the stage to
   * what disturbs the whole, see {@link #othersPressed()}.
   */
  public void press(RemedyKind kind) {
    pressOnly(kind);
    done();
  }

  /**
   * Presses a remedy until Slack shows no warning, or the thread says that it was asked for: the
   * bot may have written it and answered too late.
   */
  public void pressOnly(RemedyKind kind) {
    Incident incident = incident();
    Await.until(
        "the remedy %s of %s to be taken".formatted(kind.word(), service.shape().name()),
        TO_PRESS,
        () -> {
          Optional<InteractionResult> result = shared.channel().press(incident.id(), kind);
          result.ifPresent(
              seen ->
                  say(
                      "Alice presses %s: %s %s"
                          .formatted(kind.word(), seen.outcome(), seen.notice())));
          return result.filter(InteractionResult::ok).isPresent()
              || (result.isEmpty() && !incident().remedies().isEmpty());
        });
  }

  /** From now on it only waits. Said again, it means nothing. */
  public void done() {
    if (pressing.compareAndSet(true, false)) {
      shared.pressing().countDown();
    }
  }

  /** Waits until all other scenarios only wait. */
  public void othersPressed() throws InterruptedException {
    if (!shared.pressing().await(10, TimeUnit.MINUTES)) {
      say("others are not as far as they should be; going on");
    }
  }

  /** The incident as it is. */
  public Incident incident() {
    return incidents().getFirst();
  }

  /** Every incident of the service so far, oldest first. */
  public List<Incident> incidents() {
    return shared.incidents().of(service.shape().name());
  }

  /** Waits until the incident is resolved. */
  public Incident resolved() {
    return Await.value(
        "the incident of %s to be resolved".formatted(service.shape().name()),
        TO_RESOLVE,
        () -> Optional.of(incident()).filter(incident -> !incident.open()));
  }

  /**
   * Checks what holds at the end of each scenario with a remedy: everything happened once, and the
   * thread says so once.
   */
  public void checkHeldOnce(Incident incident) {
    Map<Class<? extends IncidentEvent>, Long> expected =
        Map.of(
            RemedyRequested.class, 1L,
            RemedyStarted.class, 1L,
            RemedySucceeded.class, 1L,
            Verified.class, 1L,
            Resolved.class, 1L,
            RemedyFailed.class, 0L,
            DidNotHold.class, 0L);
    expected.forEach(
        (kind, count) ->
            check(
                Incidents.count(incident, kind) == count,
                "%d %s expected, %d found in %s"
                    .formatted(
                        count,
                        kind.getSimpleName(),
                        Incidents.count(incident, kind),
                        incident.events())));
    check(incidents().size() == 1, "more than one incident: " + incidents());
    checkThread(incident);
  }

  /** Checks that there is one thread with each reply once, which ends with what resolved it. */
  public void checkThread(Incident incident) {
    Await.until(
        "the thread of %s to say that it is resolved".formatted(service.shape().name()),
        Duration.ofMinutes(1),
        () ->
            shared.channel().threads(incident.id()).stream()
                .anyMatch(thread -> thread.blocks().toString().contains("Resolved")));
    check(
        shared.channel().threads(incident.id()).size() == 1,
        "%d threads".formatted(shared.channel().threads(incident.id()).size()));
    List<String> replies = shared.channel().replies(incident.id());
    check(replies.stream().distinct().count() == replies.size(), "a reply came twice: " + replies);
  }

  /** Fails the scenario unless something holds. */
  public static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
