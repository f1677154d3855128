package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Definitions.checked;
import static io.headroom.sandbox.fleet.Definitions.container;
import static io.headroom.sandbox.fleet.Definitions.ec2;
import static io.headroom.sandbox.fleet.Definitions.fargate;
import static io.headroom.sandbox.fleet.Definitions.logRouter;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.ServiceSpec;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.World;
import io.headroom.sandbox.fleet.workload.BatchJobs;
import io.headroom.sandbox.fleet.workload.CacheFill;
import io.headroom.sandbox.fleet.workload.CodeLeak;
import io.headroom.sandbox.fleet.workload.GcSawtooth;
import io.headroom.sandbox.fleet.workload.PoolGrowth;
import io.headroom.sandbox.fleet.workload.Traffic;
import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The two clusters and ten services. The figures keep every service clear of 80 % of its limit, and
 * of 10 MB of growth in 30 minutes, until its scenario says otherwise; memory is in MiB.
 */
final class Catalogue {

  static final String LEAKING_RELEASE = Arns.image("image-resizer", "2.8.0");

  private static final Instant NEVER = Instant.MAX;

  private final World world;
  private final Scenario scenario;
  private final Instant start;

  Catalogue(World world, Scenario scenario, Instant start) {
    this.world = world;
    this.scenario = scenario;
    this.start = start;
  }

  void build() {
    buildShop(world.addCluster("shop", SimCluster.Insights.ENHANCED, 0, 0));
    buildData(world.addCluster("data", SimCluster.Insights.DISABLED, 3, 15_712));
  }

  /** A moment of the default scenario, or never in the others. */
  private Instant byDefault(int minutes) {
    return scenario == Scenario.DEFAULT ? start.plus(Duration.ofMinutes(minutes)) : NEVER;
  }

  private void buildShop(SimCluster shop) {
    add(
        shop,
        spec(
            "storefront",
            LaunchType.FARGATE,
            3,
            Map.of("headroom:owner", "team-web"),
            Workload.of("Node.js 22", 420, 110, 0.8, Traffic.daily(0.2, 19))),
        fargate(
            "storefront",
            512,
            1024,
            List.of(checked(container("storefront", "5.14.2", null, Map.of(), 3000)))));
    world.scalableTargets().register("service/shop/storefront", 3, 9, world.now());
    add(
        shop,
        spec(
            "checkout-api",
            LaunchType.FARGATE,
            3,
            Map.of("headroom:runbook", "nodejs-heap", "headroom:owner", "team-checkout"),
            Workload.of("Node.js 22", 560, 130, 0.4, Traffic.daily(0.06, 19))),
        fargate(
            "checkout-api",
            512,
            1024,
            List.of(
                checked(
                    container(
                        "checkout-api",
                        "3.41.0",
                        1024,
                        Map.of("NODE_OPTIONS", "--max-old-space-size=896", "PORT", "4000"),
                        4000)))));
    add(
        shop,
        spec(
            "payments-api",
            LaunchType.FARGATE,
            4,
            Map.of("headroom:owner", "team-payments"),
            Workload.of("Java 21", 760, 150, 0.8, Traffic.daily(0.12, 19))),
        fargate(
            "payments-api",
            1024,
            2048,
            List.of(
                checked(
                    container(
                        "payments-api",
                        "1.92.3",
                        1792,
                        Map.of("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=70"),
                        8080)),
                logRouter("payments-api"))));
    add(
        shop,
        spec(
            "product-cache",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:owner", "team-catalogue"),
            Workload.of("Go 1.24", 420, 60, 0.8, Traffic.daily(0.15, 19))
                .with(new CacheFill(900, Duration.ofMinutes(5)))),
        fargate(
            "product-cache",
            512,
            2048,
            List.of(
                container(
                    "product-cache",
                    "0.19.1",
                    2048,
                    Map.of("CACHE_MAX_BYTES", "943718400"),
                    8080))));
    add(
        shop,
        spec(
            "promo-web",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:owner", "team-web"),
            Workload.of("Node.js 22", 380, 110, 0.8, spiked())),
        fargate(
            "promo-web",
            256,
            1024,
            List.of(
                container(
                    "promo-web",
                    "2026.11.3",
                    null,
                    Map.of("NODE_OPTIONS", "--max-old-space-size=768"),
                    3000))));
    add(
        shop,
        spec(
            "image-resizer",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:runbook", "nodejs-heap", "headroom:owner", "team-catalogue"),
            Workload.of("Node.js 22", 340, 120, 0.8, Traffic.daily(0.15, 19))
                .withRelease(LEAKING_RELEASE, new CodeLeak(10))),
        fargate(
            "image-resizer",
            512,
            1024,
            List.of(
                container(
                    "image-resizer",
                    "2.7.4",
                    1024,
                    Map.of("NODE_OPTIONS", "--max-old-space-size=640"),
                    8080))));
  }

