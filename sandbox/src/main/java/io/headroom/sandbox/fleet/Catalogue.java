package io.headroom.sandbox.fleet;

import io.headroom.sandbox.fleet.sim.ServiceSpec;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.World;
import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The two clusters and ten services. The figures keep every service clear of 80 % of its limit, and
 * of 10 MB of growth in 30 minutes, until its scenario says otherwise; memory is in MiB.
 */
final class Catalogue {

  static final Instant NEVER = Instant.MAX;

  private final World world;
  private final Scenario scenario;
  private final Instant start;

  Catalogue(World world, Scenario scenario, Instant start) {
    this.world = world;
    this.scenario = scenario;
    this.start = start;
  }

  void build() {
    world.addCluster("shop", SimCluster.Insights.ENHANCED, 0, 0);
    world.addCluster("data", SimCluster.Insights.DISABLED, 3, 15_712);
    new ShopServices(this).build();
    new DataServices(this).build();
  }

  /** A moment of the default scenario, or {@link #NEVER} in the others. */
  Instant byDefault(int minutes) {
    return scenario == Scenario.DEFAULT ? start.plus(Duration.ofMinutes(minutes)) : NEVER;
  }

  /** When more people than usual come to {@code promo-web}, or {@link #NEVER}. */
  Instant promotion() {
    return scenario == Scenario.PAST ? start.minus(Duration.ofDays(5)) : byDefault(40);
  }

  /** The time in which the cache of {@code product-cache} gains 63 % of what it lacks. */
  Duration cacheFillsIn() {
    return Duration.ofMinutes(scenario == Scenario.CACHE ? 90 : 5);
  }

  /** A service with the usual bounds; on Fargate it stands behind a load balancer. */
  static ServiceSpec spec(
      String name,
      LaunchType launchType,
      int desired,
      Map<String, String> tags,
      Workload workload) {
    @Nullable String provider = null;
    boolean behindLoadBalancer = launchType == LaunchType.FARGATE;
    return new ServiceSpec(
        name, launchType, provider, desired, 100, 200, behindLoadBalancer, tags, workload);
  }

  /** Adds a service on the first revision of its task definition. */
  void add(String clusterName, ServiceSpec spec, TaskDefinition definition) {
    SimCluster cluster = Objects.requireNonNull(world.cluster(clusterName));
    Instant registered = world.now().minus(Duration.ofDays(6));
    world.addService(
        cluster, spec, world.taskDefinitions().register(definition, List.of(), registered));
  }

  /** Puts a service under auto scaling. */
  void scale(String resourceId, int min, int max) {
    world.scalableTargets().register(resourceId, min, max, world.now());
  }
}
