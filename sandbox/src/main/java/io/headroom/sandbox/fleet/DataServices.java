package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Definitions.container;
import static io.headroom.sandbox.fleet.Definitions.ec2;
import static io.headroom.sandbox.fleet.Definitions.fargate;

import io.headroom.sandbox.fleet.sim.ServiceSpec;
import io.headroom.sandbox.fleet.workload.BatchJobs;
import io.headroom.sandbox.fleet.workload.GcSawtooth;
import io.headroom.sandbox.fleet.workload.PoolGrowth;
import io.headroom.sandbox.fleet.workload.Traffic;
import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** The services of cluster {@code data}: mostly EC2, without Container Insights. */
final class DataServices {

  private final Catalogue catalogue;

  DataServices(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void build() {
    catalogue.add(
        "data",
        Catalogue.spec(
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
    catalogue.add(
        "data",
        Catalogue.spec(
            "report-worker",
            LaunchType.EC2,
            2,
            Map.of("headroom:runbook", "python-service", "headroom:owner", "team-data"),
            Workload.of("Python 3.13", 260, 20, 0.8, Traffic.daily(0, 0))
                .with(new BatchJobs(180, 980, catalogue.byDefault(75), Duration.ofMinutes(4)))
                .ignoringSigterm()),
        ec2(
            "report-worker",
            List.of(
                container(
                    "report-worker", "0.44.0", 1024, Map.of("REPORT_CHUNK_ROWS", "0"), 8000))));
    catalogue.add(
        "data",
        Catalogue.spec(
            "graphql-api",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:runbook", "python-service", "headroom:owner", "team-data"),
            Workload.of("Python 3.13", 640, 110, 0.8, Traffic.daily(0.12, 15))
                .with(new PoolGrowth(catalogue.byDefault(45), 9, 62, Duration.ofMinutes(8)))),
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
    catalogue.add(
        "data",
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
}