  private void buildData(SimCluster data) {
    add(
        data,
        spec(
            "order-events",
            LaunchType.EC2,
            2,
            Map.of("headroom:owner", "team-data"),
            Workload.of("Java 21", 820, 100, 2, Traffic.daily(0.1, 19))
                .with(new GcSawtooth(580, 48))),
        ec2(
            "order-events",
            List.of(
                container(
                    "order-events",
                    "7.3.0",
                    2048,
                    Map.of("JAVA_TOOL_OPTIONS", "-Xmx1536m -XX:+UseParallelGC"),
                    8080))));
    add(
        data,
        spec(
            "report-worker",
            LaunchType.EC2,
            2,
            Map.of("headroom:runbook", "python-service", "headroom:owner", "team-data"),
            Workload.of("Python 3.13", 260, 20, 0.8, Traffic.daily(0, 0))
                .with(new BatchJobs(180, 980, byDefault(75), Duration.ofMinutes(4)))
                .ignoringSigterm()),
        ec2(
            "report-worker",
            List.of(
                container(
                    "report-worker", "0.44.0", 1024, Map.of("REPORT_CHUNK_ROWS", "0"), 8000))));
    add(
        data,
        spec(
            "graphql-api",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:runbook", "python-service", "headroom:owner", "team-data"),
            Workload.of("Python 3.13", 640, 110, 0.8, Traffic.daily(0.12, 15))
                .with(new PoolGrowth(byDefault(45), 9, 62, Duration.ofMinutes(8)))),
        fargate(
            "graphql-api",
            1024,
            2048,
            List.of(
                container(
                    "graphql-api",
                    "1.8.1",
                    2048,
                    Map.of("DATABASE_POOL_SIZE", "20", "DATABASE_MAX_OVERFLOW", "-1"),
                    8000))));
    add(
        data,
        new ServiceSpec(
            "ledger",
            LaunchType.EC2,
            "data-asg",
            3,
            50,
            100,
            false,
            Map.of("headroom:owner", "team-finance"),
            Workload.of("Java 21", 1380, 60, 1, Traffic.daily(0.1, 15))),
        ec2(
            "ledger",
            List.of(
                container("ledger", "11.0.6", 3072, Map.of("JAVA_TOOL_OPTIONS", "-Xmx2304m"), 8080)
                    .toBuilder()
                    .memoryReservation(2048)
                    .build())));
  }

  private Traffic spiked() {
    Traffic quiet = Traffic.daily(0.12, 19);
    Instant from = byDefault(40);
    return from.equals(NEVER)
        ? quiet
        : new Traffic(0.12, 19, List.of(new Traffic.Spike(from, Duration.ofMinutes(15), 3.2)));
  }

  private static ServiceSpec spec(
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

  private void add(SimCluster cluster, ServiceSpec spec, TaskDefinition definition) {
    Instant registered = world.now().minus(Duration.ofDays(6));
    world.addService(
        cluster, spec, world.taskDefinitions().register(definition, List.of(), registered));
  }
}
