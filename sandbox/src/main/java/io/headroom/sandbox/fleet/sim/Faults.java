package io.headroom.sandbox.fleet.sim;

import java.util.HashSet;
import java.util.Set;

/** Things that go wrong at AWS on demand. Guarded by the lock of its {@link World}. */
public final class Faults {

  private final Set<String> forbidden = new HashSet<>();
  private int throttledCalls;
  private int brokenMetricCalls;

  /** Refuses every ECS call on a cluster from now on. */
  public void forbid(String cluster) {
    forbidden.add(cluster);
  }

  /** Allows calls on a cluster again. */
  public void allow(String cluster) {
    forbidden.remove(cluster);
  }

  /** Throttles the next calls, to whatever service. */
  public void throttle(int calls) {
    throttledCalls = calls;
  }

  /** Answers the next GetMetricData calls with InternalError for every query. */
  public void breakMetrics(int calls) {
    brokenMetricCalls = calls;
  }

  /** Whether calls on a cluster are refused. */
  public boolean forbids(String cluster) {
    return forbidden.contains(cluster);
  }

  /** Whether this call is throttled; counts it. */
  public boolean takeThrottle() {
    return throttledCalls > 0 && throttledCalls-- > 0;
  }

  /** Whether this GetMetricData call is broken; counts it. */
  public boolean takeBrokenMetrics() {
    return brokenMetricCalls > 0 && brokenMetricCalls-- > 0;
  }
}
