package io.headroom.sandbox.fleet.workload;

import java.util.random.RandomGenerator;

/**
 * A heap that fills with garbage until a collection empties it, as the JVM's old generation does.
 *
 * @param amplitudeMib garbage at which a collection runs; each one runs within 10 % below it
 * @param mibPerMinute garbage made per minute at a load of 1
 */
public record GcSawtooth(double amplitudeMib, double mibPerMinute) implements Pattern {

  @Override
  public Growth start(RandomGenerator random) {
    return new Growth() {
      private double garbage = random.nextDouble() * amplitudeMib * 0.8;
      private double collectAt = next();

      @Override
      public double advance(Tick tick) {
        garbage += mibPerMinute * tick.load() * tick.minutes();
        if (garbage >= collectAt) {
          garbage = amplitudeMib * 0.02 * random.nextDouble();
          collectAt = next();
        }
        return garbage;
      }

      private double next() {
        return amplitudeMib * (0.9 + 0.1 * random.nextDouble());
      }
    };
  }
}
