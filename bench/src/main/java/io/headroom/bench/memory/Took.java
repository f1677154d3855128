package io.headroom.bench.memory;

import java.time.Duration;

/**
 * What an event took.
 *
 * @param processor milliseconds that the process's threads ran
 * @param clock until the answer was there, with a processor for itself
 */
record Took(double processor, Duration clock) {

  /** "At 1,769 MB, a function has the equivalent of one vCPU": AWS, "Configure function memory". */
  private static final double ONE_PROCESSOR = 1_769;

  /**
   * How long it would take a function of a size at the most: as here, and as much longer as its
   * share of a processor makes what ran. What runs while calls are waited for makes it no longer.
   */
  double atMostMillis(int megabytes) {
    double slower = Math.max(0, ONE_PROCESSOR / megabytes - 1);
    return clock.toNanos() / 1e6 + processor * slower;
  }
}
