package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.IncidentEvent.Paged.Outcome;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.Pager.Answer;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.EscalationStep;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ladder: the on-call engineer by PagerDuty after 5 minutes, a manager by it after 30. */
final class PagingTest {

  private static final Answer FAILED = new Answer.Failed("no answer within 3 seconds");

  private final World world = new World(TestRunbooks.paging());

  @Test
  void aStepThatNamesPagerDutyCallsInTheCheckThatReachesIt() {
    open();
    world.minutes(4);
    assertThat(world.pager.attempts()).isZero();
    world.minutes(1);
    assertThat(world.pager.effects()).containsExactly("trigger cart/1");
    assertThat(world.story()).endsWith("Escalated", "Paged");
    assertThat(paged()).containsExactly(new Paged(0, Action.TRIGGER, Outcome.SENT, ""));
    world.minutes(20);
    assertThat(world.pager.attempts()).as("once is enough").isEqualTo(1);
  }

  @Test
  void aStepAtOnceCallsInTheCheckThatOpensTheIncident() {
    var atOnce =
        new World(
            new Runbooks(
                List.of(
                    TestRunbooks.escalating(
                        TestRunbooks.memory(),
                        new EscalationStep(
                            "now", "On-call", "phone or pagerduty", Duration.ZERO, List.of())))));
    atOnce.uses(0.85);
    atOnce.minutes(5);
    assertThat(atOnce.story()).containsExactly("Detected", "Escalated", "Paged");
    assertThat(atOnce.pager.effects()).containsExactly("trigger cart/1");
  }

  @Test
  void otherContactsAreNotItsBusiness() {
    var slack = new World();
    slack.uses(0.85);
    slack.minutes(60);
    assertThat(slack.story()).contains("Escalated");
    assertThat(slack.pager.attempts()).isZero();
  }

  @Test
  void withoutAPagerTheThreadIsToldOnce() {
    world.pager.answers(new Answer.NotSetUp());
    open();
    world.minutes(10);
    assertThat(paged()).containsExactly(new Paged(0, Action.TRIGGER, Outcome.NOT_SET_UP, ""));
    world.uses(0.40);
    world.minutes(15);
    assertThat(world.story()).endsWith("Resolved");
    assertThat(world.pager.attempts()).as("there is nobody to tell the end").isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    world.pager.answers(new Answer.Refused("the routing key is wrong"));
    open();
    world.minutes(20);
    assertThat(paged())
        .containsExactly(new Paged(0, Action.TRIGGER, Outcome.REFUSED, "the routing key is wrong"));
    assertThat(world.pager.attempts()).isEqualTo(1);
  }

  @Test
  void whatFailsIsSaidOnceAndTriedWithEachCheckUntilItComesThrough() {
    world.pager.answers(FAILED);
    open();
    world.minutes(9);
    assertThat(world.pager.attempts()).isEqualTo(5);
    assertThat(paged())
        .containsExactly(
            new Paged(0, Action.TRIGGER, Outcome.FAILED, "no answer within 3 seconds"));
    world.pager.answers(new Answer.Sent());
    world.minutes(1);
    assertThat(world.pager.effects()).containsExactly("trigger cart/1");
    assertThat(paged()).last().isEqualTo(new Paged(0, Action.TRIGGER, Outcome.SENT, ""));
  }

  @Test
  void afterHalfAnHourOfThatItIsGivenUp() {
    world.pager.answers(FAILED);
    open();
    world.minutes(34);
    assertThat(outcomes(0)).containsExactly(Outcome.FAILED);
    world.minutes(1);
    assertThat(outcomes(0)).containsExactly(Outcome.FAILED, Outcome.GIVEN_UP);
    assertThat(outcomes(1)).as("the next step tries anew").containsExactly(Outcome.FAILED);
  }

  @Test
  void whatHasToWaitLeavesNoTrace() {
    world.pager.answers(new Answer.Later());
    open();
    world.minutes(10);
    assertThat(paged()).isEmpty();
    world.pager.answers(new Answer.Sent());
    world.minutes(1);
    assertThat(outcomes(0)).containsExactly(Outcome.SENT);
  }

  @Test
  void whoAcknowledgesInSlackStopsTheCallWithTheNextCheck() {
    open();
    world.minutes(5);
    acknowledge();
    world.minutes(1);
    assertThat(world.pager.effects()).containsExactly("trigger cart/1", "acknowledge cart/1");
    world.minutes(40);
    assertThat(world.pager.attempts()).as("the ladder has stopped").isEqualTo(2);
  }

