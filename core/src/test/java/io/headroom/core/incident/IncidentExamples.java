package io.headroom.core.incident;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.Situation;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Confidence;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.LimitChange;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.RateMetric;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of an incident of {@code shop/checkout-api}, one of each type, and their parts. */
public final class IncidentExamples {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  public static final ServiceId CHECKOUT = service("checkout-api");
  public static final ServiceId CART = service("cart");
  public static final IncidentId ID = IncidentId.of(CHECKOUT, NOON);
  public static final Actor ANA = new Actor("U012ABCDEF", "Ana");
  public static final String REMEDY = "restart-1";

  private static final String REVISION =
      "arn:aws:ecs:eu-central-1:123456789012:task-definition/checkout-api:41";

  private IncidentExamples() {}

  public static ServiceId service(String name) {
    return new ServiceId("123456789012", "eu-central-1", "shop", name);
  }

  public static Finding usage(Severity severity) {
    return new Finding(
        new Finding.Key("memory-leak", "usage-high"),
        severity,
        Subject.SERVICE,
        NOON.minusSeconds(300),
        new Finding.UsageReading(
            new Ratio(0.931),
            Bytes.mib(477),
            Bytes.mib(512),
            new Ratio(0.9),
            Duration.ofMinutes(5)));
  }

  public static Finding growth() {
    return new Finding(
        new Finding.Key("memory-leak", "growth"),
        Severity.SEV3,
        Subject.task("3f2a9c0d1e"),
        NOON.minusSeconds(1800),
        new Finding.GrowthReading(
            Bytes.mib(64),
            Duration.ofMinutes(30),
            Bytes.mib(10),
            Duration.ofHours(1),
            Bytes.mib(477),
            Bytes.mib(512)));
  }

