package io.headroom.e2e;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where progress is printed; safe for use by several threads. */
public final class Console {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  /** A heading. */
  synchronized void heading(String text) {
    out.printf("%n==== %s ====%n", text);
  }

  /** Text as it is. */
  synchronized void print(String text) {
    out.print(text);
    out.flush();
  }

  /** A line about a service, or about all of it. */
  public synchronized void say(String about, String text) {
    text.lines()
        .forEach(line -> out.printf("%s %-14s %s%n", TIME.format(Instant.now()), about, line));
    out.flush();
  }
}
