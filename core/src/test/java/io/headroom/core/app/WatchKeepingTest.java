package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.port.WatchStore;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.watch.ServiceNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WatchKeepingTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:20Z");
  private static final ServiceId TRUE = SampleServices.id("shop", "true");
  private static final ServiceId AHEAD = SampleServices.id("shop", "ahead");

  /** Else nothing that comes would be taken in before that day, and no leak be found. */
  @Test
  void aHistoryThatEndsAheadOfNowIsReadAgain() {
    var kept = Map.of(TRUE, upTo(NOW), AHEAD, upTo(NOW.plus(Duration.ofDays(400))));
    var problems = new ArrayList<String>();

    WatchStore.Kept loaded =
        new WatchKeeping(holding(kept), NOW).load(List.of(TRUE, AHEAD), problems);

    assertThat(loaded.histories()).containsOnlyKeys(TRUE);
    assertThat(problems).singleElement().asString().contains("shop/ahead", "ahead of now");
  }

  private static MemoryHistory upTo(Instant newest) {
    var history = new MemoryHistory();
    history.add(newest, 1e9);
    return history;
  }

  private static WatchStore holding(Map<ServiceId, MemoryHistory> histories) {
    return new WatchStore() {
      @Override
      public Kept load(List<ServiceId> services) {
        return new Kept(histories, Map.of(), List.of());
      }

      @Override
      public void save(Map<ServiceId, MemoryHistory> saved, Instant now) {}

      @Override
      public void note(List<ServiceNote> notes) {}

      @Override
      public List<ServiceNote> notes(String name) {
        return List.of();
      }
    };
  }
}
