package io.headroom.sandbox;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.Recorded;
import io.headroom.infra.slack.render.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an incident went through, told and judged at the end of a script. */
record Story(Incident incident, PrintStream out) {

  /** What an incident has to go through, in this order. */
  private static final List<Class<? extends IncidentEvent>> WHOLE =
      List.of(
          Detected.class,
          RemedyRequested.class,
          RemedySucceeded.class,
          Verified.class,
          Resolved.class);

  /** Enough for a team to look at it by day. */
  private static final Duration HOURS_BEFORE = Duration.ofHours(2);

  /** Says what happened when; whether it was the whole way to the end. */
  boolean whole() {
    out.println();
    int told = 0;
    for (Recorded recorded : incident.events()) {
      if (told < WHOLE.size() && WHOLE.get(told).isInstance(recorded.event())) {
        out.printf(
            "%s  %s%n", ScriptRun.MINUTE.format(recorded.at()), WHOLE.get(told).getSimpleName());
        told++;
      }
    }
    if (told < WHOLE.size()) {
      out.printf("Missing: %s%n", WHOLE.get(told).getSimpleName());
      return false;
    }
    out.printf("%s: resolved.%n", incident.id());
    return true;
  }

  /** Whether it opened with a leak and nothing else, with hours left, and the verdict said so. */
  boolean beganAsLeakHoursBefore() {
    List<Finding> first = ((Detected) incident.events().getFirst().event()).findings();
    Optional<LeakReading> leak =
        first.stream()
            .flatMap(
                finding ->
                    finding.reading() instanceof LeakReading reading
                        ? Stream.of(reading)
                        : Stream.of())
            .findFirst();
    if (leak.isEmpty() || first.size() > 1) {
      out.printf("%nIt opened with %s, and not with the leak alone.%n", first);
      return false;
    }
    Duration left = leak.get().timeLeft().likely();
    boolean verdict = verdicts().stream().anyMatch(one -> one.kind() == Verdict.Kind.LEAK);
    out.printf(
        "%nFound %s before the limit, at %s of %s; verdict leak: %s%n",
        Durations.text(left), leak.get().used(), leak.get().limit(), verdict ? "yes" : "no");
    return verdict && left.compareTo(HOURS_BEFORE) >= 0;
  }

  /** Whether a verdict was a step after the deployment of a task definition. */
  boolean namesStep(String taskDefinition) {
    Optional<Verdict.StepAfterDeployment> step =
        verdicts().stream()
            .filter(Verdict.StepAfterDeployment.class::isInstance)
            .map(Verdict.StepAfterDeployment.class::cast)
            .filter(one -> one.revision().taskDefinition().equals(taskDefinition))
            .findFirst();
    step.ifPresent(
        one ->
            out.printf(
                "%nVerdict: a step from %s to %s since %s was deployed at %s.%n",
                one.from(),
                one.to(),
                taskDefinition,
                ScriptRun.MINUTE.format(one.revision().at())));
    return step.isPresent();
  }

  private List<Verdict> verdicts() {
    return incident.events().stream()
        .map(Recorded::event)
        .filter(VerdictReached.class::isInstance)
        .map(event -> ((VerdictReached) event).verdict())
        .toList();
  }
}
