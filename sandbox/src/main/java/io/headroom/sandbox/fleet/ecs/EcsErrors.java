package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** The errors of Amazon ECS, with its codes, texts and HTTP status. */
final class EcsErrors {

  private static final int BAD_REQUEST = 400;
  private static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

  private EcsErrors() {}

  static EcsException clusterNotFound() {
    return filled(
        ClusterNotFoundException.builder(), "ClusterNotFoundException", "Cluster not found.");
  }

  static EcsException serviceNotFound() {
    return filled(
        ServiceNotFoundException.builder(), "ServiceNotFoundException", "Service not found.");
  }

  static EcsException serviceNotActive() {
    return filled(
        ServiceNotActiveException.builder(),
        "ServiceNotActiveException",
        "Service was not ACTIVE.");
  }

  static EcsException invalid(String message) {
    return filled(InvalidParameterException.builder(), "InvalidParameterException", message);
  }

  static EcsException client(String message) {
    return filled(ClientException.builder(), "ClientException", message);
  }

  static EcsException accessDenied(String operation, String resource) {
    return filled(
        AccessDeniedException.builder(),
        "AccessDeniedException",
        "User: arn:aws:sts::%s:assumed-role/headroom/headroom is not authorized to perform: ecs:%s"
                .formatted(Arns.ACCOUNT, operation)
            + " on resource: %s because no identity-based policy allows the ecs:%s action"
                .formatted(resource, operation));
  }

  static EcsException throttled() {
    return filled(EcsException.builder(), "ThrottlingException", "Rate exceeded");
  }

  private static EcsException filled(EcsException.Builder builder, String code, String message) {
    return (EcsException)
        builder
            .message(message)
            .statusCode(BAD_REQUEST)
            .requestId(REQUEST_ID)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("Ecs")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }
}
