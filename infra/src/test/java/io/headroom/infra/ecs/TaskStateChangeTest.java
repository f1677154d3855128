package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import io.headroom.infra.ecs.TaskStateChange.Ignored;
import io.headroom.infra.ecs.TaskStateChange.Stopped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStateChangeTest {

  /** Shaped like the example in the developer guide, with an out-of-memory kill. */
  private static final String OOM_KILLED =
      """
      {
        "version": "0",
        "id": "3317b2af-7005-947d-b652-f55e762e571a",
        "detail-type": "ECS Task State Change",
        "source": "aws.ecs",
        "account": "123456789012",
        "time": "2026-01-23T17:57:58Z",
        "region": "eu-central-1",
        "resources": [
          "arn:aws:ecs:eu-central-1:123456789012:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad"
        ],
        "detail": {
          "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
          "containers": [
            {
              "containerArn": "arn:aws:ecs:eu-central-1:123456789012:container/shop/c13b/98d1",
              "exitCode": 137,
              "lastStatus": "STOPPED",
              "name": "app",
              "reason": "OutOfMemoryError: Container killed due to memory usage"
            },
            {"lastStatus": "STOPPED", "name": "proxy"}
          ],
          "desiredStatus": "STOPPED",
          "group": "service:checkout-api",
          "lastStatus": "STOPPED",
          "startedAt": "2026-01-23T17:57:33.414Z",
          "stopCode": "EssentialContainerExited",
          "stoppedAt": "2026-01-23T17:57:57.9Z",
          "stoppedReason": "Essential container in task exited",
          "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad",
          "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/checkout-api:41",
          "version": 6
        }
      }
      """;

  @Test
  void readsATaskThatStopped() {
    assertThat(TaskStateChange.parse(OOM_KILLED))
        .isEqualTo(
            new Stopped(
                new StoppedTask(
                    new ServiceId("123456789012", "eu-central-1", "shop", "checkout-api"),
                    "c13b4cb40f1f4fe4a2971f76ae5a47ad",
                    "arn:aws:ecs:eu-central-1:123456789012:task-definition/checkout-api:41",
                    Optional.of(Instant.parse("2026-01-23T17:57:33.414Z")),
                    Instant.parse("2026-01-23T17:57:57.900Z"),
                    "EssentialContainerExited",
                    "Essential container in task exited",
                    List.of(
                        new Exit(
                            "app",
                            Optional.of(137),
                            "OutOfMemoryError: Container killed due to memory usage"),
                        new Exit("proxy", Optional.empty(), "")))));
  }

  @Test
  void readsWhatLambdaHandsOver() {
    Map<String, Object> event =
        Map.of(
            "detail-type",
            "ECS Task State Change",
            "time",
            "2026-01-23T17:57:58Z",
            "detail",
            Map.of(
                "clusterArn", "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
                "containers", List.of(Map.of("name", "app", "exitCode", 0)),
                "group", "service:cart",
                "lastStatus", "STOPPED",
                "taskArn", "arn:aws:ecs:eu-central-1:123456789012:task/shop/c13b",
                "taskDefinitionArn", "arn:aws:ecs:eu-central-1:123456789012:task-definition/c:1"));

    assertThat(TaskStateChange.parse(event))
        .isInstanceOfSatisfying(
            Stopped.class,
            stopped -> {
              assertThat(stopped.task().id()).isEqualTo("c13b");
              assertThat(stopped.task().stoppedAt()).isEqualTo("2026-01-23T17:57:58Z");
              assertThat(stopped.task().startedAt()).isEmpty();
              assertThat(stopped.task().exits())
                  .containsExactly(new Exit("app", Optional.of(0), ""));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'\"group\": \"service:checkout-api\"', '\"group\": \"family:batch\"', NO_SERVICE",
    "'\"group\": \"service:checkout-api\",', '', NO_SERVICE",
    "'\"lastStatus\": \"STOPPED\",\n    \"startedAt\"',"
        + " '\"lastStatus\": \"DEPROVISIONING\",\n    \"startedAt\"', NOT_STOPPED",
    "'ECS Task State Change', 'ECS Deployment State Change', OTHER_EVENT"
  })
  void ignoresWithAReason(String part, String instead, Ignored.Reason reason) {
    assertThat(TaskStateChange.parse(changed(part, instead)))
        .isInstanceOfSatisfying(
            Ignored.class, ignored -> assertThat(ignored.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"taskArn\": ', '\"taskArm\": ', detail.taskArn is missing",
    "'\"name\": \"proxy\"', '\"nome\": \"proxy\"', 'detail.containers[1].name is missing'",
    "'\"exitCode\": 137', '\"exitCode\": \"137\"', 'detail.containers[0].exitCode is 137, which is"
        + " not a number'",
    "'2026-01-23T17:57:57.9Z', 'yesterday', 'detail.stoppedAt is \"yesterday\"'",
    "':cluster/shop', ':cluster', 'detail.clusterArn is"
        + " \"arn:aws:ecs:eu-central-1:123456789012:cluster\"'",
    "'\"detail\":', '\"details\":', detail is missing",
    "'\"detail-type\"', '\"type\"', detail-type is missing"
  })
  void saysWhatIsMissingAndWhere(String part, String instead, String message) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> TaskStateChange.parse(changed(part, instead)))
        .withMessageStartingWith("ECS Task State Change: ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"''", "'null'", "'[]'", "'{\"detail'", "'hello'"})
  void refusesWhatIsNoObject(String text) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> TaskStateChange.parse(text));
  }

  private static String changed(String part, String instead) {
    assertThat(OOM_KILLED).contains(part);
    return OOM_KILLED.replace(part, instead);
  }
}
