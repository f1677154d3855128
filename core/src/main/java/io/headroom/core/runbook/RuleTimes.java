package io.headroom.core.runbook;

import static io.headroom.core.runbook.Quantities.DURATION;

import java.time.Duration;
import java.util.Optional;

/** What the times of a rule may be: how far back it looks is bounded by what is kept. */
final class RuleTimes {

  private static final Duration ECS_REMEMBERS = Duration.ofHours(1);
  private static final String TOO_FAR_BACK =
      "the rule looks back further than the %d hours of minutes that are kept"
          .formatted(Rule.LONGEST_LOOKBACK.toHours());

  private RuleTimes() {}

  /** A rule looks back over a time. */
  static void reach(Fields fields, Field<Duration> time) {
    fields.check(
        time, time, (all, same) -> all.compareTo(Rule.LONGEST_LOOKBACK) <= 0, TOO_FAR_BACK);
  }

  /** A rule looks back over a time, and at each of its minutes over a window. */
  static void reach(Fields fields, Field<Duration> time, Field<Duration> within) {
    fields.check(
        time,
        within,
        (lasts, window) -> lasts.plus(window).compareTo(Rule.LONGEST_LOOKBACK) <= 0,
        TOO_FAR_BACK);
  }

  /** A rule counts stopped tasks over a time. */
  static void remembered(Fields fields, Field<Duration> time) {
    fields.check(
        time,
        time,
        (all, same) -> all.compareTo(ECS_REMEMBERS) <= 0,
        "ECS remembers a task that stopped for an hour; at most 1h");
  }

  /** Reads {@code out-of}, which the minutes of {@code for} must fit into. */
  static Field<Optional<Duration>> outOf(Fields fields, Field<Duration> forAtLeast) {
    Field<Optional<Duration>> outOf = fields.maybe("out-of", DURATION);
    fields.check(
        outOf,
        forAtLeast,
        (all, some) -> all.isEmpty() || all.get().compareTo(some) >= 0,
        "out-of is shorter than for; so many minutes never fit into it");
    fields.check(
        outOf,
        forAtLeast,
        (all, some) -> all.isEmpty() || all.get().compareTo(Rule.LONGEST_LOOKBACK) <= 0,
        TOO_FAR_BACK);
    return outOf;
  }
}
