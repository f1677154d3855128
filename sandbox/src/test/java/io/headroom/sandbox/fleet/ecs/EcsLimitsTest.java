package io.headroom.sandbox.fleet.ecs;

import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static io.headroom.sandbox.fleet.Testing.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headroom.sandbox.fleet.SimulatedFleet;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Tag;

class EcsLimitsTest {

  private final SimulatedFleet fleet = quiet();
  private final EcsClient ecs = fleet.ecs();

  @Test
  void clustersAreListedAndDescribedWithTheirSetting() {
    List<String> arns = ecs.listClusters().clusterArns();
    assertThat(arns)
        .containsExactly(
            "arn:aws:ecs:eu-central-1:111122223333:cluster/shop",
            "arn:aws:ecs:eu-central-1:111122223333:cluster/data");
    List<Cluster> clusters =
        ecs.describeClusters(request -> request.clusters(arns).include(ClusterField.SETTINGS))
            .clusters();
    assertThat(clusters)
        .extracting(cluster -> cluster.settings().getFirst().value())
        .containsExactly("enhanced", "disabled");
    assertThat(ecs.describeClusters(request -> request.clusters("gone")).failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
  }

  @Test
  void servicesAreListedTenAPageUnlessAskedForMore() {
    ListServicesResponse first = ecs.listServices(request -> request.cluster("shop").maxResults(4));
    assertThat(first.serviceArns()).hasSize(4);
    ListServicesResponse second =
        ecs.listServices(
            request -> request.cluster("shop").maxResults(4).nextToken(first.nextToken()));
    assertThat(second.serviceArns()).hasSize(2).doesNotContainAnyElementsOf(first.serviceArns());
    assertThat(second.nextToken()).isNull();
    assertThat(
            ecs.listServicesPaginator(request -> request.cluster("shop").maxResults(1))
                .serviceArns())
        .hasSize(6);
    refusedAsInvalid(() -> ecs.listServices(request -> request.cluster("shop").maxResults(101)));
    refusedAsInvalid(
        () -> ecs.listServices(request -> request.cluster("shop").nextToken("not a token")));
  }

  @Test
  void tenServicesAreDescribedAtOnceAndUnknownOnesAreMissing() {
    DescribeServicesResponse response =
        ecs.describeServices(
            request -> request.cluster("shop").services("storefront", "no-such-service"));
    assertThat(response.services()).hasSize(1);
    assertThat(response.services().getFirst().hasTags()).isFalse();
    assertThat(response.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo("MISSING");
              assertThat(failure.arn())
                  .isEqualTo("arn:aws:ecs:eu-central-1:111122223333:service/shop/no-such-service");
            });
    assertThat(service(ecs, "shop", "checkout-api").tags())
        .contains(Tag.builder().key("headroom:runbook").value("nodejs-heap").build());
    refusedAsInvalid(
        () ->
            ecs.describeServices(
                request ->
                    request.cluster("shop").services(Collections.nCopies(11, "storefront"))));
    refusedAsInvalid(() -> ecs.describeServices(request -> request.cluster("shop")));
    refusedAsInvalid(
        () ->
            ecs.describeTasks(
                request -> request.cluster("shop").tasks(Collections.nCopies(101, "x"))));
  }

  @Test
  void aServiceOnACapacityProviderHasNoLaunchType() {
    assertThat(service(ecs, "data", "ledger").launchType()).isNull();
    assertThat(service(ecs, "data", "ledger").capacityProviderStrategy())
        .singleElement()
        .satisfies(item -> assertThat(item.capacityProvider()).isEqualTo("data-asg"));
    assertThat(service(ecs, "data", "order-events").launchTypeAsString()).isEqualTo("EC2");
  }

  @Test
  void whatDoesNotExistIsRefusedWithItsOwnCode() {
    refused(
        () -> ecs.listServices(request -> request.cluster("gone")),
        ClusterNotFoundException.class,
        "ClusterNotFoundException",
        "Cluster not found.");
    refused(
        () -> ecs.updateService(request -> request.cluster("shop").service("gone")),
        ServiceNotFoundException.class,
        "ServiceNotFoundException",
        "Service not found.");
    refused(
        () -> ecs.listTasks(request -> request.cluster("shop").serviceName("gone")),
        ServiceNotFoundException.class,
        "ServiceNotFoundException",
        "Service not found.");
    refused(
        () -> ecs.stopTask(request -> request.cluster("shop").task("0".repeat(32))),
        InvalidParameterException.class,
        "InvalidParameterException",
        "The referenced task was not found.");
    refused(
        () ->
            ecs.updateService(
                request ->
                    request.cluster("shop").service("storefront").taskDefinition("storefront:9")),
        EcsException.class,
        "ClientException",
        "Unable to describe task definition.");
    refused(
        () ->
            ecs.updateService(
                request ->
                    request.cluster("shop").service("storefront").taskDefinition("ledger:1")),
        InvalidParameterException.class,
        "InvalidParameterException",
        "Task definition does not support launch_type FARGATE.");
    fleet.delete("shop", "promo-web");
    fleet.advanceTo(minute(5));
    refused(
        () ->
            ecs.updateService(
                request -> request.cluster("shop").service("promo-web").desiredCount(1)),
        ServiceNotActiveException.class,
        "ServiceNotActiveException",
        "Service was not ACTIVE.");
  }

  @Test
  void aForbiddenClusterIsDeniedAndTheOtherIsNot() {
    fleet.faults(faults -> faults.forbid("data"));
    EcsException denied =
        catchThrowableOfType(
            EcsException.class, () -> ecs.listServices(request -> request.cluster("data")));
    assertThat(denied).isInstanceOf(AccessDeniedException.class);
    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(denied.statusCode()).isEqualTo(400);
    assertThat(denied.getMessage()).contains("is not authorized to perform: ecs:ListServices");
    assertThat(ecs.listServices(request -> request.cluster("shop")).serviceArns()).hasSize(6);
    fleet.faults(faults -> faults.allow("data"));
    assertThat(ecs.listServices(request -> request.cluster("data")).serviceArns()).hasSize(4);
  }

  @Test
  void callsAreThrottledOnDemand() {
    fleet.faults(faults -> faults.throttle(2));
    for (int i = 0; i < 2; i++) {
      EcsException throttled = catchThrowableOfType(EcsException.class, ecs::listClusters);
      assertThat(throttled.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
      assertThat(throttled.isThrottlingException()).isTrue();
    }
    assertThat(ecs.listClusters().clusterArns()).hasSize(2);
  }

  private static void refusedAsInvalid(ThrowingCallable call) {
    assertThat(catchThrowableOfType(InvalidParameterException.class, call)).isNotNull();
  }

  private static void refused(
      ThrowingCallable call, Class<? extends EcsException> type, String code, String message) {
    EcsException exception = catchThrowableOfType(EcsException.class, call);
    assertThat(exception).isInstanceOf(type);
    assertThat(exception.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(exception.awsErrorDetails().errorMessage()).isEqualTo(message);
    assertThat(exception.statusCode()).isEqualTo(400);
  }
}
