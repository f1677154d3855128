package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private final List<Duration> waits = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final Pace pace =
      new Pace(
          3,
          10,
          () -> now,
          nanos -> {
            waits.add(Duration.ofNanos(nanos));
            now += nanos;
          });

  @Test
  void aBurstPassesAtOnceAndTheRestAtTheRate() {
    for (int i = 0; i < 5; i++) {
      pace.take();
    }
    assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
  }

  @Test
  void aRestFillsTheBucketAndNoMore() {
    for (int i = 0; i < 3; i++) {
      pace.take();
    }
    now += Duration.ofMillis(200).toNanos();
    pace.take();
    pace.take();
    assertThat(waits).isEmpty();
    now += Duration.ofHours(1).toNanos();
    for (int i = 0; i < 4; i++) {
      pace.take();
    }
    assertThat(waits).containsExactly(Duration.ofMillis(100));
  }

  @Test
  void whoIsToldToStopDoesNotWait() {
    for (int i = 0; i < 3; i++) {
      pace.take();
    }
    Thread.currentThread().interrupt();
    pace.take();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(waits).isEmpty();
  }
}
