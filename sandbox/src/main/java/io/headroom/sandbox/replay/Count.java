package io.headroom.sandbox.replay;

import java.util.Locale;

/** Numbers of things for people. */
final class Count {

  private Count() {}

  /** {@code 1 alert}, {@code 2 alerts}, {@code 1,000 alerts}. */
  static String of(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }
}
