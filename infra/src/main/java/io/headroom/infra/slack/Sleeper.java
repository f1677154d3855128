package io.headroom.infra.slack;

import java.time.Duration;

/** Waits; a test does not. */
@FunctionalInterface
public interface Sleeper {

  /** Waits in this thread. */
  Sleeper THREAD = Thread::sleep;

  /**
   * Returns after {@code time}.
   *
   * @throws InterruptedException if the thread is told to stop waiting
   */
  void sleep(Duration time) throws InterruptedException;
}
