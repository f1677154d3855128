package io.headroom.e2e.scenario;

import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import java.util.List;

/** An operator edits a runbook and deploys while an incident is open. */
final class Redeployed implements Scenario {

  private static final String BEFORE = "Memory has been above 80% of the limit for 5 minutes.";
  private static final String AFTER = "Memory is above 80% of the limit (edited).";

  @Override
  public String shows() {
    return "an edited runbook deployed in the middle of an incident: new versions finish it";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("reviews", 1);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.begin(stage);
    stage.opened();
    String version = stage.deployment().version("CheckFleet");
    stage.deployment().editRunbook("container-limit", BEFORE, AFTER);
    stage.say("sam deploy");
    stage.deployment().deploy();
    String now = stage.deployment().version("CheckFleet");
    stage.say("deployed: CheckFleet's version %s is now %s".formatted(version, now));
    Stage.check(!version.equals(now), "no new version was published");
    stage.press(RemedyKind.RESTART);
    stage.checkHeldOnce(stage.resolved());
    Leaks.checkAllNew(stage, before);
  }
}
