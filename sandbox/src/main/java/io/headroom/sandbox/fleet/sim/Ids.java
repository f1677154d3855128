package io.headroom.sandbox.fleet.sim;

import java.util.random.RandomGenerator;

/** Seeded identifiers in the shapes that ECS gives out. */
final class Ids {

  private final RandomGenerator random;

  Ids(RandomGenerator random) {
    this.random = random;
  }

  /** 32 hexadecimal digits: a task, a container instance, a runtime id. */
  String hex32() {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  /** A UUID: a container, an event. */
  String uuid() {
    String hex = hex32();
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  /** `ecs-svc/` and 19 digits: a deployment. */
  String deployment() {
    return "ecs-svc/"
        + (1_000_000_000_000_000_000L + random.nextLong(0, 8_000_000_000_000_000_000L));
  }
}
