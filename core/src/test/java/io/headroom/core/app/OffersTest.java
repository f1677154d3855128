package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the buttons of an incident change, and when they stay as they are. */
final class OffersTest {

  private final World world = new World();

  @BeforeEach
  void inTrouble() {
    world.uses(0.85);
    world.minutes(5);
  }

  @Test
  void theFirstOnesComeWithTheIncident() {
    assertThat(world.incident().offer()).isEqualTo(2);
    assertThat(world.incident().offers())
        .extracting(Offer::kind)
        .as("stopping one task is the gentler form of a restart")
        .containsExactly(
            RemedyKind.STOP_HOTTEST_TASK,
            RemedyKind.RESTART,
            RemedyKind.RAISE_LIMIT,
            RemedyKind.SCALE_OUT);
  }

  @Test
  void theyStayWhileOnlyTheirNumbersChange() {
    world.uses(minute -> 0.85 + 0.001 * minute);
    world.minutes(60);
    assertThat(offers()).as("%s", world.story()).isEqualTo(1);
  }

  @Test
  void theyChangeWithADeploymentAndItsEnd() {
    world.fleet.deployedByOthers(World.CART);
    world.minutes(2);
    assertThat(offers()).isEqualTo(2);
    assertThat(world.incident().offers())
        .allSatisfy(
            offer ->
                assertThat(offer)
                    .isInstanceOfSatisfying(
                        Offer.Off.class,
                        off -> assertThat(off.why()).isEqualTo(Refusal.DEPLOYMENT_IN_PROGRESS)));
    world.fleet.progress(World.CART, 2);
    world.minutes(1);
    assertThat(offers()).as("how far it is changes nothing").isEqualTo(2);
    world.fleet.complete(World.CART);
    world.minutes(2);
    assertThat(offers()).isEqualTo(3);
  }

  @Test
  void theyChangeWithAutoScaling() {
    world.fleet.scaled(World.CART, new ScalingRange(2, 4));
    world.minutes(2);
    assertThat(offers()).isEqualTo(2);
    assertThat(world.offer(RemedyKind.SCALE_OUT))
        .isInstanceOfSatisfying(
            Offer.Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.AT_MAXIMUM));
    world.fleet.setDesired(World.CART, 3);
    world.minutes(1);
    assertThat(world.offer(RemedyKind.SCALE_OUT)).isInstanceOf(Available.class);
  }

  @Test
  void theyFollowTheRunbooksOfTheService() {
    var tagged = TestRunbooks.runbook("tagged", AppliesTo.TAGGED, TestRunbooks.growing());
    var onlyScaling =
        TestRunbooks.offering(
            TestRunbooks.runbook("every", AppliesTo.EVERY_SERVICE, TestRunbooks.high()),
            RemedyKind.SCALE_OUT,
            RemedyKind.FIX_CODE);
    var other = new World(new Runbooks(List.of(onlyScaling, tagged)));
    other.uses(0.85);
    other.minutes(5);
    assertThat(other.incident().offers())
        .extracting(Offer::kind)
        .containsExactly(RemedyKind.SCALE_OUT);
    other.fleet.with(
        SampleServices.tagged(other.cart().orElseThrow(), Map.of(Tags.RUNBOOK, "tagged")));
    other.minutes(1);
    assertThat(other.incident().offers()).hasSize(4);
  }

  @Test
  void whereNothingCanBePressedThatIsSaidOnce() {
    var adviceOnly =
        TestRunbooks.offering(
            TestRunbooks.runbook("advice", AppliesTo.EVERY_SERVICE, TestRunbooks.high()),
            RemedyKind.FIX_CODE);
    var other = new World(new Runbooks(List.of(adviceOnly)));
    other.uses(0.85);
    other.minutes(8);
    assertThat(other.incident().offers()).isEmpty();
    assertThat(other.incident().events())
        .filteredOn(recorded -> recorded.event() instanceof RemediesOffered)
        .hasSize(1);
  }

  @Test
  void aButtonThatWasPressedAndRefusedCanBePressedAgain() {
    Decision first = pressed();
    // Auto Scaling moves the count and back, so that the same remedies are offered as before.
    world.fleet.setDesired(World.CART, 5);
    run(first);
    world.fleet.setDesired(World.CART, 4);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.REFUSED);
    world.minutes(1);

    assertThat(pressed()).isNotEqualTo(first);
    assertThat(world.incident().remedies()).hasSize(2);
  }

  @Test
  void theyAreMadeAnewBeforeTheyExpire() {
    Duration almost = DecideClick.OFFER_LASTS.minus(Duration.ofHours(1));
    world.now = world.now.plus(almost);
    world.check();
    assertThat(offers()).isEqualTo(1);
    world.minutes(1);
    assertThat(offers()).isEqualTo(2);
    world.now = world.now.plus(DecideClick.OFFER_LASTS);
    assertThat(pressed()).as("twelve hours after that").isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void aRemedyThatEndedCoolsDownForTenMinutes() {
    world.click(RemedyKind.RESTART);
    world.fleet.fail(World.CART, "no capacity");
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.OPEN);
    world.minutes(9);
    assertThat(world.offer(RemedyKind.RESTART))
        .isInstanceOfSatisfying(
            Offer.Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.COOLDOWN));
    assertThat(world.offer(RemedyKind.SCALE_OUT))
        .as("ECS starts no tasks in a deployment that failed")
        .isInstanceOfSatisfying(
            Offer.Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.DEPLOYMENT_FAILED));
    world.minutes(1);
    assertThat(world.offer(RemedyKind.RESTART)).isInstanceOf(Available.class);
  }

  @Test
  void aRemedyThatWasRefusedDidNothingAndDoesNotCoolDown() {
    Decision first = pressed();
    world.fleet.setDesired(World.CART, 5);
    run(first);
    world.minutes(1);
    assertThat(world.offer(RemedyKind.SCALE_OUT)).isInstanceOf(Available.class);
  }

  private Decision pressed() {
    return world.decideClick.decide(
        world.incident().id(),
        world.incident().offer(),
        RemedyKind.SCALE_OUT,
        World.ANA,
        world.now);
  }

  private void run(Decision decision) {
    world.runRemedy.run(world.incident().id(), ((Decision.Accepted) decision).remedy(), world.now);
  }

  private long offers() {
    return world.incident().events().stream()
        .map(Recorded::event)
        .filter(RemediesOffered.class::isInstance)
        .count();
  }
}
