package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import java.util.List;

/** A service needs more than it has; the new container really has twice the limit. */
final class RaiseLimit implements Scenario {

  private static final int LIMIT_MIB = 512;
  private static final int NEEDS_MIB = 440;

  @Override
  public String shows() {
    return "raise the limit: the new container has 1 GiB where the old one had 512 MiB";
  }

  @Override
  public Shape shape() {
    return new Shape("catalog", 1, LIMIT_MIB, true);
  }

  @Override
  public void play(Stage stage) {
    Container before = Leaks.running(stage).getFirst();
    stage.service().hold(before, NEEDS_MIB);
    stage.opened();
    stage.press(RemedyKind.RAISE_LIMIT);
    Container after = stage.service().awaitContainers(1, 2 * LIMIT_MIB).getFirst();
    // The same load as before.
    stage.service().hold(after, NEEDS_MIB);
    Incident incident = stage.resolved();
    stage.checkHeldOnce(incident);
    List<Container> running = stage.service().containers();
    stage.show("after, with 1 GiB", running);
    Stage.check(running.equals(List.of(after)), "replaced again: " + running);
    Stage.check(!after.equals(before), "not replaced");
  }
}
