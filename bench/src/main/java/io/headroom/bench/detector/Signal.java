package io.headroom.bench.detector;

import org.jspecify.annotations.Nullable;

/**
 * What a watch says after a minute.
 *
 * @param left the time it gives until the limit; null if it gives none
 */
record Signal(boolean firing, @Nullable HoursLeft left) {

  static final Signal QUIET = new Signal(false, null);
  static final Signal FIRING = new Signal(true, null);

  static Signal of(boolean firing) {
    return firing ? FIRING : QUIET;
  }
}
