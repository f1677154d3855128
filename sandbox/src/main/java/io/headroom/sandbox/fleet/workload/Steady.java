package io.headroom.sandbox.fleet.workload;

import java.util.random.RandomGenerator;

/** Nothing beside base and load. */
public record Steady() implements Pattern {

  @Override
  public Growth start(RandomGenerator random) {
    return tick -> 0;
  }
}
