package io.headroom.sandbox.backtest;

import io.headroom.core.fleet.Place;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.sandbox.fleet.Scenario;
import io.headroom.sandbox.fleet.SimulatedFleet;
import io.headroom.sandbox.fleet.sim.Arns;
import java.time.Instant;

/** The simulated fleet, with fourteen days behind it. */
final class SandboxAccount {

  /** A fixed moment, so that the same seed gives the same past on any day. */
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private SandboxAccount() {}

  static Account of(long seed) {
    var fleet = new SimulatedFleet(Scenario.PAST, seed, NOW);
    return new Account(
        new Place(Arns.ACCOUNT, Arns.REGION),
        new EcsFleet(fleet.ecs(), fleet.autoScaling(), PassableRoles.ALL),
        new CloudWatchMetrics(fleet.cloudWatch()),
        fleet.cloudWatch(),
        new KillRecord.Simulated(fleet),
        NOW);
  }
}
