package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.Ratio;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.ServiceNote.Origin;
import io.headroom.core.watch.ServiceNote.RuleNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WatchStore} does. */
public abstract class WatchStoreContract {

  protected static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  protected static final ServiceId CART = SampleServices.id("shop", "cart");
  private static final ServiceId OTHER_CART = SampleServices.id("batch", "cart");
  private static final ServiceId CARTS = SampleServices.id("shop", "carts");

  /** An empty store; the same one within a test. */
  protected abstract WatchStore store();

  @Test
  void nothingIsKnownOfWhatWasNeverKept() {
    assertThat(store().load(List.of(CART)))
        .isEqualTo(new WatchStore.Kept(Map.of(), Map.of(), List.of()));
    assertThat(store().load(List.of()).histories()).isEmpty();
    assertThat(store().notes("cart")).isEmpty();
  }

  @Test
  void aHistoryIsReadAsItWasKept() {
    store().save(Map.of(CART, history(100), CARTS, history(200)), NOW);
    Map<ServiceId, MemoryHistory> kept = store().load(List.of(CART, CARTS, OTHER_CART)).histories();
    assertThat(kept).containsOnlyKeys(CART, CARTS);
    assertThat(encoded(kept, CART)).isEqualTo(history(100).encode());
    assertThat(encoded(kept, CARTS)).isEqualTo(history(200).encode());
  }

  @Test
  void ofTwoThatWereKeptTheLaterStays() {
    store().save(Map.of(CART, history(100)), NOW);
    store().save(Map.of(CART, history(300)), NOW.plusSeconds(60));
    assertThat(encoded(store().load(List.of(CART)).histories(), CART))
        .isEqualTo(history(300).encode());
  }

  @Test
  void aNoteIsReadAsItWasWrittenByItsNameAndWithItsCluster() {
    store().note(List.of(note(CART, 0.5), note(OTHER_CART, 0.6), note(CARTS, 0.7)));
    assertThat(store().notes("cart"))
        .containsExactlyInAnyOrder(note(CART, 0.5), note(OTHER_CART, 0.6));
    assertThat(store().notes("shop/cart")).containsExactly(note(CART, 0.5));
    assertThat(store().notes("car")).isEmpty();
    assertThat(store().load(List.of(CARTS)).notes()).containsEntry(CARTS, note(CARTS, 0.7));
    store().note(List.of(note(CART, 0.9)));
    assertThat(store().notes("shop/cart")).containsExactly(note(CART, 0.9));
  }

  @Test
  void moreThanABatchAreKeptAndLoaded() {
    var histories = new HashMap<ServiceId, MemoryHistory>();
    var notes = new ArrayList<ServiceNote>();
    for (int i = 0; i < 130; i++) {
      ServiceId id = SampleServices.id("shop", "s" + i);
      histories.put(id, history(i));
      notes.add(note(id, 0.5));
    }
    store().save(histories, NOW);
    store().note(notes);
    WatchStore.Kept kept = store().load(List.copyOf(histories.keySet()));
    assertThat(kept.histories()).hasSize(130);
    assertThat(kept.notes()).hasSize(130);
    assertThat(kept.problems()).isEmpty();
  }

  private static byte[] encoded(Map<ServiceId, MemoryHistory> kept, ServiceId id) {
    MemoryHistory history = kept.get(id);
    return history == null ? new byte[0] : history.encode();
  }

  /** Two days of minutes. */
  protected static MemoryHistory history(int mib) {
    var history = new MemoryHistory();
    for (int minute = 0; minute < 2 * 24 * 60; minute++) {
      history.add(
          NOW.minus(Duration.ofDays(2)).plus(Duration.ofMinutes(minute)),
          Bytes.mib(mib).value() + 1e6 * (minute % 7));
    }
    return history;
  }

  /** A note with something in each of its parts. */
  protected static ServiceNote note(ServiceId id, double usage) {
    return new ServiceNote(
        id,
        NOW,
        WatchReason.NEAR,
        Source.UTILIZATION,
        Optional.of(Source.INSIGHTS_PER_TASK),
        NOW.minus(Duration.ofDays(3)),
        List.of("heap used: nodejs_heap_size_used_bytes in Shop/App"),
        List.of("no garbage collections are published"),
        Bytes.mib(512),
        "memory of the task",
        Optional.of(new Ratio(usage)),
        Optional.of(NOW.minus(Duration.ofMinutes(20))),
        List.of(
            new RuleNote("container-limit", "memory-high", "80%", Origin.RUNBOOK),
            new RuleNote("pod-memory", "oom-killed", "2", Origin.TAG)),
        List.of("tag headroom:memory-hihg sets nothing"));
  }
}
