package io.headroom.infra.ecs;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/** Application Auto Scaling that remembers what was registered. */
public final class FakeAutoScaling implements ApplicationAutoScalingClient {

  private final List<RegisterScalableTargetRequest> registered = new ArrayList<>();

  /** What was registered, in order. */
  public List<RegisterScalableTargetRequest> registered() {
    return registered;
  }

  @Override
  public RegisterScalableTargetResponse registerScalableTarget(
      RegisterScalableTargetRequest request) {
    registered.add(request);
    return RegisterScalableTargetResponse.builder().build();
  }

  @Override
  public DescribeScalableTargetsResponse describeScalableTargets(
      DescribeScalableTargetsRequest request) {
    return DescribeScalableTargetsResponse.builder()
        .scalableTargets(
            registered.reversed().stream()
                .filter(one -> request.resourceIds().contains(one.resourceId()))
                .limit(1)
                .map(
                    one ->
                        ScalableTarget.builder()
                            .resourceId(one.resourceId())
                            .minCapacity(one.minCapacity())
                            .maxCapacity(one.maxCapacity())
                            .build())
                .toList())
        .build();
  }

  @Override
  public String serviceName() {
    return "application-autoscaling";
  }

  @Override
  public void close() {}
}