  @Test
  void whoAcknowledgesBeforeTheCallCameThroughIsNotCalledAnyMore() {
    world.pager.answers(FAILED);
    open();
    world.minutes(5);
    acknowledge();
    world.pager.answers(new Answer.Sent());
    world.minutes(1);
    assertThat(world.pager.effects()).as("it may have come through, though").isEmpty();
    assertThat(paged()).last().isEqualTo(new Paged(0, Action.ACKNOWLEDGE, Outcome.SENT, ""));
  }

  @Test
  void aRemedyThatDoesNotHoldCallsThoughSomebodyHadAcknowledged() {
    open();
    acknowledge();
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.minutes(12);
    assertThat(world.story()).endsWith("DidNotHold", "Escalated", "Paged");
    assertThat(world.pager.effects()).containsExactly("trigger cart/1");
    world.minutes(30);
    assertThat(world.pager.effects()).as("and nobody silences that").hasSize(1);
  }

  @Test
  void theEndIsToldBeforeTheIncidentIsResolved() {
    open();
    world.minutes(5);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(20);
    assertThat(world.pager.effects()).containsExactly("trigger cart/1", "resolve cart/1");
    assertThat(world.story()).endsWith("Verified", "Paged", "Resolved");
  }

  @Test
  void anEndThatCannotBeToldWaitsAFewMinutesAndNoLonger() {
    open();
    world.minutes(5);
    world.pager.answers(FAILED);
    world.uses(0.40);
    int minutes = 0;
    while (outcomes(0).size() < 2) {
      world.minutes(1);
      minutes++;
      assertThat(minutes).isLessThan(30);
    }
    assertThat(world.incident().open()).isTrue();
    world.minutes(4);
    assertThat(world.incident().open()).isTrue();
    world.minutes(1);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
    assertThat(paged())
        .last()
        .isEqualTo(new Paged(0, Action.RESOLVE, Outcome.GIVEN_UP, "no answer within 3 seconds"));
  }

  @Test
  void aVerifiedRemedyWaitsForThePagerInItsOwnPhase() {
    open();
    world.minutes(5);
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.pager.answers(FAILED);
    world.minutes(18);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFIED);
    world.pager.answers(new Answer.Sent());
    world.minutes(1);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.VERIFIED);
    assertThat(world.pager.effects()).last().isEqualTo("resolve cart/1");
  }

  @Test
  void aServiceThatIsGoneEndsThereToo() {
    open();
    world.minutes(5);
    world.fleet.remove(World.CART);
    world.minutes(1);
    assertThat(world.pager.effects()).endsWith("resolve cart/1");
    assertThat(world.story()).endsWith("Paged", "Resolved");
  }

  /** As the function does that ECS tells of a change. */
  @Test
  void aFunctionWithoutThePagerLeavesTheEndToTheNextCheck() {
    open();
    world.minutes(5);
    world.fleet.remove(World.CART);
    new AdvanceIncident(
            world.fleet,
            new MemoryReader(world.fleet, world.metrics),
            world.store,
            TestRunbooks.paging(),
            world.runRemedy,
            SampleServices.SCOPES)
        .advance(World.CART, world.now, decision -> {});
    assertThat(world.incident().open()).isTrue();
    assertThat(world.pager.effects()).containsExactly("trigger cart/1");
    world.minutes(1);
    assertThat(world.incident().open()).isFalse();
    assertThat(world.pager.effects()).endsWith("resolve cart/1");
  }

  @Test
  void itIsTriedThoughEcsDoesNotAnswer() {
    world.pager.answers(FAILED);
    open();
    world.minutes(5);
    world.pager.answers(new Answer.Sent());
    world.fleet.cannotRead(
        new FleetReading.Unread("shop", FleetException.Reason.THROTTLED, "Rate exceeded"));
    world.minutes(1);
    assertThat(world.pager.effects()).containsExactly("trigger cart/1");
  }

  private void open() {
    world.uses(0.85);
    world.minutes(5);
    assertThat(world.story()).containsExactly("Detected");
  }

  private void acknowledge() {
    assertThat(world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now))
        .isEmpty();
  }

  private List<Paged> paged() {
    return world.incident().events().stream()
        .map(Recorded::event)
        .filter(Paged.class::isInstance)
        .map(Paged.class::cast)
        .toList();
  }

  private List<Outcome> outcomes(int step) {
    return paged().stream().filter(event -> event.step() == step).map(Paged::outcome).toList();
  }
}
