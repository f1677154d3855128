package io.headroom.sandbox.fleet;

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
  QUIET;

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
    return name().toLowerCase(Locale.ROOT);
  }
}
