package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.LimitKind;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.remedy.LimitChange;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.RemedyPlan.Change;
import io.headroom.core.remedy.RemedyPlan.Pin;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An incident told event by event: {@code checkout-api} leaks, somebody restarts it. Each method
 * adds what happens next, at the minute that was reached; an event that may not happen then fails.
 */
public final class IncidentStory {

  public static final ServiceId SERVICE =
      new ServiceId("111122223333", "eu-central-1", "shop", "checkout-api");
  public static final Instant START = Instant.parse("2026-11-21T13:40:00Z");
  public static final Actor MARA = new Actor("U024BE7LH", "Mara");
  public static final String REMEDY = "2-restart";
  public static final String TASK = "3f2a9c41d7e84b0f9a6c2d5e8b7f1a30";

  private static final String REVISION =
      "arn:aws:ecs:eu-central-1:111122223333:task-definition/checkout-api:41";
  private static final Pin PIN = new Pin("ecs-svc/1234567890123456789", REVISION, 4);

  private Incident incident;
  private Instant now = START;

  private IncidentStory(Incident incident) {
    this.incident = incident;
  }

  /** It begins with these findings. */
  public static IncidentStory detected(Situation situation, Finding... findings) {
    return detected(SERVICE, situation, findings);
  }

  /** It begins for a service with these findings. */
  public static IncidentStory detected(
      ServiceId service, Situation situation, Finding... findings) {
    return begun(
        new Detected(service, List.of(findings), situation, Optional.empty(), Optional.empty()));
  }

  /** A leak of a service that says by its tags where its threads open and who looks after it. */
  public static IncidentStory tagged(Optional<String> channel, Optional<String> owner) {
    return begun(new Detected(SERVICE, List.of(usage()), climbing(), channel, owner))
        .then(new RemediesOffered(offers()));
  }

  /** A story that goes on from here. */
  public static IncidentStory goingOn(Incident incident) {
    return new IncidentStory(incident);
  }

  private static IncidentStory begun(Detected detected) {
    return new IncidentStory(
        Incident.of(
            IncidentId.of(detected.service(), START),
            List.of(new Recorded(1, START, "detected", detected))));
  }

  /** A leak, with all four remedies offered. */
  public static IncidentStory leak() {
    return detected(climbing(), usage()).then(new RemediesOffered(offers()));
  }

  /** The same, acknowledged, with a restart asked for and its evidence kept. */
  public static IncidentStory restartRequested() {
    return leak()
        .minutes(2)
        .then(new Acknowledged(MARA))
        .minutes(1)
        .then(new RemedyRequested(REMEDY, restart(), MARA))
        .then(new EvidenceCaptured(REMEDY, evidence()));
  }

  /** The same, two of four tasks along. */
  public static IncidentStory restarting() {
    return restartRequested()
        .then(new RemedyStarted(REMEDY))
        .minutes(1)
        .then(new RemedyProgressed(REMEDY, 2, 4));
  }

  /** The same, done, and watched for six of ten minutes. */
  public static IncidentStory verifying() {
    return restarting()
        .minutes(2)
        .then(new RemedySucceeded(REMEDY, 4))
        .minutes(6)
        .then(new VerificationProgressed(REMEDY, verification(Outcome.WATCHING, 6)));
  }

  /** Time passes. */
  public IncidentStory minutes(int minutes) {
    now = now.plus(Duration.ofMinutes(minutes));
    return this;
  }

  /** Something happens. */
  public IncidentStory then(IncidentEvent event) {
    incident = new Draft(incident, now).add("event-" + incident.version(), event).after();
    return this;
  }

  public Incident incident() {
    return incident;
  }

  public static Finding usage() {
    return new Finding(
        new Finding.Key("memory-leak", "memory-high"),
        Severity.SEV2,
        Subject.task(TASK),
        START.minusSeconds(360),
        new Finding.UsageReading(
            new Ratio(0.93),
            Bytes.mib(476),
            Bytes.mib(512),
            new Ratio(0.8),
            Duration.ofMinutes(6)));
  }

  public static Finding growth() {
    return new Finding(
        new Finding.Key("memory-leak", "memory-growing"),
        Severity.SEV3,
        Subject.SERVICE,
        START.minusSeconds(3600),
        new Finding.GrowthReading(
            Bytes.mib(64),
            Duration.ofMinutes(30),
            Bytes.mib(10),
            Duration.ofHours(1),
            Bytes.mib(476),
            Bytes.mib(512)));
  }

  public static OomKill kill() {
    return new OomKill(
        TASK,
        "app",
        137,
        "OutOfMemoryError: Container killed due to memory usage",
        START.minusSeconds(20));
  }

  public static Finding oomKilled(int count) {
    return new Finding(
        new Finding.Key("container-limit", "oom-killed"),
        Severity.SEV1,
        Subject.container(TASK, "app"),
        START.minusSeconds(20),
        new Finding.OomKillReading(kill(), count));
  }

