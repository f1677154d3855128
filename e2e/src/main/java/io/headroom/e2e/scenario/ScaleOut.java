package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import java.util.List;

/** Two tasks carry more load than they can; a third takes its share of it. */
final class ScaleOut implements Scenario {

  private static final int LOAD_MIB = 200;

  @Override
  public String shows() {
    return "scale out: a third task takes its share of the load; the two others stay";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("cart", 2);
  }

  @Override
  public void play(Stage stage) {
    List<Container> before = Leaks.running(stage);
    spread(stage, before);
    stage.opened();
    stage.press(RemedyKind.SCALE_OUT);
    List<Container> after = stage.service().awaitContainers(before.size() + 1, shape().limitMib());
    spread(stage, after);
    Incident incident = stage.resolved();
    stage.checkHeldOnce(incident);
    stage.show("after", after);
    Stage.check(stage.service().containers().equals(after), "replaced since");
    Stage.check(after.containsAll(before), "the first two were replaced: " + after);
  }

  /** As a load balancer would. */
  private static void spread(Stage stage, List<Container> containers) {
    containers.forEach(container -> stage.service().hold(container, LOAD_MIB / containers.size()));
  }
}
