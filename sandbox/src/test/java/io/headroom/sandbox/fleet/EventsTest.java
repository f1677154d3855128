package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final SimulatedFleet fleet = quiet();
  private final List<JsonObject> events = new ArrayList<>();

  @BeforeEach
  void listen() {
    fleet.onEvent(event -> events.add(JsonParser.parseString(event).getAsJsonObject()));
  }

  @Test
  void nothingIsToldOfTheTimeBeforeTheStart() {
    fleet.advanceTo(minute(10));
    assertThat(events).isEmpty();
  }

  @Test
  void anOutOfMemoryKillIsToldAsEcsTellsIt() {
    String task = fleet.killOutOfMemory("data", "graphql-api");
    fleet.advanceTo(minute(2));
    List<JsonObject> told =
        events.stream().filter(event -> detail(event, "taskArn").endsWith("/" + task)).toList();
    assertThat(told)
        .extracting(event -> detail(event, "lastStatus"))
        .containsExactly("DEPROVISIONING", "STOPPED");
    JsonObject last = told.getLast();
    assertThat(last.get("version").getAsString()).isEqualTo("0");
    assertThat(last.get("detail-type").getAsString()).isEqualTo("ECS Task State Change");
    assertThat(last.get("source").getAsString()).isEqualTo("aws.ecs");
    assertThat(last.get("account").getAsString()).isEqualTo("111122223333");
    assertThat(last.get("region").getAsString()).isEqualTo("eu-central-1");
    assertThat(last.get("time").getAsString()).matches("2026-03-02T09:0\\d:\\d\\dZ");
    assertThat(last.get("id").getAsString()).matches("[0-9a-f-]{36}");
    assertThat(last.getAsJsonArray("resources").get(0).getAsString())
        .isEqualTo(detail(last, "taskArn"))
        .isEqualTo("arn:aws:ecs:eu-central-1:111122223333:task/data/" + task);
    assertThat(detail(last, "clusterArn"))
        .isEqualTo("arn:aws:ecs:eu-central-1:111122223333:cluster/data");
    assertThat(detail(last, "group")).isEqualTo("service:graphql-api");
    assertThat(detail(last, "launchType")).isEqualTo("FARGATE");
    assertThat(detail(last, "desiredStatus")).isEqualTo("STOPPED");
    assertThat(detail(last, "stopCode")).isEqualTo("EssentialContainerExited");
    assertThat(detail(last, "stoppedReason")).isEqualTo("Essential container in task exited");
    assertThat(detail(last, "startedBy")).matches("ecs-svc/\\d{19}");
    JsonObject container =
        last.getAsJsonObject("detail").getAsJsonArray("containers").get(0).getAsJsonObject();
    assertThat(container.get("exitCode").getAsInt()).isEqualTo(137);
    assertThat(container.get("reason").getAsString())
        .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    assertThat(told)
        .extracting(event -> event.getAsJsonObject("detail").get("version").getAsLong())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theReplacementPassesThroughItsStates() {
    String killed = fleet.killOutOfMemory("shop", "checkout-api");
    fleet.advanceTo(minute(3));
    assertThat(events)
        .filteredOn(event -> event.get("detail-type").getAsString().equals("ECS Task State Change"))
        .filteredOn(event -> !detail(event, "taskArn").endsWith("/" + killed))
        .extracting(event -> detail(event, "lastStatus"))
        .containsExactly("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING");
    assertThat(events)
        .filteredOn(event -> event.get("detail-type").getAsString().equals("ECS Service Action"))
        .extracting(event -> detail(event, "eventName"))
        .containsExactly("SERVICE_STEADY_STATE");
  }

  @Test
  void aDeploymentIsToldAtItsBeginningAndItsEnd() {
    fleet
        .ecs()
        .updateService(
            request -> request.cluster("shop").service("storefront").forceNewDeployment(true));
    fleet.advanceTo(START.plusSeconds(10));
    fleet.advanceTo(minute(8));
    List<JsonObject> told =
        events.stream()
            .filter(
                event ->
                    event.get("detail-type").getAsString().equals("ECS Deployment State Change"))
            .toList();
    assertThat(told)
        .extracting(event -> detail(event, "eventName"))
        .containsExactly("SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED");
    String id = detail(told.getLast(), "deploymentId");
    assertThat(detail(told.getLast(), "reason")).isEqualTo("ECS deployment " + id + " completed.");
    assertThat(told.getLast().getAsJsonArray("resources").get(0).getAsString())
        .isEqualTo("arn:aws:ecs:eu-central-1:111122223333:service/shop/storefront");
  }

  private static String detail(JsonObject event, String name) {
    JsonObject detail = event.getAsJsonObject("detail");
    return detail.has(name) ? detail.get(name).getAsString() : "";
  }
}
