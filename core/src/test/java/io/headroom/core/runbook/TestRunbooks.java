package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small runbook for tests of what uses runbooks; the real ones have tests of their own. */
public final class TestRunbooks {

  private TestRunbooks() {}

  /** One runbook, {@code memory}, for every service. */
  public static Runbooks small() {
    return new Runbooks(List.of(memory()));
  }

  /** The same, with a ladder that calls by PagerDuty after 5 minutes and after 30. */
  public static Runbooks paging() {
    return new Runbooks(
        List.of(
            escalating(
                memory(),
                new EscalationStep(
                    "on-call", "On-call engineer", "PagerDuty", Duration.ofMinutes(5), List.of()),
                new EscalationStep(
                    "manager", "Manager", "PagerDuty", Duration.ofMinutes(30), List.of()))));
  }

  /** For every service, with rules of the three kinds that are evaluated. */
  public static Runbook memory() {
    return runbook("memory", AppliesTo.EVERY_SERVICE, high(), critical(), growing(), oomKilled());
  }

  /** A runbook with these rules, and the rest as {@link #memory()} has it. */
  public static Runbook runbook(String id, AppliesTo appliesTo, Rule... rules) {
    return new Runbook(
        id,
        "High memory",
        "a test",
        Severity.SEV3,
        "warning",
        "Memory is high.",
        appliesTo,
        List.of("Memory is high"),
        List.of("Requests fail"),
        List.of("A leak"),
        List.of(rules),
        List.of(new Step("Look at the task", List.of("aws ecs describe-tasks"), "One uses most")),
        List.of(
            remedy(RemedyKind.RESTART),
            remedy(RemedyKind.RAISE_LIMIT),
            remedy(RemedyKind.SCALE_OUT)),
        verification(),
        List.of(),
        List.of(
            step("on-call", "On-call engineer", 5),
            step("lead", "Platform lead", 15),
            step("manager", "Engineering manager", 30)),
        List.of("The memory graph"),
        List.of("Write it up"),
        List.of("Bound the caches"),
        List.of(),
        Background.NONE);
  }

  /** The same runbook with other remedies. */
  public static Runbook offering(Runbook runbook, RemedyKind... kinds) {
    return with(
        runbook,
        Arrays.stream(kinds).map(TestRunbooks::remedy).toList(),
        runbook.verification(),
        runbook.escalation());
  }

  /** The same runbook with another ladder. */
  public static Runbook escalating(Runbook runbook, EscalationStep... steps) {
    return with(runbook, runbook.remedies(), runbook.verification(), List.of(steps));
  }

  /** The same runbook, verified by memory below another ratio for another time. */
  public static Runbook verifying(Runbook runbook, double below, Duration holdFor) {
    var verification =
        new Verification(below, Bytes.mib(1), Duration.ofMinutes(10), holdFor, true, List.of());
    return with(runbook, runbook.remedies(), verification, runbook.escalation());
  }

  private static Runbook with(
      Runbook runbook,
      List<RemedyOption> remedies,
      Verification verification,
      List<EscalationStep> escalation) {
    return new Runbook(
        runbook.id(),
        runbook.title(),
        runbook.seed(),
        runbook.severity(),
        runbook.seedSeverity(),
        runbook.summary(),
        runbook.appliesTo(),
        runbook.symptoms(),
        runbook.impact(),
        runbook.causes(),
        runbook.rules(),
        runbook.diagnosis(),
        remedies,
        verification,
        runbook.escalateWhen(),
        escalation,
        runbook.evidence(),
        runbook.postIncident(),
        runbook.prevention(),
        runbook.readings(),
        runbook.background());
  }

  /** Above 80 % for 5 minutes; clears below 75 % for 5. */
  public static UsageRule high() {
    return new UsageRule(
        "high",
        Severity.SEV3,
        Metric.MEMORY,
        0.80,
        Duration.ofMinutes(5),
        0.75,
        Duration.ofMinutes(5),
        "Memory is above 80 % of its limit");
  }

  /** Above 90 % for 2 minutes; clears below 85 % for 5. */
  public static UsageRule critical() {
    return new UsageRule(
        "critical",
        Severity.SEV1,
        Metric.MEMORY,
        0.90,
        Duration.ofMinutes(2),
        0.85,
        Duration.ofMinutes(5),
        "Memory is above 90 % of its limit");
  }

  /** More than 10 MiB in 30 minutes, for 1 hour. */
  public static GrowthRule growing() {
    return new GrowthRule(
        "growing",
        Severity.SEV3,
        Metric.MEMORY,
        Bytes.mib(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        0,
        Bytes.mib(5),
        Duration.ofMinutes(30),
        "Memory keeps growing");
  }

  /** One kill within an hour; clears after half an hour without. */
  public static OomKilledRule oomKilled() {
    return new OomKilledRule(
        "oom-killed",
        Severity.SEV1,
        1,
        Duration.ofHours(1),
        Duration.ofMinutes(30),
        "A container was killed for its memory");
  }

  /** Below 80 % and growing by less than 1 MiB in 10 minutes, for 10 minutes, without a kill. */
  public static Verification verification() {
    return new Verification(
        0.80, Bytes.mib(1), Duration.ofMinutes(10), Duration.ofMinutes(10), true, List.of());
  }

  private static RemedyOption remedy(RemedyKind kind) {
    return new RemedyOption(
        kind, kind.word(), "Memory is high", "Low", "Memory is freed", List.of(), Map.of());
  }

  private static EscalationStep step(String id, String who, int minutes) {
    return new EscalationStep(id, who, "Slack", Duration.ofMinutes(minutes), List.of());
  }
}
