package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import java.util.List;

/** One of three tasks leaks; it alone is stopped and replaced. */
final class StopHottest implements Scenario {

  private static final int USUAL_MIB = 40;

  @Override
  public String shows() {
    return "one of three leaks: it alone is stopped, the others are untouched";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("search", 3);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.running(stage);
    Container hottest = before.get(1);
    stage.say("leaks: " + hottest.shortId());
    for (Container container : before) {
      if (container.equals(hottest)) {
        stage.service().leak(container, Leaks.LEAKED_MIB, Leaks.PER_MINUTE);
      } else {
        stage.service().hold(container, USUAL_MIB);
      }
    }
    stage.opened();
    stage.press(RemedyKind.STOP_HOTTEST_TASK);
    Incident incident = stage.resolved();
    stage.checkHeldOnce(incident);
    List<Container> after = stage.service().containers();
    stage.show("after", after);
    Stage.check(after.size() == before.size(), "%d containers".formatted(after.size()));
    Stage.check(!after.contains(hottest), "the one that leaked still runs");
    Stage.check(
        after.stream().filter(before::contains).count() == before.size() - 1,
        "others than the hottest were replaced: " + before + " to " + after);
    Stage.check(
        stage.changes().stops().stream()
                .filter(
                    stop -> hottest.taskArn().endsWith(stop.request().get("task").getAsString()))
                .count()
            == 1,
        "stopped: " + stage.changes().stops());
  }
}
