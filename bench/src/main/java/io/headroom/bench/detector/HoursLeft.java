package io.headroom.bench.detector;

/**
 * A statement of the time to the limit, in hours; infinite where growth may stop.
 *
 * @param low the lower end of the 80 % interval
 * @param high its upper end
 */
record HoursLeft(double low, double likely, double high) {

  boolean holds(double truth) {
    return truth >= low && truth <= high;
  }
}
