package io.headroom.infra.aws;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets calls pass at a rate, after a burst, as the token bucket on the other side does. Safe for
 * use by several threads; each waits in its own.
 */
public final class Pace {

  private static final double NANOS = 1e9;

  private final long interval;
  private final long burst;
  private final LongSupplier nanos;
  private final LongConsumer wait;

  /** When the bucket will be full again; guarded by this. */
  private long full;

  /**
   * @param burst how many may pass at once after a rest
   * @param perSecond how many may pass in the long run
   */
  public Pace(int burst, double perSecond) {
    this(burst, perSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param nanos a clock, from any beginning
   * @param wait returns after so many nanoseconds, or earlier
   */
  Pace(int burst, double perSecond, LongSupplier nanos, LongConsumer wait) {
    this.interval = (long) (NANOS / perSecond);
    this.burst = (burst - 1) * interval;
    this.nanos = nanos;
    this.wait = wait;
    this.full = nanos.getAsLong();
  }

  /** Returns when it is this caller's turn, or at once when its thread is interrupted. */
  public void take() {
    long turn = turn();
    for (long left = turn - nanos.getAsLong();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = turn - nanos.getAsLong()) {
      wait.accept(left);
    }
  }

  private synchronized long turn() {
    long now = nanos.getAsLong();
    long from = full - now < 0 ? now : full;
    full = from + interval;
    return from - burst;
  }
}
