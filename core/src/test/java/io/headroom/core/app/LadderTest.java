package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Finding;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Escalated.Cause;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.EscalationStep;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The incident opened at noon; the ladder has steps at 5, 15 and 30 minutes. */
final class LadderTest {

  private static final Instant NOON = IncidentExamples.NOON;
  private static final Runbook MEMORY = TestRunbooks.memory();
  private static final Runbook WORSE =
      TestRunbooks.escalating(
          TestRunbooks.runbook("worse", AppliesTo.EVERY_SERVICE, TestRunbooks.critical()),
          new EscalationStep("at-once", "Duty manager", "PagerDuty", Duration.ZERO, List.of()),
          new EscalationStep("then", "Head of it all", "phone", Duration.ofMinutes(9), List.of()));

  private final Ladder ladder = new Ladder(new Runbooks(List.of(MEMORY, WORSE)));

  @Test
  void aStepIsDueWhenItsTimeIsReached() {
    Incident incident = incident();
    assertThat(ladder.due(incident, NOON.plusSeconds(299))).isEmpty();
    assertThat(ladder.due(incident, NOON.plusSeconds(300)))
        .contains(new Escalated(0, "On-call engineer", "Slack", Cause.TIME));
  }

  @Test
  void oneStepAtATimeHoweverLateItIs() {
    Instant late = NOON.plus(Duration.ofHours(3));
    Incident first = escalated(incident(), late);
    Incident second = escalated(first, late);
    Incident third = escalated(second, late);
    assertThat(first.escalations()).isEqualTo(1);
    assertThat(third.escalations()).isEqualTo(3);
    assertThat(ladder.due(third, late)).as("the top").isEmpty();
    assertThat(ladder.didNotHold(third)).isEmpty();
  }

  @Test
  void itDoesNotClimbByTimeOnceSomebodyLooksAfterIt() {
    Incident taken = add(incident(), "acknowledged", new Acknowledged(World.ANA));
    assertThat(ladder.due(taken, NOON.plus(Duration.ofHours(3)))).isEmpty();
  }

  @Test
  void aRemedyThatDidNotHelpClimbsAtOnceWhoeverLooksAfterIt() {
    Incident taken = add(incident(), "acknowledged", new Acknowledged(World.ANA));
    assertThat(ladder.didNotHold(taken))
        .contains(new Escalated(0, "On-call engineer", "Slack", Cause.DID_NOT_HOLD));
    Incident climbed = add(taken, "escalated:0", ladder.didNotHold(taken).orElseThrow());
    assertThat(ladder.didNotHold(climbed))
        .contains(new Escalated(1, "Platform lead", "Slack", Cause.DID_NOT_HOLD));
  }

  @Test
  void theWorstFindingsRunbookSaysWhoIsCalled() {
    Incident worse = add(incident(), "found:2", new FindingAdded(finding("worse", Severity.SEV1)));
    assertThat(ladder.due(worse, NOON))
        .as("a step at 0 minutes is due at once")
        .contains(new Escalated(0, "Duty manager", "PagerDuty", Cause.TIME));
  }

  @Test
  void aRunbookThatIsGoneCallsNobody() {
    Ladder none = new Ladder(new Runbooks(List.of(WORSE)));
    assertThat(none.due(incident(), NOON.plus(Duration.ofHours(3)))).isEmpty();
    assertThat(none.didNotHold(incident())).isEmpty();
  }

  private Incident escalated(Incident incident, Instant now) {
    Escalated step = ladder.due(incident, now).orElseThrow();
    return add(incident, "escalated:" + step.step(), step);
  }

  private static Incident add(Incident incident, String key, IncidentEvent event) {
    return new Draft(incident, NOON).add(key, event).after();
  }

  private static Incident incident() {
    return Incident.of(
        IncidentId.of(IncidentExamples.CHECKOUT, NOON),
        List.of(
            new Recorded(
                1,
                NOON,
                "detected",
                IncidentExamples.detected(
                    IncidentExamples.CHECKOUT, finding("memory", Severity.SEV3)))));
  }

  private static Finding finding(String runbook, Severity severity) {
    Finding usage = IncidentExamples.usage(severity);
    return new Finding(
        new Finding.Key(runbook, "high"),
        severity,
        usage.subject(),
        usage.since(),
        usage.reading());
  }
}
