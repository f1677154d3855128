package io.headroom.core.detect.leak;

/**
 * The line through the floor of one window.
 *
 * @param teeth whether a sawtooth goes up and down on the floor
 */
record Trend(Window window, Floor floor, Slope slope, boolean teeth) {

  /** Of a floor that surely rises. */
  Forecast forecast() {
    return Forecast.of(window, floor, slope, teeth);
  }
}
