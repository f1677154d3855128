package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import java.util.List;

/** A process leaks; a person presses Restart; every container is replaced, once. */
final class Restart implements Scenario {

  @Override
  public String shows() {
    return "a leak: thread, Restart, new containers, verified, resolved";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("checkout", 2);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.begin(stage);
    stage.opened();
    stage.press(RemedyKind.RESTART);
    Incident incident = stage.resolved();
    stage.checkHeldOnce(incident);
    Leaks.checkAllNew(stage, before);
    Stage.check(
        stage.changes().updates("checkout").size() == 1,
        "updates: " + stage.changes().updates("checkout"));
  }
}
