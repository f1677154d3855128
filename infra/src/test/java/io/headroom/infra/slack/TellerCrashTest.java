package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Incident;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.ExampleRunbooks;
import io.headroom.infra.slack.render.IncidentStory;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.slack.render.ThreadRenderer;
import io.headroom.infra.slack.render.ThreadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The teller is killed before and after each write and each call of Slack, and run again: each
 * message is in Slack once, as it should be.
 */
class TellerCrashTest {

  private static final String CHANNEL = "C0ALERTS";

  /** More points than the longest run has left after it was killed in its middle. */
  private static final int REACH = 12;

  /** The stages at which the incident is told. */
  private static final List<Incident> STAGES =
      List.of(
          IncidentStory.leak().incident(),
          IncidentStory.restarting().incident(),
          IncidentStory.verifying().incident());

  /** The process is gone: nothing may catch this. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A world with its own Slack, and a counter of the points at which a run may be killed. */
  private static final class World {
    private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
    private final InMemoryThreadBook book = new InMemoryThreadBook();
    private final InMemorySlack slack = new InMemorySlack(CHANNEL);
    private int points;
    private final List<Integer> kills;

    World(Integer... kills) {
      this.kills = List.of(kills);
      book.beforeWrite = this::point;
      book.afterWrite = this::point;
      slack.before = this::point;
      slack.after = this::point;
    }

    private void point() {
      if (kills.contains(points++)) {
        throw new Killed();
      }
    }

    /** Tells each stage, as often as it takes. */
    void play() {
      for (Incident stage : STAGES) {
        Optional<Incident> stored = incidents.load(stage.id());
        if (stored.isEmpty()) {
          incidents.begin(stage.id(), stage.service(), stage.events());
        } else {
          incidents.append(
              stored.get(), stage.events().subList(stored.get().version(), stage.version()));
        }
        tell(stage);
      }
    }

    private void tell(Incident stage) {
      for (int run = 0; run <= kills.size(); run++) {
        // Each run is a new process: nothing is remembered but the book.
        var teller =
            new ThreadTeller(
                incidents,
                book,
                slack,
                new ChannelChoice(CHANNEL),
                ExampleRunbooks.runbooks(),
                RenderContext.LOCAL);
        try {
          assertThat(teller.tell(stage.id()).outcome()).isIn(Outcome.TOLD, Outcome.UP_TO_DATE);
          return;
        } catch (Killed killed) {
          // The stream delivers it again.
        }
      }
      throw new AssertionError("not told after " + kills.size() + " kills");
    }
  }

  @Test
  void killedOnceAnywhere() {
    for (int kill = 0; kill < points(); kill++) {
      assertThatEachMessageIsThereOnce(kill);
    }
  }

  /** The second kill hits the run that makes up for the first, or the one after it. */
  @Test
  void killedAgainWhileMakingUpForIt() {
    int points = points();
    for (int first = 0; first < points; first++) {
      for (int second = first + 1; second <= first + REACH; second++) {
        assertThatEachMessageIsThereOnce(first, second);
      }
    }
  }

  private static int points() {
    var world = new World();
    world.play();
    assertThat(world.points).isGreaterThan(30);
    return world.points;
  }

  private static void assertThatEachMessageIsThereOnce(Integer... kills) {
    var world = new World(kills);
    world.play();

    ThreadView view =
        ThreadRenderer.render(STAGES.getLast(), ExampleRunbooks.runbooks(), RenderContext.LOCAL);
    List<Message> expected = new ArrayList<>(List.of(view.parent()));
    expected.addAll(view.replies());
    assertThat(world.slack.messages())
        .as("killed at %s", List.of(kills))
        .extracting(InMemorySlack.Standing::message)
        .containsExactlyElementsOf(expected);
    assertThat(world.book.find(STAGES.getLast().id()).orElseThrow().posting()).isEmpty();
  }
}
