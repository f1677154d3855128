package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckFleetHandlerTest {

  private static final Context CONTEXT = new TestContext();

  private final Outside outside = new Outside();
  private final CheckFleetHandler handler =
      new CheckFleetHandler(
          outside.checkFleet, new Scope(List.of("shop")), () -> Outside.NOW, outside.log);

  @Test
  void aTickOpensTheIncidentOfAServiceInTrouble() {
    outside.runs(Outside.CART, 0.97);
    assertThat(handler.handleRequest(Map.of("time", "2026-11-21T12:00:00Z"), CONTEXT))
        .containsEntry("outcome", "CHECKED")
        .containsEntry("services", 1);
    assertThat(outside.store.openFor(Outside.CART)).isPresent();
    assertThat(outside.lastLine().get("outcome").getAsString()).isEqualTo("CHECKED");
    assertThat(outside.lastLine().get("services").getAsInt()).isEqualTo(1);
  }

  @Test
  void noPayloadWillDo() {
    assertThat(handler.handleRequest(null, CONTEXT)).containsEntry("services", 1);
  }

  @Test
  void theEventMayNameClusters() {
    assertThat(handler.handleRequest(Map.of("clusters", "batch"), CONTEXT))
        .containsEntry("services", 0);
  }

  @Test
  void clustersThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> handler.handleRequest(Map.of("clusters", List.of("shop")), CONTEXT))
        .hasMessageContaining("{\"clusters\": \"shop,batch\"}");
    assertThat(outside.outcomes()).containsExactly("FAILED");
  }

  @Test
  void whatCannotBeReadIsLogged() {
    outside.fleet.cannotRead(
        new Unread("shop/search", FleetException.Reason.ACCESS_DENIED, "not authorized"));
    assertThat(handler.handleRequest(Map.of(), CONTEXT)).containsEntry("unread", 1);
    assertThat(outside.lastLine().get("unread").getAsString())
        .isEqualTo("shop/search: ACCESS_DENIED: not authorized");
  }

  @Test
  void aCheckThatFailsAsAWholeIsThrownAndLogged() {
    outside.fleet.failNext(Outside.throttled());
    assertThatThrownBy(() -> handler.handleRequest(Map.of(), CONTEXT))
        .isInstanceOf(FleetException.class);
    assertThat(outside.lastLine().get("failure").getAsString()).contains("Rate exceeded");
  }
}
