package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.detect.verdict.Verdict.Kind;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.Recorded;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an open incident gets a verdict, and when that changes. */
final class VerdictsTest {

  private final World world = new World();

  @BeforeEach
  void theDeploymentIsLongAgo() {
    for (int minute = 0; minute < 150; minute++) {
      world.minute();
    }
  }

  @Test
  void itComesWithTheIncident() {
    world.uses(0.85);
    world.minutes(5);

    assertThat(world.incident().verdict()).containsInstanceOf(Verdict.Spike.class);
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  void itStaysWhileNothingNewIsKnown() {
    world.uses(0.85);
    world.minutes(20);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE);
  }

  @Test
  void itChangesWithWhatMemoryDoes() {
    world.uses(0.85);
    world.minutes(120);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE, Kind.PLATEAU);
  }

  @Test
  void aStepIsNotRenamedAPlateauBecauseItIsSteady() {
    world.fleet.deployedByOthers(World.CART);
    world.fleet.complete(World.CART);
    world.uses(0.85);
    world.minutes(90);

    assertThat(verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Kind.UNKNOWN, Kind.STEP_AFTER_DEPLOYMENT);
  }

  @Test
  void whatIsNoLongerKnownDoesNotTakeItBack() {
    world.uses(0.85);
    world.minutes(5);
    world.measuresNothing();
    world.minutes(30);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE);
  }

  @Test
  void killsAreCountedFromTheFindingAndFromTheEvents() {
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(2);
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(12);

    assertThat(world.incident().verdict()).containsInstanceOf(Verdict.OomLoop.class);
  }

  private List<Verdict> verdicts() {
    return world.incident().events().stream()
        .map(Recorded::event)
        .filter(VerdictReached.class::isInstance)
        .map(event -> ((VerdictReached) event).verdict())
        .toList();
  }
}
