package io.headroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SimulatedClockTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicLong real = new AtomicLong();

  @Test
  void runsSoManyTimesFaster() {
    var clock = new SimulatedClock(START, 60, real::get);
    passes(Duration.ofSeconds(2));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(2)));
  }

  @Test
  void standsStillWhilePausedAndGoesOnWhereItStood() {
    var clock = new SimulatedClock(START, 60, real::get);
    clock.pause(true);
    passes(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(START);
    clock.pause(false);
    passes(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(1)));
  }

  @Test
  void anotherSpeedHoldsFromThenOn() {
    var clock = new SimulatedClock(START, 60, real::get);
    passes(Duration.ofSeconds(1));
    clock.speed(1);
    passes(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofSeconds(61)));
  }

  @Test
  void aStillClockMovesByHand() {
    SimulatedClock clock = SimulatedClock.still(START);
    clock.advance(Duration.ofSeconds(10));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
  }

  private void passes(Duration time) {
    real.addAndGet(time.toNanos());
  }
}