  /** 93% of 512 MiB, climbing 12 MiB a minute, with two minutes missing in the last hour. */
  public static Situation climbing() {
    var recent = new ArrayList<Optional<Double>>();
    for (int minute = 0; minute < 60; minute++) {
      boolean missing = minute == 20 || minute == 21;
      recent.add(missing ? Optional.empty() : Optional.of(0.55 + 0.38 * minute / 59));
    }
    return situation(476, 12, Optional.of(Duration.ofMinutes(3)), recent);
  }

  /** The same where nothing but a reservation is set. */
  public static Situation reserved() {
    Situation hard = climbing();
    return new Situation(
        hard.used(),
        hard.limit(),
        Optional.of(LimitKind.RESERVED),
        hard.perMinute(),
        hard.timeToLimit(),
        hard.recent(),
        hard.hottestTask(),
        hard.running(),
        hard.desired(),
        hard.taskDefinition());
  }

  /** Memory that does not move. */
  public static Situation steady(long mib) {
    return situation(mib, 0, Optional.empty(), List.of(Optional.of(mib / 512.0)));
  }

  private static Situation situation(
      long mib, long perMinute, Optional<Duration> left, List<Optional<Double>> recent) {
    return new Situation(
        Bytes.mib(mib),
        Bytes.mib(512),
        Optional.empty(),
        Bytes.mib(perMinute),
        left,
        recent,
        Optional.of(TASK),
        4,
        4,
        "checkout-api:41");
  }

  public static List<Offer> offers() {
    return List.of(
        new Offer.Available(
            plan(
                new Remedy.StopHottestTask(TASK),
                List.of(
                    new Change("task 3f2a9c41", "at 93%", "stopped; ECS starts another"),
                    new Change("other tasks", "3 tasks", "3 tasks, untouched")),
                List.of())),
        new Offer.Available(restart()),
        new Offer.Available(
            plan(
                new Remedy.RaiseLimit(
                    REVISION,
                    new LimitChange(
                        "app",
                        Optional.of(Bytes.mib(1024)),
                        Optional.empty(),
                        Optional.of(Bytes.mib(1024)),
                        Optional.empty())),
                List.of(
                    new Change("limit of app", "512 MiB", "1 GiB"),
                    new Change("task memory", "512 MiB", "1 GiB")),
                List.of(
                    "--max-old-space-size=400 stays as it is: the heap will not use the new"
                        + " room."))),
        new Offer.Available(
            plan(
                new Remedy.ScaleOut(6, true, 10),
                List.of(
                    new Change("tasks", "4", "6"), new Change("Auto Scaling minimum", "2", "6")),
                List.of())));
  }

  public static RemedyPlan restart() {
    return plan(
        new Remedy.Restart(),
        List.of(new Change("tasks", "4 tasks, hottest at 93%", "4 tasks, all new, same revision")),
        List.of());
  }

  private static RemedyPlan plan(Remedy remedy, List<Change> changes, List<String> warnings) {
    return new RemedyPlan(remedy, changes, warnings, PIN);
  }

  public static Evidence evidence() {
    return new Evidence(
        climbing(),
        List.of(
            new StoppedTask(
                SERVICE,
                "9b1c77e0aa52",
                REVISION,
                Optional.of(START.minusSeconds(7200)),
                START.minusSeconds(1500),
                "EssentialContainerExited",
                "Essential container in task exited",
                List.of(
                    new StoppedTask.Exit("proxy", Optional.of(0), ""),
                    new StoppedTask.Exit(
                        "app",
                        Optional.of(137),
                        "OutOfMemoryError: Container killed due to memory usage"))),
            new StoppedTask(
                SERVICE,
                "41d0",
                REVISION,
                Optional.empty(),
                START.minusSeconds(3000),
                "TaskFailedToStart",
                "",
                List.of())),
        List.of("PRIMARY checkout-api:41 COMPLETED since 2026-11-20T08:00:00Z, 4 of 4 tasks run"),
        List.of(
            new ServiceEvent(
                START.minusSeconds(1490),
                "(service checkout-api) has started 1 tasks: (task 9b1c).")),
        List.of("stopped tasks: AccessDeniedException"));
  }

  public static VerificationResult verification(Outcome outcome, int minutes) {
    boolean bad = outcome == Outcome.ABOVE_THRESHOLD;
    return new VerificationResult(
        outcome,
        Optional.of(new Ratio(bad ? 0.86 : 0.41)),
        new Ratio(0.8),
        Optional.of(bad ? Bytes.mib(31) : Bytes.of(209_715)),
        Bytes.mib(1),
        Duration.ofMinutes(10),
        Duration.ofMinutes(minutes),
        Duration.ofMinutes(10));
  }
}
