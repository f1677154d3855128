package io.headroom.bench.detector;

/** Watches one series online: it is told one minute after the other, and knows no later one. */
interface Watch {

  /** ECS tells of a start or a deployment; before the minute's value. */
  default void started(int minute) {}

  /**
   * The next minute.
   *
   * @param minute one more than the minute before; the first is 0
   * @param bytes NaN if there is no value
   */
  Signal see(int minute, double bytes);

  /** How often it decided anew, of so many minutes: what its time is divided by. */
  default long evaluations(int minutes) {
    return minutes;
  }
}
