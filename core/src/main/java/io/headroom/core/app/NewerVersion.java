package io.headroom.core.app;

import io.headroom.core.incident.Incident;
import java.time.Duration;
import java.time.Instant;

/**
 * While a newer version is rolled out beside this one, this one leaves alone an incident that it
 * does not understand any more: the newer one moves it on. Should that version have been taken
 * back, this one goes on after a while by what it does understand.
 */
final class NewerVersion {

  /** A stack is updated in a few minutes. */
  static final Duration ROLL_OUT = Duration.ofMinutes(15);

  private NewerVersion() {}

  /** Whether a newer version has it in hand. */
  static boolean hasInHand(Incident incident, Instant now) {
    return incident.obscuredAt().filter(at -> now.isBefore(at.plus(ROLL_OUT))).isPresent();
  }
}
