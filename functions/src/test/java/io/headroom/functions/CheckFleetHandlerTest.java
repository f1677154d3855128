package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonObject;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.SampleServices;
import io.headroom.infra.aws.CallCounter;
import io.headroom.infra.log.EmbeddedMetrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollector;

class CheckFleetHandlerTest {

  private static final Context CONTEXT = new TestContext();
  private static final Scopes SCOPES = SampleServices.SCOPES;

  private final Outside outside = new Outside();
  private final CheckFleetHandler handler =
      new CheckFleetHandler(outside.checkFleet, SCOPES, () -> Outside.NOW, outside.log);

  @Test
  void aTickOpensTheIncidentOfAServiceInTrouble() {
    outside.runs(Outside.CART, 0.97);
    assertThat(handler.handleRequest(Map.of("time", "2026-11-21T12:00:00Z"), CONTEXT))
        .containsEntry("outcome", "CHECKED")
        .containsEntry("services", 1);
    assertThat(outside.store.openFor(Outside.CART)).isPresent();
    assertThat(outside.lastLine().get("outcome").getAsString()).isEqualTo("CHECKED");
    assertThat(outside.lastLine().get("Services").getAsInt()).isEqualTo(1);
  }

  @Test
  void everyDecisionIsALineWithItsReasonServiceIncidentAndRequest() {
    outside.runs(Outside.CART, 0.97);
    outside.runs(Outside.SEARCH, 0.4);
    outside.metrics.clear(Outside.SEARCH);
    handler.handleRequest(Map.of(), CONTEXT);
    assertThat(outside.outcomes())
        .containsExactly("THRESHOLD_EXCEEDED", "OPENED", "MISSING_DATA", "CHECKED");
    JsonObject opened = outside.line("OPENED");
    assertThat(opened.get("service").getAsString()).isEqualTo("shop/cart");
    assertThat(opened.get("incident").getAsString())
        .isEqualTo(outside.store.openFor(Outside.CART).orElseThrow().id().value());
    assertThat(opened.get("severity").getAsString()).isEqualTo("SEV1");
    assertThat(outside.line("MISSING_DATA").get("service").getAsString()).isEqualTo("shop/search");
    assertThat(outside.logged)
        .allMatch(line -> line.contains("\"requestId\":\"8f5d0f0e-request\""));
  }

  @Test
  void anOpenIncidentIsALineForEachEventThatTheCheckAdds() {
    outside.runs(Outside.CART, 0.97);
    handler.handleRequest(Map.of(), CONTEXT);
    outside.runs(Outside.CART, 0.2);
    outside.logged.clear();
    handler.handleRequest(Map.of(), CONTEXT);
    assertThat(outside.outcomes()).contains("ADVANCED");
    assertThat(outside.line("ADVANCED").get("event").getAsString()).isEqualTo("finding-cleared");
    assertThat(outside.line("ADVANCED").get("reason").getAsString()).contains("/");
  }

  @Test
  void aCheckIsAHeartbeatWithWhatItSawAndCost() {
    outside.runs(Outside.CART, 0.97);
    outside.runs(Outside.SEARCH, 0.4);
    outside.metrics.clear(Outside.SEARCH);
    handler.handleRequest(Map.of(), CONTEXT);
    handler.handleRequest(Map.of(), CONTEXT);
    String of = "{FunctionName=test}";
    assertThat(EmbeddedMetrics.of(outside.logged.getLast()))
        .containsOnly(
            entry("Headroom/Heartbeat" + of, 1L),
            entry("Headroom/Services" + of, 2L),
            entry("Headroom/WithoutData" + of, 1L),
            entry("Headroom/Unread" + of, 0L),
            entry("Headroom/Evaluated" + of, 1L),
            entry("Headroom/IncidentsOpen" + of, 1L),
            entry("Headroom/IncidentsOpened" + of, 0L),
            entry("Headroom/EcsCalls" + of, 0L),
            entry("Headroom/EcsThrottled" + of, 0L),
            entry("Headroom/CloudWatchCalls" + of, 0L),
            entry("Headroom/CloudWatchThrottled" + of, 0L),
            entry("Headroom/Milliseconds" + of, 0L));
  }

  /** Half of its time; but some, where reading the fleet took longer than that. */
  @ParameterizedTest
  @CsvSource({"110000, OPENED", "59000, OPENED", "35000, OPENED", "10000, OUT_OF_TIME"})
  void whatACheckHasNoTimeForIsLeftToTheNextOne(int leftAfterReading, String outcome) {
    outside.runs(Outside.CART, 0.97);
    var asked = new AtomicInteger();
    handler.handleRequest(
        Map.of(), new TestContext(() -> asked.getAndIncrement() == 0 ? 120_000 : leftAfterReading));
    assertThat(outside.outcomes()).contains(outcome);
    assertThat(outside.store.openFor(Outside.CART).isPresent()).isEqualTo(outcome.equals("OPENED"));
    handler.handleRequest(Map.of(), CONTEXT);
    assertThat(outside.store.openFor(Outside.CART)).isPresent();
  }

  @Test
  void workStopsWhenItsTimeIsOver() {
    outside.runs(Outside.CART, 0.97);
    outside.runs(Outside.SEARCH, 0.97);
    var left = new ArrayDeque<>(List.of(120_000, 40_000, 19_000));
    handler.handleRequest(Map.of(), new TestContext(left::remove));
    assertThat(outside.store.open()).hasSize(1);
    assertThat(outside.outcomes()).contains("OPENED", "OUT_OF_TIME");
  }

  @Test
  void noPayloadWillDo() {
    assertThat(handler.handleRequest(null, CONTEXT)).containsEntry("services", 1);
  }

