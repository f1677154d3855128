package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.RemedyKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The loop, killed at every write and every call that changes ECS, before it and after it, and run
 * again as EventBridge, the stream and Slack do. Whatever happens, one thread of events comes out
 * and ECS is asked once.
 */
final class CrashTest {

  /** Where a function is killed, for each run of the loop. */
  private static final int MORE_POINTS_THAN_THERE_ARE = 400;

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
    for (RemedyKind kind :
        List.of(RemedyKind.RESTART, RemedyKind.RAISE_LIMIT, RemedyKind.SCALE_OUT)) {
      Outcome undisturbed = loop(kind, new Death(0), true);
      assertThat(undisturbed.story()).endsWith("Verified", "Resolved");
      int points = everyPoint(kind, undisturbed, true);
      assertThat(points).as("points in " + kind).isGreaterThan(20);
    }
  }

  @Test
  void aStreamThatGivesUpIsMadeGoodByTheNextChecks() {
    Outcome undisturbed = loop(RemedyKind.RESTART, new Death(0), true);
    everyPoint(RemedyKind.RESTART, undisturbed, false);
  }

  private static int everyPoint(RemedyKind kind, Outcome expected, boolean streamRetries) {
    for (int point = 1; point < MORE_POINTS_THAN_THERE_ARE; point++) {
      var death = new Death(point);
      Outcome outcome = loop(kind, death, streamRetries);
      if (death.passed < point) {
        return point - 1;
      }
      assertThat(outcome.effects())
          .as("%s, killed at point %d", kind, point)
          .isEqualTo(expected.effects());
      assertThat(outcome.story())
          .as("%s, killed at point %d", kind, point)
          .isEqualTo(expected.story());
      assertThat(outcome.keys()).as("%s, killed at point %d", kind, point).doesNotHaveDuplicates();
    }
    throw new AssertionError("more points than expected");
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
    return new Outcome(
        world.story().stream().filter(name -> !name.startsWith("Finding")).toList(),
        world.fleet.effects().stream().map(CrashTest::withoutTime).toList(),
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
