package io.headroom.sandbox.fleet.scaling;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.ScalableTargets.Activity;
import io.headroom.sandbox.fleet.sim.ScalableTargets.Target;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.World;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ApplicationAutoScalingException;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivity;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

/**
 * Application Auto Scaling over the simulated fleet. Every answer fits on one page. Calls that it
 * does not have throw {@link UnsupportedOperationException}, as the interface does.
 */
public final class SimulatedAutoScaling implements ApplicationAutoScalingClient {

  private static final int BAD_REQUEST = 400;

  private final World world;

  public SimulatedAutoScaling(World world) {
    this.world = world;
  }

  @Override
  public DescribeScalableTargetsResponse describeScalableTargets(
      DescribeScalableTargetsRequest request) {
    return call(
        request.serviceNamespace(),
        () ->
            DescribeScalableTargetsResponse.builder()
                .scalableTargets(
                    world.scalableTargets().all().stream()
                        .filter(
                            target ->
                                request.resourceIds().isEmpty()
                                    || request.resourceIds().contains(target.resourceId()))
                        .map(SimulatedAutoScaling::render)
                        .toList())
                .build());
  }

  @Override
  public RegisterScalableTargetResponse registerScalableTarget(
      RegisterScalableTargetRequest request) {
    return call(
        request.serviceNamespace(),
        () ->
            RegisterScalableTargetResponse.builder()
                .scalableTargetARN(register(request).arn())
                .build());
  }

  @Override
  public DescribeScalingActivitiesResponse describeScalingActivities(
      DescribeScalingActivitiesRequest request) {
    return call(
        request.serviceNamespace(),
        () ->
            DescribeScalingActivitiesResponse.builder()
                .scalingActivities(
                    world.scalableTargets().activities().stream()
                        .filter(
                            activity ->
                                request.resourceId() == null
                                    || request.resourceId().equals(activity.resourceId()))
                        .map(SimulatedAutoScaling::render)
                        .toList())
                .build());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** Nothing to close. */
  @Override
  public void close() {}

  private Target register(RegisterScalableTargetRequest request) {
    String id = request.resourceId();
    if (request.scalableDimension() != ScalableDimension.ECS_SERVICE_DESIRED_COUNT
        || id == null
        || !exists(id)) {
      throw invalid("ECS service doesn't exist: " + id);
    }
    Target before = world.scalableTargets().find(id);
    Integer min = request.minCapacity();
    Integer max = request.maxCapacity();
    if (before == null && (min == null || max == null)) {
      throw invalid("Both MinCapacity and MaxCapacity are required for a new scalable target.");
    }
    int newMin = bound(min, before == null ? 0 : before.min());
    int newMax = bound(max, before == null ? 0 : before.max());
    if (newMin < 0 || newMin > newMax) {
      throw invalid("Minimum capacity cannot be greater than maximum capacity");
    }
    return world.scalableTargets().register(id, newMin, newMax, world.now());
  }

  private static int bound(@Nullable Integer asked, int before) {
    return asked == null ? before : asked;
  }

  private boolean exists(String resourceId) {
    List<String> parts = List.of(resourceId.split("/", -1));
    if (parts.size() != 3 || !parts.getFirst().equals("service")) {
      return false;
    }
    SimCluster cluster = world.cluster(parts.get(1));
    return cluster != null && cluster.service(parts.get(2)) != null;
  }

  private static ScalableTarget render(Target target) {
    return ScalableTarget.builder()
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(target.resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
        .minCapacity(target.min())
        .maxCapacity(target.max())
        .roleARN(
            "arn:aws:iam::"
                + Arns.ACCOUNT
                + ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
                + "AWSServiceRoleForApplicationAutoScaling_ECSService")
        .creationTime(target.createdAt())
        .suspendedState(
            suspended ->
                suspended
                    .dynamicScalingInSuspended(false)
                    .dynamicScalingOutSuspended(false)
                    .scheduledScalingSuspended(false))
        .scalableTargetARN(target.arn())
        .build();
  }

  private static ScalingActivity render(Activity activity) {
    return ScalingActivity.builder()
        .activityId(activity.resourceId() + "@" + activity.at())
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(activity.resourceId())
        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
        .description("Setting desired count to " + activity.count() + ".")
        .cause(activity.cause())
        .startTime(activity.at())
        .endTime(activity.at())
        .statusCode(ScalingActivityStatusCode.SUCCESSFUL)
        .statusMessage(
            "Successfully set desired count to "
                + activity.count()
                + ". Change successfully fulfilled by ecs.")
        .build();
  }

  private <T> T call(@Nullable ServiceNamespace namespace, Supplier<T> action) {
    return world.locked(
        () -> {
          if (world.faults().takeThrottle()) {
            throw filled(
                ApplicationAutoScalingException.builder(), "ThrottlingException", "Rate exceeded");
          }
          if (namespace != ServiceNamespace.ECS) {
            throw invalid("Only the service namespace ecs is simulated, not " + namespace + ".");
          }
          return action.get();
        });
  }

  private static ApplicationAutoScalingException invalid(String message) {
    return filled(ValidationException.builder(), "ValidationException", message);
  }

  private static ApplicationAutoScalingException filled(
      ApplicationAutoScalingException.Builder builder, String code, String message) {
    return (ApplicationAutoScalingException)
        builder
            .message(message)
            .statusCode(BAD_REQUEST)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("ApplicationAutoScaling")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }
}
