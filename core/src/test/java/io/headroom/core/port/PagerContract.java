package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.Pager.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the domain relies on of every {@link Pager}. */
public abstract class PagerContract {

  private static final Incident INCIDENT =
      IncidentExamples.open(IncidentExamples.CHECKOUT, IncidentExamples.NOON);

  /** The pager, before anything was sent. */
  protected abstract Pager pager();

  /** What people have noticed so far, in order: {@code trigger checkout-api/1}. */
  protected abstract List<String> effects();

  @Test
  void theSameAgainChangesNothing() {
    for (Action action : List.of(Action.TRIGGER, Action.ACKNOWLEDGE, Action.RESOLVE)) {
      for (int i = 0; i < 3; i++) {
        assertThat(pager().send(action, INCIDENT, 0)).isEqualTo(new Answer.Sent());
      }
    }
    assertThat(effects())
        .containsExactly(
            "trigger checkout-api/1", "acknowledge checkout-api/1", "resolve checkout-api/1");
  }

  @Test
  void anotherStepCallsAnew() {
    pager().send(Action.TRIGGER, INCIDENT, 0);
    pager().send(Action.ACKNOWLEDGE, INCIDENT, 0);
    pager().send(Action.TRIGGER, INCIDENT, 2);
    assertThat(effects())
        .containsExactly(
            "trigger checkout-api/1", "acknowledge checkout-api/1", "trigger checkout-api/3");
  }

  @Test
  void theEndOfWhatWasNeverTriggeredIsTakenToo() {
    assertThat(pager().send(Action.RESOLVE, INCIDENT, 0)).isEqualTo(new Answer.Sent());
    assertThat(pager().send(Action.ACKNOWLEDGE, INCIDENT, 0)).isEqualTo(new Answer.Sent());
    assertThat(effects()).isEmpty();
  }
}
