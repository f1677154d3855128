package io.headroom.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.infra.store.StreamRecords.Change;
import org.junit.jupiter.api.Test;

class StreamRecordsTest {

  @Test
  void aChangeIsOfATypeOfEvent() {
    Change change = StreamRecords.of("INC#a#b-1", "EV#000120", "acknowledged").orElseThrow();
    assertThat(change.incident().value()).isEqualTo("a#b-1");
    assertThat(change.number()).isEqualTo(120);
    assertThat(change.is(Acknowledged.class)).isTrue();
    assertThat(change.is(Resolved.class)).isFalse();
  }

  @Test
  void otherItemsAreNoEvents() {
    assertThat(StreamRecords.of("INC#a", "HEAD", "")).isEmpty();
    assertThat(StreamRecords.of("INC#a", "THREAD", "")).isEmpty();
    assertThat(StreamRecords.of("OPEN", "SVC#arn", "")).isEmpty();
    assertThat(StreamRecords.of("CHECK", "LAST", "")).isEmpty();
  }
}
