package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Definitions.checked;
import static io.headroom.sandbox.fleet.Definitions.container;
import static io.headroom.sandbox.fleet.Definitions.fargate;
import static io.headroom.sandbox.fleet.Definitions.logRouter;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.workload.CacheFill;
import io.headroom.sandbox.fleet.workload.CodeLeak;
import io.headroom.sandbox.fleet.workload.Traffic;
import io.headroom.sandbox.fleet.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** The services of cluster {@code shop}: Fargate, enhanced observability, behind load balancers. */
final class ShopServices {

  static final String USUAL_RELEASE = Arns.image("image-resizer", "2.7.4");
  static final String LEAKING_RELEASE = Arns.image("image-resizer", "2.8.0");
  static final String LARGER_RELEASE = Arns.image("image-resizer", "2.9.0");

  private final Catalogue catalogue;

  ShopServices(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void build() {
    catalogue.add(
        "shop",
        Catalogue.spec(
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
    catalogue.scale("service/shop/storefront", 3, 9);
    catalogue.add(
        "shop",
        Catalogue.spec(
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
    catalogue.add(
        "shop",
        Catalogue.spec(
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
    catalogue.add(
        "shop",
        Catalogue.spec(
            "product-cache",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:owner", "team-catalogue"),
            Workload.of("Go 1.24", 420, 60, 0.8, Traffic.daily(0.15, 19))
                .with(new CacheFill(900, catalogue.cacheFillsIn()))),
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
    catalogue.add(
        "shop",
        Catalogue.spec(
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
    catalogue.add(
        "shop",
        Catalogue.spec(
            "image-resizer",
            LaunchType.FARGATE,
            2,
            Map.of("headroom:runbook", "nodejs-heap", "headroom:owner", "team-catalogue"),
            Workload.of("Node.js 22", 340, 120, 0.8, Traffic.daily(0.15, 19))
                .withRelease(LEAKING_RELEASE, new CodeLeak(10))
                .withRelease(LARGER_RELEASE, new CacheFill(420, Duration.ofMinutes(1)))),
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

  private Traffic spiked() {
    Instant from = catalogue.promotion();
    return from.equals(Catalogue.NEVER)
        ? Traffic.daily(0.12, 19)
        : new Traffic(0.12, 19, List.of(new Traffic.Spike(from, Duration.ofMinutes(15), 3.2)));
  }
}
