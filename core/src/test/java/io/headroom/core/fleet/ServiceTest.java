package io.headroom.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Deployment.Status;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceTest {

  private static final Service CART = SampleServices.fargate("shop", "cart", 4, Bytes.mib(1024));

  @Test
  void isDeployingWhileTasksAreReplaced() {
    assertThat(with().deploying()).as("CodeDeploy has no deployments of this kind").isFalse();
    assertThat(with(primary(Rollout.COMPLETED)).deploying()).isFalse();
    assertThat(with(primary(Rollout.IN_PROGRESS)).deploying()).isTrue();
    assertThat(with(primary(Rollout.COMPLETED), active()).deploying())
        .as("old tasks drain")
        .isTrue();
  }

  @Test
  void isNotDeployingOnceEcsHasGivenUp() {
    for (Service service :
        List.of(with(primary(Rollout.FAILED)), with(primary(Rollout.FAILED), active()))) {
      assertThat(service.deploying()).isFalse();
      assertThat(service.deploymentFailed()).isTrue();
    }
    assertThat(with(primary(Rollout.IN_PROGRESS), active()).deploymentFailed()).isFalse();
    assertThat(with().deploymentFailed()).isFalse();
  }

  @Test
  void itsPrimaryDeploymentIsFoundWhereverItStands() {
    assertThat(with(active(), primary(Rollout.COMPLETED)).primary())
        .contains(primary(Rollout.COMPLETED));
    assertThat(with(active()).primary()).isEmpty();
  }

  @Test
  void aBlankTagIsNone() {
    Service service =
        SampleServices.tagged(CART, Map.of("headroom:owner", " shop ", Tags.IGNORE, "  "));
    assertThat(service.tag("headroom:owner")).contains("shop");
    assertThat(service.tag(Tags.IGNORE)).isEmpty();
    assertThat(service.tag(Tags.RUNBOOK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "' true ', true", "false, false", "yes, false"})
  void onlyTrueAsksNotToBeWatched(String value, boolean ignored) {
    assertThat(Tags.ignored(SampleServices.tagged(CART, Map.of(Tags.IGNORE, value))))
        .isEqualTo(ignored);
    assertThat(Tags.ignored(CART)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ecs:eu-central-1:123456789012:service/shop/cart",
        "arn:aws-cn:ecs:cn-north-1:123456789012:service/shop/cart",
        "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:service/shop/cart",
      })
  void anIdIsReadFromItsArnAndBack(String arn) {
    ServiceId id = ServiceId.ofArn(arn);
    assertThat(id.arn()).isEqualTo(arn);
    assertThat(id.cluster()).isEqualTo("shop");
    assertThat(id.name()).isEqualTo("cart");
    assertThat(id.account()).isEqualTo("123456789012");
    assertThat(id).hasToString("shop/cart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ecs:eu-central-1:123456789012:service/cart",
        "arn:aws:ecs:eu-central-1:123456789012:cluster/shop/cart",
        "arn:aws:ecs:eu-central-1:12345:service/shop/cart",
        "shop/cart",
        "",
      })
  void whatIsNoSuchArnIsRefused(String text) {
    assertThatThrownBy(() -> ServiceId.ofArn(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("service/CLUSTER/NAME");
  }

  private static Service with(Deployment... deployments) {
    return new Service(
        CART.id(),
        4,
        4,
        0,
        CART.taskDefinition(),
        List.of(deployments),
        CART.controller(),
        CART.insights(),
        Map.of(),
        List.of());
  }

  private static Deployment primary(Rollout rollout) {
    return deployment("ecs-svc/2", Status.PRIMARY, rollout);
  }

  private static Deployment active() {
    return deployment("ecs-svc/1", Status.ACTIVE, Rollout.COMPLETED);
  }

  private static Deployment deployment(String id, Status status, Rollout rollout) {
    return new Deployment(
        id, status, rollout, "", CART.taskDefinition().arn(), Instant.EPOCH, 4, 4, 0, 0);
  }
}
