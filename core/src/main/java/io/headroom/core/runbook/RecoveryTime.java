package io.headroom.core.runbook;

import java.time.Duration;

/**
 * How long recovery is expected to take.
 *
 * @param atLeast 0 where the seed gives only a target
 * @param atMost the target; at least {@code atLeast} and more than 0
 */
public record RecoveryTime(Duration atLeast, Duration atMost) {

  public RecoveryTime {
    Checks.that(!atLeast.isNegative(), "at-least is not negative");
    Checks.positive("at-most", atMost);
    Checks.that(atLeast.compareTo(atMost) <= 0, "at-least is not more than at-most");
  }
}
