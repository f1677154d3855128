package io.headroom.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The sandbox's time: so many times faster than real time, and it can be stopped. It only ever goes
 * forward. Safe for use by several threads.
 */
public final class SimulatedClock implements InstantSource {

  /** What real time is read from; {@code System::nanoTime} but for tests. */
  @FunctionalInterface
  public interface Nanos {
    long now();
  }

  private final Nanos real;
  private Instant simulated;
  private long asOf;
  private double speed;
  private boolean paused;

  /**
   * A clock that runs.
   *
   * @param speed simulated seconds per real second, above 0
   */
  public SimulatedClock(Instant start, double speed, Nanos real) {
    this.real = real;
    this.simulated = start;
    this.asOf = real.now();
    this.speed = speed;
  }

  /** A clock that only {@link #advance} moves. */
  public static SimulatedClock still(Instant start) {
    var clock = new SimulatedClock(start, 1, () -> 0);
    clock.pause(true);
    return clock;
  }

  @Override
  public synchronized Instant instant() {
    long now = real.now();
    if (!paused) {
      simulated = simulated.plusNanos(Math.round((now - asOf) * speed));
    }
    asOf = now;
    return simulated;
  }

  /** Moves it forward by hand. */
  public synchronized void advance(Duration by) {
    simulated = instant().plus(by);
  }

  public synchronized void pause(boolean stopped) {
    instant();
    paused = stopped;
  }

  public synchronized boolean paused() {
    return paused;
  }

  /**
   * Changes the speed from now on.
   *
   * @param times simulated seconds per real second, above 0
   */
  public synchronized void speed(double times) {
    instant();
    speed = times;
  }

  public synchronized double speed() {
    return speed;
  }
}
