package io.headroom.sandbox.fleet.scaling;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static io.headroom.sandbox.fleet.Testing.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.sandbox.fleet.SimulatedFleet;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

class SimulatedAutoScalingTest {

  private static final String STOREFRONT = "service/shop/storefront";

  private final SimulatedFleet fleet = quiet();
  private final ApplicationAutoScalingClient scaling = fleet.autoScaling();

  @Test
  void oneServiceIsUnderAutoScaling() {
    List<ScalableTarget> all =
        scaling
            .describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
            .scalableTargets();
    assertThat(all)
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.resourceId()).isEqualTo(STOREFRONT);
              assertThat(target.minCapacity()).isEqualTo(3);
              assertThat(target.maxCapacity()).isEqualTo(9);
            });
    assertThat(
            scaling
                .describeScalableTargets(
                    r ->
                        r.serviceNamespace(ServiceNamespace.ECS)
                            .resourceIds("service/shop/checkout-api"))
                .scalableTargets())
        .isEmpty();
  }

  @Test
  void aHigherMinimumRaisesTheDesiredCountSoonAfter() {
    register(STOREFRONT, 5, null);
    assertThat(desired()).isEqualTo(3);
    fleet.advanceTo(START.plusSeconds(30));
    assertThat(desired()).isEqualTo(5);
    fleet.advanceTo(minute(3));
    assertThat(service(fleet.ecs(), "shop", "storefront").runningCount()).isEqualTo(5);
    assertThat(
            scaling
                .describeScalingActivities(r -> r.serviceNamespace(ServiceNamespace.ECS))
                .scalingActivities())
        .singleElement()
        .satisfies(
            activity -> assertThat(activity.cause()).isEqualTo("minimum capacity was set to 5"));
  }

  @Test
  void aCountSetByHandBelowTheMinimumIsPutBack() {
    fleet.ecs().updateService(r -> r.cluster("shop").service("storefront").desiredCount(1));
    fleet.advanceTo(minute(1));
    assertThat(desired()).isEqualTo(1);
    fleet.advanceTo(minute(4));
    assertThat(desired()).isEqualTo(3);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> register(STOREFRONT, 10, null))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Minimum capacity cannot be greater than maximum capacity");
    assertThatThrownBy(() -> register("service/shop/gone", 1, 2))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("ECS service doesn't exist: service/shop/gone");
    assertThatThrownBy(() -> register("service/shop/checkout-api", 1, null))
        .isInstanceOf(ValidationException.class);
  }

  private int desired() {
    return service(fleet.ecs(), "shop", "storefront").desiredCount();
  }

  private void register(
      String resource,
      @org.jspecify.annotations.Nullable Integer min,
      @org.jspecify.annotations.Nullable Integer max) {
    scaling.registerScalableTarget(
        request ->
            request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId(resource)
                .minCapacity(min)
                .maxCapacity(max));
  }
}
