package io.headroom.sandbox.fleet.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A connection pool that opens one more connection now and then and never closes one.
 *
 * @param from when the pool begins to grow; before, it has its usual size
 * @param connectionMib memory of one connection with its buffers
 * @param most connections beyond the usual ones at which the pool is full
 * @param every mean time between two new connections
 */
public record PoolGrowth(Instant from, double connectionMib, int most, Duration every)
    implements Pattern {

  @Override
  public Growth start(RandomGenerator random) {
    return new Growth() {
      private int connections;
      private double untilNext = gap();

      @Override
      public double advance(Tick tick) {
        if (tick.now().isAfter(from)) {
          untilNext -= tick.seconds();
          if (untilNext <= 0 && connections < most) {
            connections++;
            untilNext = gap();
          }
        }
        return connections * connectionMib;
      }

      private double gap() {
        return every.toSeconds() * (0.7 + 0.6 * random.nextDouble());
      }
    };
  }
}
