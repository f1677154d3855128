package io.headroom.bench.detector;

/** A condition that must hold at each evaluation for a time, as {@code for} in Prometheus. */
final class Held {

  private final int minutes;
  private int since = -1;

  Held(int minutes) {
    this.minutes = minutes;
  }

  /** Whether it has held long enough. */
  boolean now(int minute, boolean condition) {
    since = condition ? since < 0 ? minute : since : -1;
    return since >= 0 && minute - since >= minutes;
  }
}