  public static Finding leak() {
    return new Finding(
        new Finding.Key("memory-leak", "leak"),
        Severity.SEV2,
        Subject.task("3f2a9c0d1e"),
        NOON.minusSeconds(21_600),
        new Finding.LeakReading(
            new Growth(Bytes.mib(9), Bytes.mib(10), Bytes.mib(12)),
            new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8)),
            Duration.ofHours(6),
            Bytes.mib(452),
            Bytes.mib(512)));
  }

  public static Finding oomKill() {
    return new Finding(
        new Finding.Key("oom", "oom-killed"),
        Severity.SEV1,
        Subject.container("3f2a9c0d1e", "app"),
        NOON.plusSeconds(12),
        new Finding.OomKillReading(kill(), 2));
  }

  public static Finding heap() {
    return new Finding(
        new Finding.Key("nodejs-heap", "heap-high"),
        Severity.SEV3,
        Subject.task("3f2a9c0d1e"),
        NOON.minusSeconds(360),
        new Finding.UsageReading(
            Metric.HEAP,
            new Ratio(0.94),
            Bytes.mib(1444),
            Bytes.mib(1536),
            new Ratio(0.9),
            Duration.ofMinutes(6)));
  }

  public static Finding rate() {
    return new Finding(
        new Finding.Key("python-service", "gc-excessive"),
        Severity.SEV3,
        Subject.SERVICE,
        NOON.minusSeconds(600),
        new Finding.RateReading(
            RateMetric.GC, 14.2, 10, Duration.ofMinutes(5), Duration.ofMinutes(10)));
  }

  public static Finding restarts() {
    return new Finding(
        new Finding.Key("pod-memory", "restarting"),
        Severity.SEV1,
        Subject.task("3f2a9c0d1e"),
        NOON.minusSeconds(900),
        new Finding.RestartsReading(
            new Restart(
                "3f2a9c0d1e",
                NOON.minusSeconds(60),
                Ending.CRASHED,
                "Essential container in task exited"),
            3,
            Duration.ofMinutes(30)));
  }

  /** A container that the kernel killed. */
  public static OomKill kill() {
    return new OomKill(
        "3f2a9c0d1e",
        "app",
        137,
        "OutOfMemoryError: Container killed due to memory usage",
        NOON.plusSeconds(12));
  }

  public static Situation situation() {
    return new Situation(
        Bytes.mib(477),
        Bytes.mib(512),
        Optional.empty(),
        Bytes.of(1_234_567),
        Optional.of(Duration.ofMinutes(29)),
        List.of(Optional.of(0.82), Optional.empty(), Optional.of(0.931)),
        Optional.of("3f2a9c0d1e"),
        4,
        4,
        "checkout-api:41");
  }

  public static Detected detected(ServiceId service, Finding... findings) {
    return new Detected(
        service,
        List.of(findings),
        situation(),
        Optional.of("C0TEAMCART"),
        Optional.of("team-checkout"));
  }

  public static RemedyPlan plan(Remedy remedy) {
    return new RemedyPlan(
        remedy,
        List.of(new RemedyPlan.Change("tasks", "4 old", "4 new")),
        List.of("Connections to the old tasks are cut."),
        new RemedyPlan.Pin("ecs-svc/1234567890123456789", REVISION, 4));
  }

  public static List<Remedy> oneOfEachRemedy() {
    return List.of(
        new Remedy.Restart(),
        new Remedy.StopHottestTask("3f2a9c0d1e"),
        new Remedy.RaiseLimit(
            REVISION,
            new LimitChange(
                "app",
                Optional.of(Bytes.mib(1024)),
                Optional.empty(),
                Optional.of(Bytes.mib(2048)),
                Optional.of(1024))),
        new Remedy.ScaleOut(6, true, 10));
  }

  public static VerificationResult verification(Outcome outcome) {
    return new VerificationResult(
        outcome,
        Optional.of(new Ratio(0.41)),
        new Ratio(0.9),
        Optional.of(Bytes.of(-52_428)),
        Bytes.mib(10),
        Duration.ofMinutes(30),
        Duration.ofMinutes(7),
        Duration.ofMinutes(30));
  }

  public static Evidence evidence() {
    return new Evidence(
        situation(),
        List.of(
            new StoppedTask(
                CHECKOUT,
                "9b1c",
                REVISION,
                Optional.of(NOON.minusSeconds(7200)),
                NOON.minusSeconds(60),
                "EssentialContainerExited",
                "Essential container in task exited",
                List.of(
                    new StoppedTask.Exit("app", Optional.of(137), "OutOfMemoryError: killed"),
                    new StoppedTask.Exit("proxy", Optional.empty(), "")))),
        List.of("ecs-svc/1234567890123456789 PRIMARY COMPLETED 4/4"),
        List.of(new ServiceEvent(NOON.minusSeconds(30), "has reached a steady state.")),
        List.of("task definition: AccessDeniedException"));
  }

  /** One verdict of each kind. */
  public static List<Verdict> oneOfEachVerdict() {
    var revision = new Revision("ecs-svc/1234567890123456789", "checkout-api:41", NOON);
    return List.of(
        leakVerdict(Optional.of(revision)),
        new Verdict.Load(Confidence.LOW, new Ratio(0.84), new Ratio(0.82), 1),
        new Verdict.StepAfterDeployment(
            Confidence.MEDIUM, revision, Bytes.mib(310), Bytes.mib(440)),
        new Verdict.Plateau(Confidence.HIGH, Bytes.mib(450), Duration.ofMinutes(665)),
        new Verdict.Spike(Confidence.LOW, Bytes.mib(200), Bytes.mib(470), Duration.ofMinutes(30)),
        new Verdict.OomLoop(Confidence.HIGH, 3, Duration.ofMinutes(63)),
        new Verdict.Unknown(Verdict.Unknown.Why.FITS_NONE));
  }

  /** A leak, five to eight hours from the limit. */
  public static Verdict leakVerdict(Optional<Revision> since) {
    return new Verdict.Leak(
        Confidence.HIGH,
        Bytes.mib(28),
        Bytes.mib(34),
        Bytes.mib(41),
        Duration.ofHours(9),
        Optional.of(
            new TimeLeft(Duration.ofHours(5), Duration.ofMinutes(370), Duration.ofHours(8))),
        since);
  }

  /** One event of each type at least, with every kind of finding, offer and remedy in it. */
  public static List<IncidentEvent> oneOfEach() {
    return List.of(
        detected(CHECKOUT, usage(Severity.SEV2), growth(), oomKill()),
        new FindingAdded(growth()),
        new FindingAdded(leak()),
        new FindingAdded(heap()),
        new FindingAdded(rate()),
        new FindingAdded(restarts()),
        new FindingCleared(growth().key()),
        new RemediesOffered(
            List.of(
                new Offer.Available(plan(oneOfEachRemedy().get(0))),
                new Offer.Available(plan(oneOfEachRemedy().get(1))),
                new Offer.Available(plan(oneOfEachRemedy().get(2))),
                new Offer.Available(plan(oneOfEachRemedy().get(3))),
                new Offer.Off(RemedyKind.FORCE_GC, Refusal.NOT_OFFERED, ""))),
        new VerdictReached(oneOfEachVerdict().get(0)),
        new Acknowledged(ANA),
        new RemedyRequested(REMEDY, plan(new Remedy.Restart()), ANA),
        new EvidenceCaptured(REMEDY, evidence()),
        new RemedyStarted(REMEDY),
        new RemedyProgressed(REMEDY, 1, 4),
        new RemedySucceeded(REMEDY, 4),
        new RemedyFailed(REMEDY, FailureReason.DEPLOYMENT_FAILED, "tasks failed to start"),
        new VerificationProgressed(REMEDY, verification(Outcome.WATCHING)),
        new Verified(REMEDY, verification(Outcome.HELD)),
        new DidNotHold(REMEDY, verification(Outcome.GROWING)),
        new Escalated(1, "Platform team", "#platform-oncall", Escalated.Cause.TIME),
        new Paged(1, Paged.Action.TRIGGER, Paged.Outcome.FAILED, "PagerDuty did not answer"),
        new OomKilled(kill(), Bytes.mib(512), Optional.empty()),
        new SeverityRaised(
            Severity.SEV1,
            SeverityRaised.Sign.HEALTH_CHECK_FAILED,
            "3f2a9c0d1e",
            "Task failed container health checks"),
        new DataStopped(NOON.plusSeconds(300)),
        new DataResumed(),
        new Resolved(Resolved.Why.VERIFIED, Optional.of(Actor.HEADROOM)),
        new Unknown("silenced", "{\"until\": \"2026-11-22T00:00:00Z\", \"by\":{}}"));
  }

  /** An incident of a service that was just detected. */
  public static Incident open(ServiceId service, Instant at) {
    return Incident.of(IncidentId.of(service, at), List.of(first(service, at)));
  }

  /** The event that an incident of a service begins with. */
  public static Recorded first(ServiceId service, Instant at) {
    return new Recorded(1, at, "detected", detected(service, usage(Severity.SEV2)));
  }
}
