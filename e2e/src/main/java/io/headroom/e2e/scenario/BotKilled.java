package io.headroom.e2e.scenario;

import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import io.headroom.e2e.relay.Crash;
import java.time.Duration;
import java.util.List;

/** The bot dies when a click is written and before it says so; the person presses again. */
final class BotKilled implements Scenario {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public String shows() {
    return "the bot's container killed in the middle of a click: done once";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("payments", 1);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.begin(stage);
    String incident = stage.opened().id().value();
    String bot = stage.deployment().physicalId("Bot");
    Crash.Trap trap =
        stage
            .crash()
            .set(
                call ->
                    call.action().equals("TransactWriteItems")
                        && call.text().contains(incident)
                        && call.text().contains("remedy-requested"),
                () -> stage.emulator().kill(bot));
    stage.pressOnly(RemedyKind.RESTART);
    stage.say("bot killed: containers " + trap.happened(PATIENCE));
    stage.done();
    stage.checkHeldOnce(stage.resolved());
    Leaks.checkAllNew(stage, before);
    Stage.check(
        stage.changes().updates("payments").size() == 1,
        "updates: " + stage.changes().updates("payments"));
  }
}
