package io.headroom.sandbox.fleet.workload;

import java.util.random.RandomGenerator;

/** Why a service's memory moves; each new process of the service starts it afresh. */
public sealed interface Pattern
    permits Steady, CacheFill, GcSawtooth, PoolGrowth, CodeLeak, BatchJobs {

  /** The state of a process that has just started. */
  Growth start(RandomGenerator random);
}
