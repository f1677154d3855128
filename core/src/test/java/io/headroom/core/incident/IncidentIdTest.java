package io.headroom.core.incident;

import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import org.junit.jupiter.api.Test;

class IncidentIdTest {

  @Test
  void itSaysServiceAndMinute() {
    assertThat(IncidentId.of(CHECKOUT, NOON).toString())
        .matches("checkout-api-20261121-1200-[0-9a-f]{4}");
  }

  @Test
  void itIsTheSameForTheSameServiceAndMinute() {
    IncidentId id = IncidentId.of(CHECKOUT, NOON);
    assertThat(IncidentId.of(CHECKOUT, NOON.plusSeconds(59))).isEqualTo(id);
    assertThat(IncidentId.of(CHECKOUT, NOON.plusSeconds(60))).isNotEqualTo(id);
  }

  @Test
  void servicesOfTheSameNameInOtherClustersHaveOthers() {
    var other = new ServiceId(CHECKOUT.account(), CHECKOUT.region(), "test", CHECKOUT.name());
    assertThat(IncidentId.of(other, NOON)).isNotEqualTo(IncidentId.of(CHECKOUT, NOON));
  }
}
