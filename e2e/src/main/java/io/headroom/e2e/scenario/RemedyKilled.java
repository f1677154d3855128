package io.headroom.e2e.scenario;

import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import io.headroom.e2e.relay.Crash;
import java.time.Duration;
import java.util.List;

/** RunRemedy dies when ECS has begun the roll-out and before it hears so. */
final class RemedyKilled implements Scenario {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String shows() {
    return "the remedy's container killed in the middle of a roll-out: done once";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("orders", 2);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.begin(stage);
    stage.opened();
    String function = stage.deployment().physicalId("RunRemedy");
    Crash.Trap trap =
        stage
            .crash()
            .set(
                call -> call.action().equals("UpdateService") && call.text().contains("\"orders\""),
                () -> stage.emulator().kill(function));
    stage.pressOnly(RemedyKind.RESTART);
    stage.say("RunRemedy killed: containers " + trap.happened(PATIENCE));
    stage.done();
    stage.checkHeldOnce(stage.resolved());
    Leaks.checkAllNew(stage, before);
    Stage.check(
        stage.changes().updates("orders").size() == 1,
        "updates: " + stage.changes().updates("orders"));
  }
}
