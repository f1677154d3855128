package io.headroom.core.incident;

import static io.headroom.core.incident.IncidentExamples.ANA;
import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static io.headroom.core.incident.IncidentExamples.REMEDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.remedy.Remedy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DraftTest {

  private static final Instant LATER = NOON.plusSeconds(60);

  private final Incident incident = IncidentExamples.open(CHECKOUT, NOON);
  private final Draft draft = new Draft(incident, LATER);

  @Test
  void eventsAreNumberedOnFromTheIncident() {
    var request = new RemedyRequested(REMEDY, IncidentExamples.plan(new Remedy.Restart()), ANA);
    draft.add("ack", new Acknowledged(ANA)).add("request", request);

    assertThat(draft.added())
        .containsExactly(
            new Recorded(2, LATER, "ack", new Acknowledged(ANA)),
            new Recorded(3, LATER, "request", request));
    assertThat(draft.before()).isEqualTo(incident);
    assertThat(draft.after()).isEqualTo(incident.with(draft.added()));
    assertThat(draft.isEmpty()).isFalse();
  }

  @Test
  void whatTheIncidentHasAlreadyIsLeftOut() {
    draft.add("detected", IncidentExamples.detected(CHECKOUT));
    assertThat(draft.isEmpty()).isTrue();

    draft.add("ack", new Acknowledged(ANA)).add("ack", new Acknowledged(Actor.HEADROOM));
    assertThat(draft.added()).extracting(Recorded::event).containsExactly(new Acknowledged(ANA));
  }

  @Test
  void whatTheTableDoesNotAllowIsRefusedWithItsReason() {
    var start = new RemedyStarted(REMEDY);
    assertThat(draft.allows(start)).isFalse();
    assertThat(draft.allows(new Acknowledged(ANA))).isTrue();
    assertThatThrownBy(() -> draft.add("start", start))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("incident %s is OPEN: RemedyStarted may not happen then", incident.id());
    assertThat(draft.isEmpty()).isTrue();
  }

  @Test
  void thePhaseThatWasReachedSoFarDecides() {
    draft.add(
        "request", new RemedyRequested(REMEDY, IncidentExamples.plan(new Remedy.Restart()), ANA));
    assertThat(draft.allows(new RemedyStarted(REMEDY))).isTrue();
  }
}
