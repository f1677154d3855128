package io.headroom.sandbox.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Slack's "special rate limit" of posting: about one message a second and channel of real time,
 * with short bursts. Guarded by the workspace's lock.
 */
final class PostLimiter {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BURST = 3;

  private final InstantSource realClock;
  private final Map<String, Instant> paidUntil = new HashMap<>();

  PostLimiter(InstantSource realClock) {
    this.realClock = realClock;
  }

  /** Whether one more message may go into the channel now; counts it when it may. */
  boolean admit(String channel) {
    Instant now = realClock.instant();
    Instant paid = paidUntil.getOrDefault(channel, now);
    Instant from = paid.isBefore(now) ? now : paid;
    Instant to = from.plus(INTERVAL);
    if (Duration.between(now, to).compareTo(INTERVAL.multipliedBy(BURST)) > 0) {
      return false;
    }
    paidUntil.put(channel, to);
    return true;
  }
}
