package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentExamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryIncidentStoreTest extends IncidentStoreContract {

  private final InMemoryIncidentStore store = new InMemoryIncidentStore();

  @Override
  protected IncidentStore store() {
    return store;
  }

  @Test
  void aCrashBeforeAWriteLosesTheWrite() {
    store.beforeWrite = InMemoryIncidentStoreTest::crash;
    assertThatThrownBy(this::begin).hasMessage("crash");
    assertThat(store.open()).isEmpty();
  }

  @Test
  void aCrashAfterAWriteLosesOnlyTheAnswer() {
    store.afterWrite = InMemoryIncidentStoreTest::crash;
    assertThatThrownBy(this::begin).hasMessage("crash");
    assertThat(store.open()).hasSize(1);
  }

  private void begin() {
    Incident incident = IncidentExamples.open(IncidentExamples.CART, IncidentExamples.NOON);
    store.begin(incident.id(), incident.service(), List.copyOf(incident.events()));
  }

  private static void crash() {
    throw new IllegalStateException("crash");
  }
}
