package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.port.SampleServices;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStoppedHandlerTest {

  private static final String OUT_OF_MEMORY =
      """
      {
        "version": "0",
        "id": "3317b2af-7005-947d-b652-f55e762e571a",
        "detail-type": "ECS Task State Change",
        "source": "aws.ecs",
        "account": "123456789012",
        "time": "2026-11-21T11:59:50Z",
        "region": "eu-central-1",
        "detail": {
          "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
          "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/shop/1dc5c17a422b4dc4b493371970c6c4d6",
          "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:1",
          "group": "service:cart",
          "lastStatus": "STOPPED",
          "stopCode": "EssentialContainerExited",
          "stoppedReason": "Essential container in task exited",
          "startedAt": "2026-11-21T10:00:00Z",
          "stoppedAt": "2026-11-21T11:59:50Z",
          "containers": [
            {
              "name": "app",
              "exitCode": 137,
              "reason": "OutOfMemoryError: Container killed due to memory usage"
            }
          ]
        }
      }
      """;

  private final Outside outside = new Outside();
  private final TaskStoppedHandler handler =
      new TaskStoppedHandler(
          new RecordStoppedTask(
              outside.fleet,
              outside.reader,
              outside.store,
              outside.runbooks,
              SampleServices.SCOPES),
          () -> Outside.NOW,
          outside.log);

  @Test
  void aKillIsNotedOnceHoweverOftenItIsTold() {
    assertThat(handle(OUT_OF_MEMORY)).containsEntry("outcome", "OPENED");
    assertThat(handle(OUT_OF_MEMORY)).containsEntry("outcome", "ALREADY_KNOWN");
    assertThat(outside.outcomes()).containsExactly("OPENED", "ALREADY_KNOWN");
    assertThat(outside.lastLine().get("service").getAsString()).isEqualTo("shop/cart");
    String incident = outside.store.openFor(Outside.CART).orElseThrow().id().value();
    assertThat(outside.line("OPENED").get("incident").getAsString()).isEqualTo(incident);
    assertThat(outside.line("ALREADY_KNOWN").get("incident").getAsString()).isEqualTo(incident);
  }

  @Test
  void anotherStopIsNoIncident() {
    assertThat(handle(OUT_OF_MEMORY.replace("OutOfMemoryError", "CannotPullContainerError")))
        .containsEntry("outcome", "NO_RULE_FIRES");
  }

  @Test
  void aTaskThatStillRunsIsIgnored() {
    assertThat(handle(OUT_OF_MEMORY.replace("\"STOPPED\"", "\"RUNNING\"")))
        .containsEntry("outcome", "NOT_STOPPED");
  }

  @Test
  void aMalformedEventIsLoggedAndDoneWith() {
    assertThat(handle("{}")).containsEntry("outcome", "MALFORMED");
    assertThat(outside.lastLine().get("failure").getAsString()).contains("detail-type");
    assertThat(outside.failures()).isEqualTo(1);
  }

  @Test
  void whatMayPassIsThrownSoThatItIsToldAgain() {
    outside.fleet.failNext(Outside.throttled());
    assertThatThrownBy(() -> handle(OUT_OF_MEMORY))
        .isInstanceOf(FunctionFailure.class)
        .hasMessageContaining("ThrottlingException");
    assertThat(handle(OUT_OF_MEMORY)).containsEntry("outcome", "OPENED");
    assertThat(outside.outcomes()).containsExactly("FAILED_FOR_NOW", "OPENED");
    assertThat(outside.failures()).as("Lambda counts it as an error").isZero();
  }

  @Test
  void whatIsDeniedIsLoggedAndDoneWith() {
    outside.fleet.failNext(Outside.denied());
    assertThat(handle(OUT_OF_MEMORY)).containsEntry("outcome", "ACCESS_DENIED");
    assertThat(outside.lastLine().get("failure").getAsString()).contains("AccessDeniedException");
    assertThat(outside.failures()).as("nobody is told again").isEqualTo(1);
  }

  private Map<String, Object> handle(String json) {
    Map<String, Object> event =
        new Gson().fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
    return handler.handleRequest(event, new TestContext());
  }
}
