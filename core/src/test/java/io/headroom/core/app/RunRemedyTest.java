package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.app.DecideClick.Decision.Accepted;
import io.headroom.core.app.RunRemedy.Ran;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.InMemoryFleet.Call;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RunRemedyTest {

  private final World world = new World();

  @BeforeEach
  void inTrouble() {
    world.uses(0.85);
    world.minutes(6);
  }

  @Test
  void evidenceAndTheStartAreWrittenBeforeEcsIsAsked() {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.beforeEffect(
        () ->
            assertThat(world.story())
                .endsWith("RemedyRequested", "EvidenceCaptured", "RemedyStarted"));
    assertThat(run(remedy)).isEqualTo(Ran.ASKED);
    assertThat(world.fleet.effects()).containsExactly("restart shop/cart");
    assertThat(world.incident().phase()).isEqualTo(Phase.REMEDYING);
  }

  @Test
  void calledAgainItSeesWhatEcsDoesAndAsksNothing() {
    String remedy = requested(RemedyKind.RESTART);
    run(remedy);
    assertThat(run(remedy)).isEqualTo(Ran.ALREADY_ASKED);
    world.fleet.complete(World.CART);
    assertThat(run(remedy)).isEqualTo(Ran.ALREADY_ASKED);
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFYING);
    assertThat(run(remedy)).isEqualTo(Ran.NOTHING_TO_DO);
    assertThat(world.fleet.effects()).hasSize(1);
  }

  @Test
  void whatIsUnknownIsNotRun() {
    assertThat(run("2-restart")).as("nobody asked for it").isEqualTo(Ran.NOTHING_TO_DO);
    assertThat(world.runRemedy.run(new IncidentId("none"), "2-restart", world.now))
        .isEqualTo(Ran.NOTHING_TO_DO);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
  void whatMayPassIsThrownAndAskedForAgain(Reason reason) {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.failWhen(operation("restart"), new FleetException(reason, "later"));
    assertThatThrownBy(() -> run(remedy)).hasMessage("later");
    assertThatThrownBy(() -> run(remedy)).hasMessage("later");
    assertThat(world.incident().phase()).as("begun, and not given up").isEqualTo(Phase.REMEDYING);
    world.fleet.recovers();
    assertThat(run(remedy)).isEqualTo(Ran.ASKED);
    assertThat(world.fleet.effects()).containsExactly("restart shop/cart");
    assertThat(world.story()).containsOnlyOnce("EvidenceCaptured", "RemedyStarted");
  }

  @Test
  void whatMayPassWhileItIsPreparedLeavesItRequested() {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.failNext(World.throttled());
    assertThatThrownBy(() -> run(remedy)).isInstanceOf(FleetException.class);
    assertThat(world.incident().phase()).isEqualTo(Phase.REQUESTED);
    assertThat(run(remedy)).isEqualTo(Ran.ASKED);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCESS_DENIED, ACCESS_DENIED",
    "NOT_FOUND, NOT_FOUND",
    "INVALID, INVALID",
  })
  void whatWillNotPassFailsTheRemedyWithEcssWords(Reason reason, FailureReason failure) {
    for (String operation : List.of("service", "tasks", "restart")) {
      var each = new World();
      each.uses(0.85);
      each.minutes(6);
      String remedy = requested(each, RemedyKind.RESTART);
      each.fleet.failWhen(operation(operation), new FleetException(reason, "ECS says no"));
      assertThat(each.runRemedy.run(each.incident().id(), remedy, each.now))
          .as(operation)
          .isEqualTo(Ran.FAILED);
      assertThat(each.last(RemedyFailed.class))
          .isEqualTo(new RemedyFailed(remedy, failure, "ECS says no"));
      assertThat(each.incident().phase()).isEqualTo(Phase.OPEN);
      assertThat(each.fleet.effects()).isEmpty();
    }
  }

  @Test
  void aServiceThatIsGoneFailsIt() {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.remove(World.CART);
    assertThat(run(remedy)).isEqualTo(Ran.FAILED);
    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.NOT_FOUND);
    assertThat(run(remedy)).as("and that once").isEqualTo(Ran.NOTHING_TO_DO);
  }

  @Test
  void aServiceThatVanishesWhileItIsRunFailsIt() {
    String remedy = requested(RemedyKind.RESTART);
    run(remedy);
    world.fleet.remove(World.CART);
    assertThat(run(remedy)).isEqualTo(Ran.FAILED);
    assertThat(world.last(RemedyFailed.class).detail()).isEqualTo("the service is gone");
  }

  @Test
  void aRefusalIsWrittenWithItsNameAndSentence() {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.deployedByOthers(World.CART);
    assertThat(run(remedy)).isEqualTo(Ran.FAILED);
    assertThat(world.last(RemedyFailed.class))
        .isEqualTo(
            new RemedyFailed(
                remedy,
                FailureReason.REFUSED,
                "DEPLOYMENT_IN_PROGRESS: " + Refusal.DEPLOYMENT_IN_PROGRESS.sentence()));
    assertThat(world.story()).doesNotContain("EvidenceCaptured");
    assertThat(world.fleet.effects()).isEmpty();
  }

  @Test
  void scalingMovesAutoScalingsMinimumAndTheCount() {
    world.fleet.scaled(World.CART, new ScalingRange(2, 20));
    world.minutes(1);
    run(requested(RemedyKind.SCALE_OUT));
    assertThat(world.fleet.effects())
        .containsExactly("setScaling shop/cart 6..20", "setDesired shop/cart 6");
    assertThat(world.fleet.scaling(World.CART)).contains(new ScalingRange(6, 20));
  }

  @Test
  void aMaximumThatWasChangedSinceIsNotWrittenBack() {
    world.fleet.scaled(World.CART, new ScalingRange(2, 20));
    world.minutes(1);
    String remedy = requested(RemedyKind.SCALE_OUT);
    world.fleet.scaled(World.CART, new ScalingRange(2, 50));
    assertThat(run(remedy)).isEqualTo(Ran.FAILED);
    assertThat(world.last(RemedyFailed.class).detail()).startsWith("SERVICE_CHANGED");
    assertThat(world.fleet.scaling(World.CART)).contains(new ScalingRange(2, 50));
  }

  @Test
  void whatWasSeenAndUndoneIsNotAskedForAgain() {
    String remedy = requested(RemedyKind.SCALE_OUT);
    run(remedy);
    world.minutes(1);
    world.fleet.setDesired(World.CART, 4);
    int effects = world.fleet.effects().size();
    assertThat(run(remedy)).as("the stream tells it late").isEqualTo(Ran.ALREADY_ASKED);
    assertThat(world.fleet.effects()).hasSize(effects);
  }

  @Test
  void anAcknowledgementInBetweenDoesNotHoldItUp() {
    String remedy = requested(RemedyKind.RESTART);
    world.store.beforeWrite =
        () -> {
          world.store.beforeWrite = () -> {};
          world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
        };
    assertThat(run(remedy)).isEqualTo(Ran.ASKED);
    assertThat(world.story())
        .containsExactly(
            "Detected", "RemedyRequested", "Acknowledged", "EvidenceCaptured", "RemedyStarted");
    assertThat(world.fleet.effects()).hasSize(1);
  }

  @Test
  void ofTwoRunnersAtTheSameMomentOneAsks() {
    String remedy = requested(RemedyKind.RESTART);
    Ran[] other = new Ran[1];
    world.store.beforeWrite =
        () -> {
          world.store.beforeWrite = () -> {};
          other[0] = run(remedy);
        };
    assertThat(run(remedy)).isEqualTo(Ran.OVERTAKEN);
    assertThat(other[0]).isEqualTo(Ran.ASKED);
    assertThat(world.fleet.effects()).hasSize(1);
    assertThat(world.story()).containsOnlyOnce("EvidenceCaptured", "RemedyStarted");
  }

  @Test
  void aFailureIsWrittenThoughSomebodyElseWroteFirst() {
    String remedy = requested(RemedyKind.RESTART);
    world.fleet.failWhen(operation("restart"), World.denied());
    var writes = new AtomicInteger();
    world.store.beforeWrite =
        () -> {
          if (writes.incrementAndGet() == 2) {
            world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
          }
        };
    assertThat(run(remedy)).isEqualTo(Ran.FAILED);
    assertThat(world.story()).endsWith("RemedyStarted", "Acknowledged", "RemedyFailed");
  }

  @Test
  void othersWhoNeverStopWritingAreSaidTo() {
    String remedy = requested(RemedyKind.RESTART);
    Runnable[] hook = new Runnable[1];
    hook[0] =
        () -> {
          world.store.beforeWrite = () -> {};
          world.recordStoppedTask.note(world.kill(), world.now);
          world.store.beforeWrite = hook[0];
        };
    world.store.beforeWrite = hook[0];
    assertThatThrownBy(() -> run(remedy))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed 5 times while remedy " + remedy);
    assertThat(world.fleet.effects()).isEmpty();
  }

  private String requested(RemedyKind kind) {
    return requested(world, kind);
  }

  private static String requested(World world, RemedyKind kind) {
    var decision =
        world.decideClick.decide(
            world.incident().id(), world.incident().offer(), kind, World.ANA, world.now);
    return ((Accepted) decision).remedy();
  }

  private Ran run(String remedy) {
    return world.runRemedy.run(world.incident().id(), remedy, world.now);
  }

  private static Predicate<Call> operation(String name) {
    return call -> call.operation().equals(name);
  }
}
