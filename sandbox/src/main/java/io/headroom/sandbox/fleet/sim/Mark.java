package io.headroom.sandbox.fleet.sim;

import java.time.Instant;

/**
 * Something that happened to a service, for a chart.
 *
 * @param at when
 * @param kind what
 * @param text one line for people
 */
public record Mark(Instant at, Kind kind, String text) {

  /** What happened. */
  public enum Kind {
    /** A new task definition rolls out. */
    DEPLOYMENT,
    /** The same task definition rolls out again. */
    RESTART,
    /** Somebody stopped one task. */
    TASK_STOPPED,
    /** The kernel killed a container at its limit. */
    OOM_KILL,
    /** The number of desired tasks changed. */
    SCALING,
    /** Processes of the service began to leak. */
    LEAK_STARTED
  }
}
