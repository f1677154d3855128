package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import io.headroom.core.app.AdvanceIncident;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.TestRunbooks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceChangedHandlerTest {

  private static final Context CONTEXT = new TestContext();

  private final Outside outside = new Outside();
  private final ServiceChangedHandler handler =
      new ServiceChangedHandler(
          new AdvanceIncident(
              outside.fleet,
              new MemoryReader(outside.fleet, outside.metrics),
              outside.store,
              TestRunbooks.small(),
              outside.runRemedy,
              SampleServices.SCOPES),
          () -> Outside.NOW,
          outside.log);

  @Test
  void aDeploymentMovesTheIncidentOn() {
    outside.runs(Outside.CART, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    assertThat(handler.handleRequest(deployment(Outside.CART), CONTEXT))
        .containsEntry("outcome", "ADVANCED");
    assertThat(outside.lastLine().get("event").getAsString())
        .isEqualTo("SERVICE_DEPLOYMENT_COMPLETED");
    assertThat(outside.lastLine().get("incident").getAsString())
        .isEqualTo(outside.store.openFor(Outside.CART).orElseThrow().id().value());
  }

  @Test
  void withoutAnIncidentThereIsNothingToDo() {
    assertThat(handler.handleRequest(deployment(Outside.CART), CONTEXT))
        .containsEntry("outcome", "NO_INCIDENT");
  }

  @Test
  void whatFailsIsLoggedAndLeftToTheNextCheck() {
    outside.runs(Outside.CART, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    outside.fleet.failNext(Outside.throttled());
    assertThat(handler.handleRequest(deployment(Outside.CART), CONTEXT))
        .containsEntry("outcome", "THROTTLED");
    assertThat(outside.lastLine().get("failure").getAsString()).contains("Rate exceeded");
    assertThat(outside.lastLine().get("incident").getAsString())
        .isEqualTo(outside.store.openFor(Outside.CART).orElseThrow().id().value());
    assertThat(outside.failures()).as("it may pass").isZero();
  }

  @Test
  void whatWillNotPassIsCountedSinceForLambdaItIsNoError() {
    outside.runs(Outside.CART, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    outside.fleet.failNext(Outside.denied());
    assertThat(handler.handleRequest(deployment(Outside.CART), CONTEXT))
        .containsEntry("outcome", "ACCESS_DENIED");
    assertThat(outside.failures()).isEqualTo(1);
    outside.store.beforeWrite =
        () -> {
          throw new IllegalStateException("the database is away");
        };
    outside.runs(Outside.CART, 0.2);
    assertThat(handler.handleRequest(deployment(Outside.CART), CONTEXT))
        .containsEntry("outcome", "FAILED");
    assertThat(outside.failures()).isEqualTo(2);
  }

  @Test
  void anythingElseIsNamed() {
    assertThat(handler.handleRequest(Map.of("detail-type", "Scheduled Event"), CONTEXT))
        .containsEntry("outcome", "OTHER_EVENT");
    assertThat(handler.handleRequest(Map.of("detail-type", "ECS Service Action"), CONTEXT))
        .containsEntry("outcome", "MALFORMED");
    assertThat(outside.lastLine().get("failure").getAsString()).contains("detail is missing");
    assertThat(outside.failures()).as("of what ECS sends").isEqualTo(1);
  }

  private static Map<String, Object> deployment(ServiceId service) {
    return Map.of(
        "detail-type",
        "ECS Deployment State Change",
        "resources",
        List.of(
            "arn:aws:ecs:%s:%s:service/%s/%s"
                .formatted(service.region(), service.account(), service.cluster(), service.name())),
        "detail",
        Map.of("eventName", "SERVICE_DEPLOYMENT_COMPLETED"));
  }
}
