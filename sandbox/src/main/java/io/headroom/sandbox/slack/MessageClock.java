package io.headroom.sandbox.slack;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Gives each message its {@code ts}: the time in seconds and microseconds, never the same twice and
 * never going back, also when the clock does. Not safe for threads by itself.
 */
final class MessageClock {

  private static final long MICROS = 1_000_000L;

  private final InstantSource source;
  private long last;

  MessageClock(InstantSource source) {
    this.source = source;
  }

  String next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, source.instant());
    last = Math.max(last + 1, now);
    return format(last);
  }

  /** Whether this is written as a ts: seconds, a dot, six digits. */
  static boolean isTs(String ts) {
    return ts.matches("\\d{1,12}\\.\\d{6}");
  }

  static Instant instant(String ts) {
    return Instant.EPOCH.plus(micros(ts), ChronoUnit.MICROS);
  }

  static long micros(String ts) {
    int dot = ts.indexOf('.');
    return Long.parseLong(ts.substring(0, dot)) * MICROS + Long.parseLong(ts.substring(dot + 1));
  }

  private static String format(long micros) {
    return String.format(Locale.ROOT, "%d.%06d", micros / MICROS, micros % MICROS);
  }
}
