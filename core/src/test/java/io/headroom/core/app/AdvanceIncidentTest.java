package io.headroom.core.app;

import static io.headroom.core.port.SampleServices.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.app.AdvanceIncident.Outcome;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer.Off;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.TestRunbooks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ECS tells between two checks shows at once. */
final class AdvanceIncidentTest {

  private final World world = new World();

  @Test
  void aRollOutThatEndedIsVerifiedFromThenOn() {
    inTrouble();
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    assertThat(advance()).isEqualTo(Outcome.ADVANCED);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFYING);
  }

  @Test
  void aRollOutThatFailedIsToldAtOnce() {
    inTrouble();
    world.click(RemedyKind.RESTART);
    world.fleet.fail(World.CART, "ECS deployment circuit breaker: tasks failed to start.");
    assertThat(advance()).isEqualTo(Outcome.ADVANCED);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.DEPLOYMENT_FAILED);
  }

  @Test
  void aDeploymentByOthersSwitchesTheButtonsOff() {
    inTrouble();
    world.fleet.deployedByOthers(World.CART);
    assertThat(advance()).isEqualTo(Outcome.ADVANCED);
    assertThat(world.offer(RemedyKind.RESTART))
        .isInstanceOfSatisfying(
            Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.DEPLOYMENT_IN_PROGRESS));
  }

  @Test
  void toldTwiceNothingIsWrittenTwice() {
    inTrouble();
    world.fleet.deployedByOthers(World.CART);
    advance();
    List<String> story = world.story();
    assertThat(advance()).isEqualTo(Outcome.ADVANCED);
    assertThat(world.story()).isEqualTo(story);
  }

  @Test
  void aServiceWithoutAnIncidentIsLeftToTheCheck() {
    world.uses(0.85);
    for (int minute = 0; minute < 6; minute++) {
      world.minute();
    }
    assertThat(advance()).isEqualTo(Outcome.NO_INCIDENT);
    assertThat(world.incidents()).isEmpty();
  }

  @Test
  void aDeletedServiceEndsItsIncident() {
    inTrouble();
    world.fleet.remove(World.CART);
    assertThat(advance()).isEqualTo(Outcome.SERVICE_GONE);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.SERVICE_GONE);
  }

  @Test
  void anIgnoredServiceEndsItsIncident() {
    inTrouble();
    world.fleet.with(tagged(world.cart().orElseThrow(), Map.of(Tags.IGNORE, "true")));
    assertThat(advance()).isEqualTo(Outcome.IGNORED_BY_TAG);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.IGNORED);
  }

  @Test
  void anotherScopesServiceIsNotTouched() {
    inTrouble();
    world.fleet.remove(World.CART);
    assertThat(advance(Scopes.of(SampleServices.scope("batch")))).isEqualTo(Outcome.OUT_OF_SCOPE);
    assertThat(world.incident().open()).isTrue();
  }

  @Test
  void whatEcsDoesNotTellIsThrownAndLeftToTheNextCheck() {
    inTrouble();
    world.fleet.failNext(World.throttled());
    assertThatThrownBy(this::advance).isInstanceOf(FleetException.class);
    assertThat(world.incident().open()).isTrue();
  }

  private void inTrouble() {
    world.uses(0.85);
    world.minutes(6);
    assertThat(world.incident().open()).isTrue();
    world.minute();
  }

  private Outcome advance() {
    return advance(SampleServices.SCOPES);
  }

  private Outcome advance(Scopes scopes) {
    return new AdvanceIncident(
            world.fleet,
            new MemoryReader(world.fleet, world.metrics),
            world.store,
            TestRunbooks.small(),
            world.runRemedy,
            scopes)
        .advance(World.CART, world.now, decision -> {});
  }
}
