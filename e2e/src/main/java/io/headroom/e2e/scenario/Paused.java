package io.headroom.e2e.scenario;

import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import io.headroom.e2e.stack.Await;
import java.time.Duration;
import java.util.List;

/** All of AWS stands still for two minutes, just after a click. */
final class Paused implements Scenario {

  private static final Duration OUTAGE = Duration.ofMinutes(2);

  @Override
  public String shows() {
    return "AWS paused for two minutes just after a click: it, and what others wait for, comes about once";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("shipping", 1);
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    List<Container> before = Leaks.begin(stage);
    stage.opened();
    stage.done();
    stage.othersPressed();
    stage.pressOnly(RemedyKind.RESTART);
    stage.emulator().pause();
    try {
      stage.say("AWS is paused");
      Await.pause(OUTAGE);
    } finally {
      stage.emulator().unpause();
    }
    stage.say("AWS goes on");
    stage.checkHeldOnce(stage.resolved());
    Leaks.checkAllNew(stage, before);
  }
}
