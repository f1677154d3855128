package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.Recorded;
import io.headroom.core.remedy.Planner;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The loop, killed at every write and every call that changes ECS, before it and after it, and run
 * again as EventBridge, the stream and Slack do. Whatever happens, one thread of events comes out
 * and ECS is asked once.
 */
final class CrashTest {

  /** Where a function is killed, for each run of the loop. */
  private static final int MORE_POINTS_THAN_THERE_ARE = 400;

  /** A loop has more points than this, or the hooks have come loose. */
  private static final int FEWEST_POINTS = 20;

  /** Stands for the end of a process: nothing catches it but what starts functions. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Counts the points where a process may die, and dies at one of them. */
  private static final class Death {
    private final int at;
    private int passed;

    Death(int at) {
      this.at = at;
    }

    void mayStrike() {
      if (++passed == at) {
        throw new Killed();
      }
    }
  }

  @Test
  void killedAnywhereAndRunAgainTheLoopEndsTheSame() {
    for (RemedyKind kind : Planner.kinds()) {
      Outcome undisturbed =
          everyPoint(kind.word(), death -> loop(kind, death, true), FEWEST_POINTS);
      assertThat(undisturbed.story()).endsWith("Verified", "Resolved");
      assertThat(undisturbed.effects()).isNotEmpty();
    }
  }

  @Test
  void aStreamThatGivesUpIsMadeGoodByTheNextChecks() {
    everyPoint(
        "a restart told once",
        death -> loop(RemedyKind.RESTART, death, death.at == 0),
        FEWEST_POINTS);
  }

  @Test
  void aKillIsToldOnceWhereverItsDeliveryDies() {
    assertThat(everyPoint("kills", death -> told(false, death), 8).story())
        .startsWith("Detected", "OomKilled", "OomKilled")
        .endsWith("Resolved");
    assertThat(everyPoint("kills while open", death -> told(true, death), 8).story())
        .startsWith("Detected")
        .contains("OomKilled")
        .endsWith("Resolved");
  }

  @Test
  void peopleAreCalledOnceWhereverACheckDies() {
    Outcome undisturbed = everyPoint("pages", CrashTest::paged, 15);
    assertThat(undisturbed.effects())
        .containsExactly("trigger cart/1", "acknowledge cart/1", "resolve cart/1");
    assertThat(undisturbed.story())
        .containsExactly(
            "Detected", "Escalated", "Paged", "Acknowledged", "Paged", "Paged", "Resolved");
  }

  /** Runs it undisturbed, and then killed at each point; answers what it should come to. */
  private static Outcome everyPoint(String what, Function<Death, Outcome> run, int fewestPoints) {
    Outcome undisturbed = run.apply(new Death(0));
    for (int point = 1; point < MORE_POINTS_THAN_THERE_ARE; point++) {
      var death = new Death(point);
      Outcome outcome = run.apply(death);
      if (death.passed < point) {
        assertThat(point - 1).as("points in " + what).isGreaterThan(fewestPoints);
        return undisturbed;
      }
      String where = "%s, killed at point %d".formatted(what, point);
      assertThat(outcome.effects()).as(where).isEqualTo(undisturbed.effects());
      assertThat(outcome.story()).as(where).isEqualTo(undisturbed.story());
      assertThat(outcome.keys()).as(where).doesNotHaveDuplicates();
    }
    throw new AssertionError("more points than expected in " + what);
  }

  private record Outcome(List<String> story, List<String> effects, List<String> keys) {}

  /** The loop from detection to resolution, with each call made twice, and again if it died. */
  private static Outcome loop(RemedyKind kind, Death death, boolean streamRetries) {
    var world = new World();
    world.store.beforeWrite = death::mayStrike;
    world.store.afterWrite = death::mayStrike;
    world.fleet.beforeEffect(death::mayStrike);
    world.fleet.afterEffect(death::mayStrike);
    world.uses(0.85);
    for (Task task : world.fleet.tasks(World.CART)) {
      world.uses(World.CART, Subject.task(task.id()), minute -> 0.40);
    }
    Task hottest = world.fleet.tasks(World.CART).getFirst();
    world.uses(World.CART, Subject.task(hottest.id()), minute -> 0.85);
    minutes(world, 6);
    Incident incident = world.incident();
    int offer = incident.offer();
    twice(() -> world.decideClick.decide(incident.id(), offer, kind, World.ANA, world.now));
    String remedy = world.incident().activeRemedy().orElseThrow().id();
    Runnable run = () -> world.runRemedy.run(incident.id(), remedy, world.now);
    if (streamRetries) {
      twice(run);
    } else {
      once(run);
      minutes(world, 5);
    }
    world.fleet.complete(World.CART);
    world.uses(0.30);
    minutes(world, 20);
    return outcome(world);
  }

  /** Two kills, told twice each and in the wrong order, with or without an incident before. */
  private static Outcome told(boolean incidentIsOpen, Death death) {
    var world = new World();
    world.store.beforeWrite = death::mayStrike;
    world.store.afterWrite = death::mayStrike;
    world.uses(incidentIsOpen ? 0.85 : 0.40);
    minutes(world, 6);
    StoppedTask first = world.kill();
    StoppedTask second = world.kill();
    twice(() -> world.recordStoppedTask.note(second, world.now));
    minutes(world, 1);
    twice(() -> world.recordStoppedTask.note(first, world.now));
    world.uses(0.40);
    minutes(world, 33);
    twice(() -> world.recordStoppedTask.note(first, world.now));
    return outcome(world);
  }

  /** Nobody looks after it, so that somebody is called, who does; then it calms down. */
  private static Outcome paged(Death death) {
    var world = new World(TestRunbooks.paging());
    world.store.beforeWrite = death::mayStrike;
    world.store.afterWrite = death::mayStrike;
    world.pager.before = death::mayStrike;
    world.pager.after = death::mayStrike;
    world.uses(0.85);
    minutes(world, 11);
    Incident incident = world.incident();
    twice(() -> world.acknowledge.acknowledge(incident.id(), World.ANA, world.now));
    minutes(world, 2);
    world.uses(0.40);
    minutes(world, 15);
    return outcome(world, world.pager.effects());
  }

  private static Outcome outcome(World world) {
    return outcome(world, world.fleet.effects());
  }

  private static Outcome outcome(World world, List<String> effects) {
    return new Outcome(
        world.story().stream().filter(name -> !name.startsWith("Finding")).toList(),
        effects.stream().map(CrashTest::withoutTime).toList(),
        world.incident().events().stream().map(Recorded::key).toList());
  }

  private static void minutes(World world, int count) {
    for (int i = 0; i < count; i++) {
      world.minute();
      twice(world::check);
    }
  }

  /** Delivered twice; a delivery that died is repeated. */
  private static void twice(Runnable delivery) {
    var deliveries = new ArrayList<>(List.of(delivery, delivery));
    while (!deliveries.isEmpty()) {
      try {
        deliveries.getFirst().run();
        deliveries.removeFirst();
      } catch (Killed killed) {
        // Delivered again: the element stays.
      }
    }
  }

  /** Delivered once, and lost if the process dies. */
  private static void once(Runnable delivery) {
    try {
      delivery.run();
    } catch (Killed killed) {
      // Nobody tells it again.
    }
  }

  /** The tag that a revision is found by holds the time of the click. */
  private static String withoutTime(String effect) {
    return effect.replaceAll("\\d{4}-\\d\\d-\\d\\dT[^/]*", "T");
  }
}
