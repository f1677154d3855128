package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The stories of an incident, from the first sample above the threshold to its end. */
final class LoopTest {

  private final World world = new World();

  @Test
  void aLeakIsDetectedRestartedVerifiedAndResolved() {
    world.uses(0.85);
    world.minutes(4);
    assertThat(world.incidents()).as("4 samples above 80 % are not 5 minutes").isEmpty();
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.OPEN);

    assertThat(world.click(RemedyKind.RESTART)).isInstanceOf(Decision.Accepted.class);
    assertThat(world.fleet.effects()).containsExactly("restart shop/cart");
    world.fleet.progress(World.CART, 2);
    world.minutes(1);
    assertThat(world.incident().activeRemedy().orElseThrow().done()).isEqualTo(2);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFYING);
    world.minutes(12);
    assertThat(world.incident().open())
        .as("3 min of warming up, 10 to hold, metrics late")
        .isTrue();
    world.minutes(4);

    assertThat(world.story())
        .containsExactly(
            "Detected",
            "RemedyRequested",
            "EvidenceCaptured",
            "RemedyStarted",
            "RemedySucceeded",
            "FindingCleared",
            "Verified",
            "Resolved");
    assertThat(world.fleet.effects()).hasSize(1);
  }

  @Test
  void aRestartThatLeaksAgainDidNotHoldAndClimbsTheLadder() {
    world.uses(0.92);
    world.minutes(6);
    world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    // 4 MiB a minute, from 40 %: far from any threshold, and yet not healed.
    world.uses(minute -> 0.40 + 0.004 * minute);
    world.minutes(20);

    assertThat(world.story()).contains("DidNotHold", "Escalated").doesNotContain("Resolved");
    Incident incident = world.incident();
    assertThat(incident.phase()).isEqualTo(Phase.OPEN);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.GROWING);
    assertThat(world.offer(RemedyKind.RESTART))
        .isInstanceOfSatisfying(
            Offer.Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.COOLDOWN));
    assertThat(world.offer(RemedyKind.RAISE_LIMIT)).isInstanceOf(Offer.Available.class);
    world.minutes(10);
    assertThat(world.incident().open()).as("no rule fires, but it still grows").isTrue();
    assertThat(world.offer(RemedyKind.RESTART))
        .as("cooled down")
        .isInstanceOf(Offer.Available.class);
    world.uses(0.45);
    world.minutes(30);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
  }

  @Test
  void aLimitThatIsRaisedGetsANewRevision() {
    world.uses(0.85);
    world.minutes(6);
    world.click(RemedyKind.RAISE_LIMIT);
    world.fleet.complete(World.CART);
    world.uses(0.45);
    world.minutes(17);

    assertThat(world.incident().open()).isFalse();
    assertThat(world.cart().orElseThrow().taskDefinition().memory().orElseThrow())
        .hasToString("2 GiB");
    assertThat(world.fleet.effects()).hasSize(2);
  }

  @Test
  void moreTasksAreStarted() {
    world.uses(0.85);
    world.minutes(6);
    world.click(RemedyKind.SCALE_OUT);
    world.fleet.complete(World.CART);
    world.uses(0.60);
    world.minutes(17);

    assertThat(world.incident().open()).isFalse();
    assertThat(world.cart().orElseThrow().desired()).isEqualTo(6);
  }

  @Test
  void memoryThatGoesDownByItselfClearsTheIncident() {
    world.uses(0.85);
    world.minutes(8);
    world.uses(0.60);
    world.minutes(4);
    assertThat(world.incident().open()).as("below 75 % for 4 samples").isTrue();
    world.minutes(1);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
  }

  @Test
  void silenceNeitherClearsNorFires() {
    world.uses(0.85);
    world.minutes(6);
    world.measuresNothing();
    world.minutes(60);
    assertThat(world.incident().open()).isTrue();
    assertThat(world.log.last().orElseThrow().withoutData()).containsExactly(World.CART);
  }

  @Test
  void severityRisesWithTheFindingsAndDoesNotSink() {
    world.uses(0.85);
    world.minutes(6);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV3);
    world.uses(0.95);
    world.minutes(3);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
    world.uses(0.82);
    world.minutes(8);
    assertThat(world.incident().findings()).hasSize(1);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
  }

  @Test
  void theLadderClimbsByTimeUntilSomebodyAcknowledges() {
    world.uses(0.85);
    world.minutes(6);
    assertThat(world.incident().escalations()).isZero();
    world.minutes(5);
    assertThat(world.incident().escalations()).isEqualTo(1);
    world.minutes(10);
    assertThat(world.incident().escalations()).isEqualTo(2);
    world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
    world.minutes(30);
    assertThat(world.incident().escalations()).isEqualTo(2);
  }

  @Test
  void anOomKillOpensAnIncidentAndOneToldAgainDoesNot() {
    StoppedTask stopped = world.kill();
    assertThat(world.recordStoppedTask.note(stopped, world.now))
        .isEqualTo(RecordStoppedTask.Noted.OPENED);
    assertThat(world.recordStoppedTask.note(stopped, world.now))
        .isEqualTo(RecordStoppedTask.Noted.ALREADY_KNOWN);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
    assertThat(world.incident().oomKills()).hasSize(1);
    world.minutes(32);
    assertThat(world.incident().open()).as("half an hour without a kill").isFalse();
    assertThat(world.recordStoppedTask.note(stopped, world.now))
        .isEqualTo(RecordStoppedTask.Noted.ALREADY_KNOWN);
    assertThat(world.incidents()).hasSize(1);
  }

  @Test
  void anOomKillDuringVerificationMeansThatItDidNotHold() {
    world.uses(0.85);
    world.minutes(6);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(3);
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(1);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.OOM_KILLED);
  }

  @Test
  void aTaskThatStoppedForAnotherReasonIsNoIncident() {
    String task = world.fleet.tasks(World.CART).getFirst().id();
    StoppedTask stopped =
        world.fleet.exits(
            World.CART,
            task,
            "EssentialContainerExited",
            "Essential container in task exited",
            List.of(new StoppedTask.Exit("app", Optional.of(137), "")));
    assertThat(world.recordStoppedTask.note(stopped, world.now))
        .as("137 without a reason is any SIGKILL")
        .isEqualTo(RecordStoppedTask.Noted.NO_RULE_FIRES);
  }

  @Test
  void aServiceThatVanishesEndsItsIncident() {
    world.uses(0.85);
    world.minutes(6);
    world.fleet.remove(World.CART);
    world.minutes(1);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.SERVICE_GONE);
  }

  @Test
  void aDeploymentOfSomebodyElseBetweenButtonAndRunRefusesTheRemedy() {
    world.uses(0.85);
    world.minutes(6);
    world.fleet.deployedByOthers(World.CART);
    world.click(RemedyKind.RESTART);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.REFUSED);
    assertThat(world.last(RemedyFailed.class).detail()).contains("DEPLOYMENT_IN_PROGRESS");
    assertThat(world.fleet.effects()).isEmpty();
    assertThat(world.incident().phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void aRollOutThatEcsGivesUpFailsTheRemedy() {
    world.uses(0.85);
    world.minutes(6);
    world.click(RemedyKind.RESTART);
    world.fleet.fail(World.CART, "tasks failed to start");
    world.minutes(1);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.DEPLOYMENT_FAILED);
    assertThat(world.story()).endsWith("RemedyFailed", "Escalated");
  }

  @Test
  void whatEcsDoesNotAllowFailsWithItsWords() {
    world.uses(0.85);
    world.minutes(6);
    Incident incident = world.incident();
    world.decideClick.decide(
        incident.id(), incident.offer(), RemedyKind.RESTART, World.ANA, world.now);
    world.fleet.beforeEffect(
        () -> {
          throw World.denied();
        });
    world.runRemedy.run(
        incident.id(), world.incident().activeRemedy().orElseThrow().id(), world.now);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.ACCESS_DENIED);
    assertThat(world.last(RemedyFailed.class).detail()).contains("AccessDeniedException");
  }

  @Test
  void aPreviewShowsThePlanAndWritesNothing() {
    world.uses(0.85);
    world.minutes(6);
    Incident before = world.incident();
    Decision preview = preview(before);
    assertThat(preview).isInstanceOf(Decision.Accepted.class);
    assertThat(world.incident()).isEqualTo(before);
    assertThat(world.click(RemedyKind.RESTART)).isEqualTo(preview);
    assertThat(preview(before))
        .as("what is under way is not offered a second time")
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.REMEDY_IN_PROGRESS));
  }

  private Decision preview(Incident incident) {
    return world.decideClick.preview(
        incident.id(), incident.offer(), RemedyKind.RESTART, World.ANA, world.now);
  }
}
