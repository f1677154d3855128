package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The conditions that the records of this package share; each message repeats the condition. */
final class Checks {

  /**
   * Ids of runbooks, rules and escalation steps: they become parts of tags and of button values.
   */
  static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Longest id; ECS tag keys and Slack action ids leave room for it. */
  static final int MAX_ID_LENGTH = 40;

  private Checks() {}

  static void that(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  static void id(String id) {
    that(isId(id), "an id is lower-case words joined by hyphens, not \"" + id + "\"");
  }

  static boolean isId(String id) {
    return id.length() <= MAX_ID_LENGTH && ID.matcher(id).matches();
  }

  static void text(String name, String value) {
    that(!value.isBlank(), name + " is empty");
  }

  static void ratio(String name, double value) {
    that(value > 0 && value <= 1, name + " is above 0 and at most 1, not " + value);
  }

  static void positive(String name, Duration value) {
    that(value.isPositive(), name + " is more than no time, not " + value);
  }

  static void outOf(Duration forAtLeast, Optional<Duration> outOf) {
    that(
        outOf.filter(all -> all.compareTo(forAtLeast) < 0).isEmpty(),
        "out-of is at least as long as for");
  }

  static void positive(String name, Bytes value) {
    that(value.value() > 0, name + " is more than nothing, not " + value);
  }
}
