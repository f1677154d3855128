package io.headroom.sandbox.fleet.workload;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A cache with an upper bound: fills fast at first, then ever slower, and stops.
 *
 * @param capacityMib size of the full cache
 * @param timeConstant time in which it gains 63 % of what is missing
 */
public record CacheFill(double capacityMib, Duration timeConstant) implements Pattern {

  @Override
  public Growth start(RandomGenerator random) {
    return new Growth() {
      private double held;

      @Override
      public double advance(Tick tick) {
        double share = 1 - Math.exp(-tick.seconds() / timeConstant.toSeconds());
        held += (capacityMib - held) * share;
        return held;
      }
    };
  }
}