  @Test
  void withOneScopeItMayBeNamedOrNot() {
    assertThat(handler.handleRequest(Map.of("scope", SCOPES.toString()), CONTEXT))
        .containsEntry("services", 1);
    assertThat(outside.lastLine().get("scope").getAsString())
        .isEqualTo("123456789012/eu-central-1/*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"123456789012/eu-central-1/shop", "210987654321/eu-central-1/*", "shop", ""})
  void noScopeButThoseConfiguredIsChecked(String scope) {
    assertThatThrownBy(() -> handler.handleRequest(Map.of("scope", scope), CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "\"" + scope + "\"", "one of those configured: 123456789012/eu-central-1/*");
  }

  @Test
  void withSeveralScopesThePayloadNamesOne() {
    Scopes two = Scopes.parse("123456789012/eu-central-1/shop,123456789012/eu-central-1/batch");
    CheckFleetHandler ofTwo = handler(two, () -> Outside.NOW);
    assertThat(ofTwo.handleRequest(Map.of("scope", two.all().getFirst().toString()), CONTEXT))
        .containsEntry("services", 1);
    assertThat(ofTwo.handleRequest(Map.of("scope", two.all().getLast().toString()), CONTEXT))
        .containsEntry("services", 0);
    assertThatThrownBy(() -> ofTwo.handleRequest(Map.of(), CONTEXT))
        .hasMessageContainingAll("is missing", two.toString());
    assertThat(outside.checkLog.last(two)).allMatch(check -> check.last().isPresent());
  }

  private CheckFleetHandler handler(Scopes scopes, InstantSource clock) {
    return new CheckFleetHandler(
        new CheckFleet(
            scopes,
            outside.fleet,
            outside.reader,
            outside.store,
            outside.checkLog,
            outside.runbooks,
            outside.runRemedy,
            outside.pager),
        scopes,
        clock,
        outside.log);
  }

  @Test
  void whatCannotBeReadIsLogged() {
    outside.fleet.cannotRead(
        new Unread("shop/search", FleetException.Reason.ACCESS_DENIED, "not authorized"));
    assertThat(handler.handleRequest(Map.of(), CONTEXT)).containsEntry("unread", 1);
    JsonObject denied = outside.line("ACCESS_DENIED");
    assertThat(denied.get("service").getAsString()).isEqualTo("shop/search");
    assertThat(denied.get("detail").getAsString()).isEqualTo("not authorized");
    assertThat(EmbeddedMetrics.of(outside.logged.getLast()))
        .contains(entry("Headroom/Unread{FunctionName=test}", 1L));
  }

  /** CloudWatch that refuses leaves services without data, which alone is no alarm. */
  @Test
  void aCallOfCloudWatchThatCameToNothingCountsAsUnread() {
    var calls = new CallCounter();
    var counting =
        new CheckFleetHandler(outside.checkFleet, SCOPES, () -> Outside.NOW, outside.log, calls);
    MetricCollector call = MetricCollector.create("ApiCall");
    call.reportMetric(CoreMetric.SERVICE_ID, "CloudWatch");
    call.reportMetric(CoreMetric.API_CALL_SUCCESSFUL, false);
    calls.publish(call.collect());
    counting.handleRequest(Map.of(), CONTEXT);
    assertThat(EmbeddedMetrics.of(outside.logged.getLast()))
        .contains(entry("Headroom/Unread{FunctionName=test}", 1L));
    counting.handleRequest(Map.of(), CONTEXT);
    assertThat(EmbeddedMetrics.of(outside.logged.getLast()))
        .contains(entry("Headroom/Unread{FunctionName=test}", 0L));
  }

  /** A scope that no check is made of cannot tell so itself. */
  @Test
  void aScopeThatIsNotCheckedIsToldByTheCheckOfAnother() {
    Scopes two = Scopes.parse("123456789012/eu-central-1/shop,123456789012/eu-central-1/batch");
    var now = new AtomicReference<>(Outside.NOW);
    CheckFleetHandler ofTwo = handler(two, now::get);
    Map<String, Object> shop = Map.of("scope", two.all().getFirst().toString());
    Map<String, Object> batch = Map.of("scope", two.all().getLast().toString());
    assertThat(overdue(ofTwo, shop, now)).as("not yet").containsExactly(1L);
    ofTwo.handleRequest(batch, CONTEXT);
    assertThat(overdue(ofTwo, shop, now)).containsExactly(0L);
    now.updateAndGet(time -> time.plus(ScopeCheck.LATE));
    assertThat(overdue(ofTwo, shop, now)).containsExactly(1L);
    ofTwo.handleRequest(batch, CONTEXT);
    assertThat(overdue(ofTwo, shop, now)).containsExactly(0L);
  }

  /** What the checks of one scope say in two minutes, in one of which it is their turn. */
  private List<Long> overdue(
      CheckFleetHandler handler, Map<String, Object> scope, AtomicReference<Instant> now) {
    outside.logged.clear();
    for (int minute = 0; minute < 2; minute++) {
      handler.handleRequest(scope, CONTEXT);
      now.updateAndGet(time -> time.plusSeconds(60));
    }
    return outside.logged.stream()
        .filter(EmbeddedMetrics::in)
        .flatMap(line -> EmbeddedMetrics.of(line).entrySet().stream())
        .filter(metric -> metric.getKey().contains("ScopesOverdue"))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  void aCheckThatFailsAsAWholeIsThrownAndLogged() {
    outside.fleet.failNext(Outside.throttled());
    assertThatThrownBy(() -> handler.handleRequest(Map.of(), CONTEXT))
        .isInstanceOf(FunctionFailure.class)
        .hasMessageContaining("FleetException");
    assertThat(outside.lastLine().get("failure").getAsString()).contains("Rate exceeded");
    assertThat(outside.checkLog.last(SCOPES).getFirst().failing()).isPresent();
  }
}
