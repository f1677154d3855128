package io.headroom.core.incident;

import static io.headroom.core.incident.IncidentExamples.ANA;
import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.ID;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static io.headroom.core.incident.IncidentExamples.REMEDY;
import static io.headroom.core.incident.IncidentExamples.growth;
import static io.headroom.core.incident.IncidentExamples.oomKill;
import static io.headroom.core.incident.IncidentExamples.plan;
import static io.headroom.core.incident.IncidentExamples.usage;
import static io.headroom.core.incident.IncidentExamples.verification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final RemedyRequested REQUEST =
      new RemedyRequested(REMEDY, plan(new Remedy.Restart()), ANA);
  private static final RemedyStarted START = new RemedyStarted(REMEDY);
  private static final RemediesOffered OFFERS =
      new RemediesOffered(List.of(new Offer.Available(plan(new Remedy.Restart()))));
  private static final Resolved END = new Resolved(Resolved.Why.CLEARED, Optional.empty());

  @Test
  void aDetectionOpensIt() {
    Incident incident = after();
    assertThat(incident.phase()).isEqualTo(Phase.OPEN);
    assertThat(incident.open()).isTrue();
    assertThat(incident.service()).isEqualTo(CHECKOUT);
    assertThat(incident.findings()).containsExactly(usage(Severity.SEV2));
    assertThat(incident.severity()).isEqualTo(Severity.SEV2);
    assertThat(incident.openedAt()).isEqualTo(NOON);
    assertThat(incident.situation()).isEqualTo(IncidentExamples.situation());
    assertThat(incident.version()).isOne();
    assertThat(incident.offers()).isEmpty();
    assertThat(incident.offer()).isZero();
    assertThat(incident.resolution()).isEmpty();
    assertThat(incident.acknowledged()).isEmpty();
    assertThat(incident.lastRemedy()).isEmpty();
  }

  @Test
  void severityRisesWithAFindingAndDoesNotSinkWhenItClears() {
    assertThat(after(new FindingAdded(growth())).severity()).isEqualTo(Severity.SEV2);
    assertThat(after(new FindingAdded(oomKill())).severity()).isEqualTo(Severity.SEV1);
    assertThat(after(new FindingAdded(oomKill()), new FindingCleared(oomKill().key())).severity())
        .isEqualTo(Severity.SEV1);
  }

  @Test
  void aRuleThatFiresAnewReplacesItsFinding() {
    Incident incident = after(new FindingAdded(growth()), new FindingAdded(usage(Severity.SEV1)));
    assertThat(incident.findings()).containsExactly(usage(Severity.SEV1), growth());
    assertThat(incident.finding(growth().key())).contains(growth());
    assertThat(incident.finding(oomKill().key())).isEmpty();
  }

  @Test
  void theWorstFindingIsTheMostSevereAndOfThoseTheFirst() {
    assertThat(after(new FindingAdded(oomKill())).worstFinding()).isEqualTo(oomKill());
    assertThat(after(new FindingAdded(growth())).worstFinding()).isEqualTo(usage(Severity.SEV2));
    assertThat(
            after(new FindingAdded(growth()), new FindingAdded(usage(Severity.SEV3)))
                .worstFinding())
        .as("growth began earlier")
        .isEqualTo(growth());
  }

  @Test
  void whenEverythingClearedTheWorstFindingIsTheOneItBeganWith() {
    Incident incident = after(new FindingCleared(usage(Severity.SEV2).key()));
    assertThat(incident.findings()).isEmpty();
    assertThat(incident.worstFinding()).isEqualTo(usage(Severity.SEV2));
  }

  @Test
  void everythingItEverFoundIsKnown() {
    Incident incident =
        after(
            new FindingAdded(growth()),
            new FindingCleared(growth().key()),
            new FindingAdded(usage(Severity.SEV1)));
    assertThat(incident.everFound()).containsExactly(usage(Severity.SEV1), growth());
  }

  @Test
  void theOffersAreTheLatestAndEndWithIt() {
    Incident incident = after(new Acknowledged(ANA), OFFERS);
    assertThat(incident.offers()).isEqualTo(OFFERS.offers());
    assertThat(incident.offer()).isEqualTo(3);
    assertThat(after(OFFERS, new RemediesOffered(List.of())).offers()).isEmpty();
    assertThat(after(OFFERS, END).offers()).isEmpty();
  }

  @Test
  void aRemedyGoesFromTheClickToItsVerification() {
    var evidence = new EvidenceCaptured(REMEDY, IncidentExamples.evidence());
    var progress = new RemedyProgressed(REMEDY, 1, 4);
    var success = new RemedySucceeded(REMEDY, 4);
    var watched = new VerificationProgressed(REMEDY, verification(Outcome.WATCHING));
    var verified = new Verified(REMEDY, verification(Outcome.HELD));

    Incident requested = after(REQUEST);
    assertThat(requested.phase()).isEqualTo(Phase.REQUESTED);
    assertThat(active(requested).by()).isEqualTo(ANA);
    assertThat(active(requested).requestedAt()).isEqualTo(at(2));
    assertThat(active(requested).startedAt()).isEmpty();

    Incident started = after(REQUEST, evidence, START);
    assertThat(started.phase()).isEqualTo(Phase.REMEDYING);
    assertThat(active(started).startedAt()).contains(at(4));

    Incident moving = after(REQUEST, START, progress);
    assertThat(active(moving).done()).isOne();
    assertThat(active(moving).of()).isEqualTo(4);

    Incident succeeded = after(REQUEST, START, progress, success);
    assertThat(succeeded.phase()).isEqualTo(Phase.VERIFYING);
    assertThat(active(succeeded).done()).isEqualTo(4);
    assertThat(active(succeeded).succeededAt()).contains(at(5));

    Incident watching = after(REQUEST, START, success, watched);
    assertThat(active(watching).verification()).contains(verification(Outcome.WATCHING));

    Incident held = after(REQUEST, START, success, watched, verified);
    assertThat(held.phase()).isEqualTo(Phase.VERIFIED);
    assertThat(held.activeRemedy()).isEmpty();
    RemedyRun run = held.lastRemedy().orElseThrow();
    assertThat(run.settledAt()).contains(at(6));
    assertThat(run.verification()).contains(verification(Outcome.HELD));
    assertThat(run.failure()).isEmpty();
    assertThat(held.remedy(REMEDY)).contains(run);
    assertThat(held.remedy("another")).isEmpty();
  }

  @Test
  void aRemedyThatDidNotHoldLeavesItOpen() {
    Incident incident =
        after(
            REQUEST,
            START,
            new RemedySucceeded(REMEDY, 4),
            new DidNotHold(REMEDY, verification(Outcome.GROWING)));
    assertThat(incident.phase()).isEqualTo(Phase.OPEN);
    RemedyRun run = incident.lastRemedy().orElseThrow();
    assertThat(run.settled()).isTrue();
    assertThat(run.verification()).contains(verification(Outcome.GROWING));
  }

  @Test
  void aRemedyThatFailedLeavesItOpenFromWhereverItWas() {
    var failure = new RemedyFailed(REMEDY, FailureReason.ACCESS_DENIED, "");
    for (Incident incident : List.of(after(REQUEST, failure), after(REQUEST, START, failure))) {
      assertThat(incident.phase()).isEqualTo(Phase.OPEN);
      RemedyRun run = incident.lastRemedy().orElseThrow();
      assertThat(run.settled()).isTrue();
      assertThat(run.failure()).contains(FailureReason.ACCESS_DENIED);
    }
  }

  @Test
  void aSecondRemedyStandsBesideTheFirst() {
    var second = new RemedyRequested("scale-out-2", plan(new Remedy.ScaleOut(6, false, 0)), ANA);
    Incident incident =
        after(REQUEST, new RemedyFailed(REMEDY, FailureReason.TIMED_OUT, ""), second);
    assertThat(incident.remedies())
        .extracting(RemedyRun::id)
        .containsExactly(REMEDY, second.remedy());
    assertThat(active(incident).id()).isEqualTo(second.remedy());
  }

  @Test
  void theLadderIsClimbedStepByStep() {
    var first = new Escalated(0, "On-call", "#oncall", Escalated.Cause.TIME);
    var second = new Escalated(1, "Platform team", "#platform", Escalated.Cause.DID_NOT_HOLD);
    assertThat(after().escalations()).isZero();
    assertThat(after(first).escalations()).isOne();
    assertThat(after(first, second).escalations()).isEqualTo(2);
  }

  @Test
  void whoAcknowledgedFirstIsKnown() {
    Incident incident = after(new Acknowledged(ANA), new Acknowledged(new Actor("U2", "Ben")));
    assertThat(incident.acknowledged()).contains(new Acknowledged(ANA));
  }

  @Test
  void itsEndIsKnownEvenWhenANewerVersionWritesOn() {
    Incident incident = after(END, new Unknown("reviewed", "{}"));
    assertThat(incident.phase()).isEqualTo(Phase.RESOLVED);
    assertThat(incident.open()).isFalse();
    assertThat(incident.resolution()).contains(END);
    assertThat(incident.resolvedAt()).contains(at(2));
    assertThat(incident.changedAt()).isEqualTo(at(3));
  }

  @Test
  void anEventIsFoundByItsKey() {
    Incident incident = after(new Acknowledged(ANA));
    assertThat(incident.has("key 2")).isTrue();
    assertThat(incident.has("key 3")).isFalse();
  }

  @Test
  void eventsThatAreNoIncidentAreRefused() {
    var acknowledged = new Recorded(1, NOON, "ack", new Acknowledged(ANA));
    Recorded first = IncidentExamples.first(CHECKOUT, NOON);
    var third = new Recorded(3, NOON, "ack", new Acknowledged(ANA));

    assertThatThrownBy(() -> Incident.of(ID, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ID.value());
    assertThatThrownBy(() -> Incident.of(ID, List.of(acknowledged)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first event is not Detected");
    assertThatThrownBy(() -> Incident.of(ID, List.of(first, third)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("event 3 stands in place 2");
  }

  private static Incident after(IncidentEvent... events) {
    var recorded = new ArrayList<>(List.of(IncidentExamples.first(CHECKOUT, NOON)));
    for (IncidentEvent event : events) {
      int number = recorded.size() + 1;
      recorded.add(new Recorded(number, at(number), "key " + number, event));
    }
    return Incident.of(ID, recorded);
  }

  private static Instant at(int number) {
    return NOON.plusSeconds(number);
  }

  private static RemedyRun active(Incident incident) {
    return incident.activeRemedy().orElseThrow();
  }
}
