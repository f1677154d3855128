package io.headroom.sandbox.fleet;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What happens to the fleet from its start on. Times are counted from the start. */
public enum Scenario {
  /**
   * A day's worth of trouble within four hours: {@code checkout-api} leaks from minute 1, {@code
   * promo-web} has a traffic spike at minute 40, {@code product-cache} refills after a deployment
   * at minute 20, one task of {@code payments-api} leaks from minute 30, the pool of {@code
   * graphql-api} grows from minute 45, {@code report-worker} loops through out-of-memory kills from
   * minute 75, and a release of {@code image-resizer} that leaks in its code goes out at minute
   * 180.
   */
  DEFAULT,
  /** Only {@code checkout-api} leaks, from minute 1. */
  LEAK,
  /** Only one task of {@code report-worker} is killed out of memory, in minute 5. */
  OOM,
  /** Nothing happens until somebody makes it happen. */
  QUIET,
  /**
   * {@code checkout-api} begins to leak 20 MiB an hour ten minutes after the start: it would be
   * killed half a day later. Eight days of its usual days lie behind it.
   */
  SLOW_LEAK(Duration.ofDays(8)),
  /**
   * {@code product-cache} is deployed anew ten minutes after the start: its empty cache fills for
   * hours, ever more slowly, and stays below its limit.
   */
  CACHE(Duration.ofDays(8)),
  /**
   * A release of {@code image-resizer} that needs much more memory from its first minute on, and no
   * more after that, goes out ten minutes after the start.
   */
  DEPLOY_STEP(Duration.ofDays(2)),
  /**
   * Nothing happens after the start; fourteen days lie behind it in which {@code checkout-api}
   * leaked for two days until it was killed, one task of {@code payments-api} leaked fast, {@code
   * report-worker} was killed twice without a sign, {@code promo-web} had a spike of traffic,
   * {@code image-resizer} had a leaking release for three hours, and {@code product-cache}
   * refilled.
   */
  PAST(Duration.ofDays(14).plusHours(6));

  private final Duration history;

  Scenario() {
    this(Duration.ofHours(24));
  }

  Scenario(Duration history) {
    this.history = history;
  }

  /** How much past the fleet starts with. */
  public Duration history() {
    return history;
  }

  /** The scenario of a name as a command line has it. */
  public static Scenario of(String name) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no scenario "
                        + name
                        + "; there are "
                        + Arrays.stream(values()).map(Scenario::word).toList()));
  }

  /** Its name as a command line has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
