package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.headroom.core.fleet.ServiceId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceChangeTest {

  private static final ServiceId CART =
      new ServiceId("111122223333", "eu-central-1", "shop", "cart");

  /** As in the developer guide, "Amazon ECS service deployment state change events". */
  private static final String DEPLOYMENT =
      """
      {"version": "0", "id": "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
       "detail-type": "ECS Deployment State Change", "source": "aws.ecs", "account": "111122223333",
       "time": "2026-11-21T12:31:14Z", "region": "eu-central-1",
       "resources": ["arn:aws:ecs:eu-central-1:111122223333:service/shop/cart"],
       "detail": {"eventType": "ERROR", "eventName": "SERVICE_DEPLOYMENT_FAILED",
         "deploymentId": "ecs-svc/123", "updatedAt": "2026-11-21T12:11:14Z",
         "reason": "ECS deployment circuit breaker: task failed to start."}}
      """;

  /**
   * As in the developer guide, "Amazon ECS service action events", with an ARN from before 2018.
   */
  private static final String ACTION =
      """
      {"version": "0", "id": "af3c496d-f4a8-65d1-70f4-a69d52e9b584",
       "detail-type": "ECS Service Action", "source": "aws.ecs", "account": "111122223333",
       "time": "2026-11-21T12:27:22Z", "region": "eu-central-1",
       "resources": ["arn:aws:ecs:eu-central-1:111122223333:service/cart"],
       "detail": {"eventType": "INFO", "eventName": "SERVICE_STEADY_STATE",
         "clusterArn": "arn:aws:ecs:eu-central-1:111122223333:cluster/shop",
         "createdAt": "2026-11-21T12:27:22.695Z"}}
      """;

  @Test
  void aDeployment() {
    assertThat(ServiceChange.parse(json(DEPLOYMENT)))
        .contains(new ServiceChange(CART, "SERVICE_DEPLOYMENT_FAILED"));
  }

  @Test
  void aServiceActionWithTheClusterInItsDetail() {
    assertThat(ServiceChange.parse(json(ACTION)))
        .contains(new ServiceChange(CART, "SERVICE_STEADY_STATE"));
  }

  @Test
  void anythingElseIsNone() {
    assertThat(ServiceChange.parse(Map.of())).isEmpty();
    assertThat(ServiceChange.parse(Map.of("clusters", "shop"))).isEmpty();
    assertThat(
            ServiceChange.parse(
                json(ACTION.replace("ECS Service Action", "ECS Task State Change"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "service/shop/cart, cluster/shop, resources[0] is",
    "eventName, name, detail.eventName is missing",
    "resources, resource, resources is missing",
    "detail\", details\", detail is missing",
  })
  void whatIsWrongIsNamed(String right, String wrong, String message) {
    assertThatThrownBy(() -> ServiceChange.parse(json(DEPLOYMENT.replace(right, wrong))))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(message);
  }

  @Test
  void noServiceIsNamed() {
    String without = DEPLOYMENT.replaceAll("\\[.*\\]", "[]");
    assertThatThrownBy(() -> ServiceChange.parse(json(without)))
        .hasMessageContaining("resources is empty");
  }

  private static Map<String, Object> json(String text) {
    return new Gson().fromJson(text, new TypeToken<Map<String, Object>>() {}.getType());
  }
}
