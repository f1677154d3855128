package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.FleetContract;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.ServiceSpec;
import io.headroom.sandbox.fleet.workload.Traffic;
import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** The adapter of ECS over the simulated fleet keeps the contract of every fleet. */
class SimulatedFleetContractTest extends FleetContract {

  private final SimulatedFleet simulated = SimulatedFleet.scenario("quiet", 7, START);
  private final Fleet fleet =
      new EcsFleet(simulated.ecs(), simulated.autoScaling(), PassableRoles.ALL);
  private int services;

  @Override
  protected Fleet fleet() {
    return fleet;
  }

  @Override
  protected ServiceId running() {
    String name = "contract-" + ++services;
    Workload small = Workload.of("Node.js 22", 30, 10, 0.1, Traffic.daily(0, 0));
    simulated.add(
        "data",
        new ServiceSpec(
            name,
            LaunchType.EC2,
            null,
            TASKS,
            100,
            200,
            false,
            Map.of("headroom:owner", "shop"),
            small),
        Definitions.ec2(
            name,
            List.of(
                Definitions.container(
                    name,
                    "1",
                    Math.toIntExact(LIMIT.value() >> 20),
                    Map.of("STAGE", "test"),
                    8080))));
    return new ServiceId(Arns.ACCOUNT, Arns.REGION, "data", name);
  }

  @Override
  protected void settle(ServiceId id) {
    simulated.advanceTo(simulated.now().plus(Duration.ofMinutes(10)));
  }
}
