package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.DecideClick.Decision.Accepted;
import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.Task;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Subject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One task of four leaks: stopping it alone is enough. */
final class StopHottestTaskTest {

  private final World world = new World();
  private List<String> tasks = List.of();
  private String leaking = "";

  @BeforeEach
  void oneOfFourLeaks() {
    tasks = world.fleet.tasks(World.CART).stream().map(Task::id).toList();
    leaking = tasks.get(2);
    tasks.forEach(id -> world.uses(World.CART, Subject.task(id), minute -> 0.40));
    world.uses(World.CART, Subject.task(leaking), minute -> 0.85);
    world.uses(0.85);
    world.minutes(6);
  }

  @Test
  void itIsSeenStoppedReplacedVerifiedAndResolved() {
    Situation situation = world.last(Detected.class).situation();
    assertThat(situation.hottestTask()).contains(leaking);
    assertThat(world.incident().worstFinding().subject()).isEqualTo(Subject.task(leaking));
    assertThat(world.offer(RemedyKind.STOP_HOTTEST_TASK))
        .isInstanceOfSatisfying(
            Available.class,
            available ->
                assertThat(available.plan().remedy())
                    .isEqualTo(new Remedy.StopHottestTask(leaking)));

    assertThat(world.click(RemedyKind.STOP_HOTTEST_TASK)).isInstanceOf(Accepted.class);
    assertThat(world.fleet.effects()).containsExactly("stopTask shop/cart " + leaking);
    world.uses(0.40);
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.REMEDYING);
    assertThat(world.incident().activeRemedy().orElseThrow().done()).isEqualTo(3);
    world.fleet.complete(World.CART);
    world.minutes(1);
    assertThat(world.incident().phase()).isEqualTo(Phase.VERIFYING);
    world.minutes(15);

    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.VERIFIED);
    assertThat(world.fleet.effects()).hasSize(1);
    assertThat(world.fleet.tasks(World.CART))
        .extracting(Task::id)
        .contains(tasks.get(0), tasks.get(1), tasks.get(3))
        .doesNotContain(leaking)
        .hasSize(4);
    assertThat(world.fleet.stopped(World.CART).getFirst().stoppedReason())
        .as("who it was is told to whoever looks at the task")
        .isEqualTo("Headroom: its memory, asked for by Ana");
  }

  @Test
  void whereItsSuccessorLeaksTooItDidNotHold() {
    world.click(RemedyKind.STOP_HOTTEST_TASK);
    world.fleet.complete(World.CART);
    world.uses(minute -> 0.40 + 0.01 * minute);
    world.minutes(20);
    assertThat(world.last(DidNotHold.class).result().outcome()).isEqualTo(Outcome.GROWING);
    assertThat(world.offer(RemedyKind.STOP_HOTTEST_TASK)).isInstanceOf(Offer.Off.class);
  }

  @Test
  void aTaskThatStopsByItselfBeforeIsNotStopped() {
    var clicked =
        world.decideClick.decide(
            world.incident().id(),
            world.incident().offer(),
            RemedyKind.STOP_HOTTEST_TASK,
            World.ANA,
            world.now);
    world.fleet.exits(World.CART, leaking, "EssentialContainerExited", "crashed", List.of());
    world.runRemedy.run(world.incident().id(), ((Accepted) clicked).remedy(), world.now);

    assertThat(world.last(RemedyFailed.class).reason()).isEqualTo(FailureReason.REFUSED);
    assertThat(world.last(RemedyFailed.class).detail()).startsWith("TASK_GONE");
    assertThat(world.fleet.effects()).isEmpty();
  }

  @Test
  void whenTheOthersCatchUpItIsNotOfferedAnyMore() {
    tasks.forEach(id -> world.uses(World.CART, Subject.task(id), minute -> 0.84));
    world.minutes(2);
    assertThat(world.offer(RemedyKind.STOP_HOTTEST_TASK))
        .isInstanceOfSatisfying(
            Offer.Off.class, off -> assertThat(off.why()).isEqualTo(Refusal.NOT_THE_TASK));
  }

  @Test
  void aTaskThatLeaksUnderTheOthersIsFoundByItsOwnSeries() {
    var calm = new World();
    List<String> ids = calm.fleet.tasks(World.CART).stream().map(Task::id).toList();
    calm.uses(0.70);
    ids.forEach(id -> calm.uses(World.CART, Subject.task(id), minute -> 0.70));
    calm.uses(World.CART, Subject.task(ids.get(1)), minute -> 0.20 + 0.003 * minute);
    calm.minutes(110);

    assertThat(calm.incident().findings())
        .as("3 MiB a minute after its warm-up, hidden below the flat maximum over the tasks")
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.key().rule()).isEqualTo("growing");
              assertThat(finding.subject()).isEqualTo(Subject.task(ids.get(1)));
            });
  }
}
