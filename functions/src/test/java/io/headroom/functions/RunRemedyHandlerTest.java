package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.headroom.core.app.DecideClick;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.runbook.RemedyKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRemedyHandlerTest {

  private final Outside outside = new Outside();
  private final RunRemedyHandler handler =
      new RunRemedyHandler(outside.runRemedy, outside.store, () -> Outside.NOW, outside.log);

  @Test
  void aRemedyIsAskedForOnceHoweverOftenTheStreamTellsIt() {
    Incident cart = requested(Outside.CART);
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(outside.fleet.effects()).hasSize(1);
    assertThat(outside.outcomes()).containsExactly("ASKED", "ALREADY_ASKED");
    assertThat(load(cart).phase()).isEqualTo(Phase.REMEDYING);
  }

  @Test
  void throttlingHasTheStreamToldAgainAndTheOthersGoOn() {
    Incident cart = requested(Outside.CART);
    Incident search = requested(Outside.SEARCH);
    outside.fleet.failNext(Outside.throttled());
    assertThat(handle(Outside.stream(cart, search)))
        .containsExactly(cart.id() + "/" + cart.version());
    assertThat(outside.outcomes()).containsExactly("THROTTLED", "ASKED");
    assertThat(outside.failures()).as("it may pass").isZero();
    assertThat(handle(Outside.stream(cart, search))).isEmpty();
    assertThat(outside.outcomes()).containsExactly("THROTTLED", "ASKED", "ASKED", "ALREADY_ASKED");
    assertThat(outside.fleet.effects()).hasSize(2);
  }

  @Test
  void whatIsDeniedFailsTheRemedyAndIsNotToldAgain() {
    Incident cart = requested(Outside.CART);
    outside.fleet.failNext(Outside.denied());
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(outside.fleet.effects()).isEmpty();
    assertThat(outside.outcomes()).containsExactly("FAILED");
    assertThat(load(cart).lastRemedy().orElseThrow().failure())
        .contains(FailureReason.ACCESS_DENIED);
  }

  @Test
  void otherEventsAreNothingToRun() {
    outside.runs(Outside.CART, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    Incident cart = outside.store.openFor(Outside.CART).orElseThrow();
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(outside.logged).isEmpty();
  }

  @Test
  void anIncidentThatExpiredIsNothingToRun() {
    Incident cart = requested(Outside.CART);
    var gone = new IncidentId("gone-20261121-1200-0000");
    assertThat(handle(Outside.batch(List.of(Outside.record(gone, cart.events().getLast())))))
        .isEmpty();
    assertThat(outside.outcomes()).containsExactly("INCIDENT_UNKNOWN");
  }

  @Test
  void aDatabaseThatFailsHasTheStreamToldAgain() {
    Incident cart = requested(Outside.CART);
    outside.store.beforeWrite =
        () -> {
          throw new IllegalStateException("the database is away");
        };
    assertThat(handle(Outside.stream(cart))).containsExactly(cart.id() + "/" + cart.version());
    assertThat(outside.outcomes()).containsExactly("FAILED");
    assertThat(outside.failures()).as("for Lambda it is no error").isEqualTo(1);
    assertThat(outside.fleet.effects()).isEmpty();
  }

  private Incident requested(ServiceId service) {
    outside.runs(service, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    Incident incident = outside.store.openFor(service).orElseThrow();
    var decide = new DecideClick(outside.store, (person, on) -> true, true);
    assertThat(
            decide.decide(
                incident.id(),
                incident.offer(),
                RemedyKind.RESTART,
                new Actor("U0ANA", "Ana"),
                Outside.NOW))
        .isInstanceOf(DecideClick.Decision.Accepted.class);
    return load(incident);
  }

  private Incident load(Incident incident) {
    return outside.store.load(incident.id()).orElseThrow();
  }

  /** Sequence numbers to be told again from. */
  private List<String> handle(DynamodbEvent event) {
    return handler.handleRequest(event, new TestContext()).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }
}
