package io.headroom.sandbox.fleet.workload;

import java.time.Instant;

/**
 * One step of a process.
 *
 * @param now the end of the step
 * @param seconds length of the step
 * @param ageSeconds how long the process has run, at the end of the step
 * @param load its share of the traffic; 1 is the daily mean with every task of the service up
 */
public record Tick(Instant now, double seconds, double ageSeconds, double load) {

  /** Length of the step in minutes. */
  public double minutes() {
    return seconds / 60;
  }
}
