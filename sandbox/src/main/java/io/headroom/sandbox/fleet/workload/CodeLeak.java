package io.headroom.sandbox.fleet.workload;

import java.util.random.RandomGenerator;

/**
 * A leak in the code itself: every process leaks from its start, so a restart only buys time.
 *
 * @param mibPerMinute what is lost per minute at a load of 1
 */
public record CodeLeak(double mibPerMinute) implements Pattern {

  @Override
  public Growth start(RandomGenerator random) {
    return new Growth() {
      private double leaked;

      @Override
      public double advance(Tick tick) {
        leaked += mibPerMinute * tick.load() * tick.minutes();
        return leaked;
      }
    };
  }
}
