package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.DecideClick.Decision.Accepted;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each minute does with an open incident, where the stories of the loop do not go. */
final class AdvanceTest {

  private final World world = new World();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void howeverLateMetricsAreARemedyIsVerified(int minutesLate) {
    inTrouble(minutesLate);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(14 + minutesLate);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void howeverLateMetricsAreWhatCalmsDownAfterARemedyThatDidNotHoldIsResolved(int minutesLate) {
    inTrouble(minutesLate);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.minutes(10);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.ABOVE_THRESHOLD);
    world.uses(0.40);
    world.minutes(9);
    assertThat(world.incident().findings()).as("no rule fires any more").isEmpty();
    assertThat(world.incident().open()).as("but it has not held for long enough").isTrue();
    world.minutes(2 * minutesLate);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
  }

  @Test
  void afterARemedyThatDidNotHoldSilenceDoesNotResolve() {
    inTrouble(1);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.minutes(10);
    world.uses(0.40);
    world.minutes(8);
    assertThat(world.incident().findings()).isEmpty();
    world.measuresNothing();
    world.minutes(60);
    assertThat(world.incident().open()).isTrue();
  }

  @Test
  void norDoesAKillThatClearsByTimeInThatSilence() {
    inTrouble(1);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(2);
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(20);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.OOM_KILLED);
    assertThat(world.incident().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.key().rule()).isEqualTo("oom-killed"));
    world.measuresNothing();
    world.minutes(60);
    assertThat(world.incident().findings()).as("cleared by time").isEmpty();
    assertThat(world.incident().open()).isTrue();
    world.uses(0.40);
    world.minutes(15);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
  }

  @Test
  void fromTheClickToTheVerdictTheVerificationJudgesAndNoRule() {
    inTrouble(1);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.95);
    world.minutes(6);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFYING);
    assertThat(world.story()).as("the critical rule holds").doesNotContain("FindingAdded");
    world.minutes(2);
    assertThat(world.story()).endsWith("DidNotHold", "Escalated", "FindingAdded");
  }

  @Test
  void aRemedyThatNobodyBeganIsTakenUpAfterThreeMinutes() {
    inTrouble(1);
    var clicked =
        world.decideClick.decide(
            world.incident().id(),
            world.incident().offer(),
            RemedyKind.RESTART,
            World.ANA,
            world.now);
    assertThat(clicked).isInstanceOf(Accepted.class);
    world.minutes(3);
    assertThat(world.incident().phase()).isEqualTo(Phase.REQUESTED);
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.REMEDYING);
    assertThat(world.fleet.effects()).containsExactly("restart shop/cart");
  }

  @Test
  void whatSomebodyUndoesWhileItIsRolledOutIsNotAskedForAgain() {
    inTrouble(1);
    world.click(RemedyKind.SCALE_OUT);
    world.minutes(1);
    assertThat(world.incident().activeRemedy().orElseThrow().of()).isEqualTo(6);
    world.fleet.setDesired(World.CART, 4);
    int asked = world.fleet.effects().size();
    world.minutes(10);
    assertThat(world.fleet.effects()).hasSize(asked);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.OVERTAKEN);
    assertThat(world.incident().phase()).isEqualTo(Phase.OPEN);
    assertThat(world.story()).contains("Escalated");
  }

  @Test
  void aRollOutThatDoesNotEndIsGivenUpOn() {
    inTrouble(1);
    world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
    world.click(RemedyKind.RESTART);
    world.fleet.progress(World.CART, 3);
    world.minutes(30);
    assertThat(world.incident().phase()).isEqualTo(Phase.REMEDYING);
    world.minutes(1);
    assertThat(world.last(RemedyFailed.class))
        .isEqualTo(
            new RemedyFailed(
                world.incident().lastRemedy().orElseThrow().id(),
                FailureReason.TIMED_OUT,
                "after 30 min, 4 of 4 tasks run"));
    assertThat(world.story()).endsWith("RemedyFailed", "Escalated");
    assertThat(world.fleet.effects()).as("it was asked for once").hasSize(1);
  }

  @Test
  void metricsThatNeverComeMeanThatItCannotBeSaidToHaveHeld() {
    inTrouble(1);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.measuresNothing();
    world.minutes(30);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.NO_DATA);
    assertThat(world.incident().open()).isTrue();
  }

  @Test
  void theStrictestOfTheRunbooksThatFoundSomethingVerifies() {
    var lenient =
        TestRunbooks.verifying(
            TestRunbooks.runbook("lenient", AppliesTo.EVERY_SERVICE, TestRunbooks.high()),
            0.90,
            Duration.ofMinutes(10));
    var strict =
        TestRunbooks.verifying(
            TestRunbooks.runbook("strict", AppliesTo.TAGGED, TestRunbooks.critical()),
            0.50,
            Duration.ofMinutes(20));
    var tagged = new World(new Runbooks(List.of(lenient, strict)));
    tagged.with(
        SampleServices.tagged(
            SampleServices.fargate("shop", "cart", 4, World.LIMIT),
            Map.of(Tags.RUNBOOK, "strict")));

    tagged.uses(0.85);
    tagged.minutes(6);
    verifies(tagged, 0.70);
    assertThat(tagged.story()).as("only the lenient one found something").endsWith("Resolved");

    tagged.uses(0.95);
    tagged.minutes(6);
    var second = tagged.incident(World.CART);
    var click =
        tagged.decideClick.decide(
            second.id(), second.offer(), RemedyKind.RESTART, World.ANA, tagged.now);
    tagged.runRemedy.run(second.id(), ((Accepted) click).remedy(), tagged.now);
    tagged.fleet.complete(World.CART);
    tagged.uses(0.70);
    tagged.minutes(8);
    assertThat(tagged.incident(World.CART).lastRemedy().orElseThrow().verification())
        .hasValueSatisfying(
            result -> {
              assertThat(result.outcome()).isEqualTo(Outcome.ABOVE_THRESHOLD);
              assertThat(result.holdFor()).isEqualTo(Duration.ofMinutes(20));
            });
  }

  @Test
  void aRunbookTakenOutWhileItsIncidentIsOpenLeavesItToTheOthers() {
    inTrouble(1);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(2);
    var others =
        new Runbooks(
            List.of(
                TestRunbooks.runbook("other", AppliesTo.EVERY_SERVICE, TestRunbooks.critical())));
    var reader = new MemoryReader(world.fleet, world.metrics);
    var checkFleet =
        new CheckFleet(
            SampleServices.SCOPES,
            world.fleet,
            reader,
            world.store,
            world.log,
            others,
            world.runRemedy,
            world.pager);
    for (int i = 0; i < 15; i++) {
      world.minute();
      checkFleet.check(SampleServices.SCOPE, world.now);
    }
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.VERIFIED);
  }

  private void inTrouble(int minutesLate) {
    world.isLate(Duration.ofMinutes(minutesLate));
    world.uses(0.85);
    world.minutes(5 + minutesLate);
  }

  private static void verifies(World world, double ratio) {
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(ratio);
    world.minutes(20);
  }
}
