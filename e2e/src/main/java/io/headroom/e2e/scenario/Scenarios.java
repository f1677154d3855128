package io.headroom.e2e.scenario;

import io.headroom.e2e.Scenario;
import java.util.List;

/** All of them. */
public final class Scenarios {

  private Scenarios() {}

  /** In the order of the table at the end; they are played beside each other. */
  public static List<Scenario> all() {
    return List.of(
        new Restart(),
        new StopHottest(),
        new RaiseLimit(),
        new ScaleOut(),
        new KilledByKernel(),
        new ForgedClicks(),
        new BotKilled(),
        new RemedyKilled(),
        new Redeployed(),
        new Paused());
  }
}
