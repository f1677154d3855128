package io.headroom.sandbox.fleet.cloudwatch;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;

/** The errors of CloudWatch, with its codes and HTTP status. */
final class CloudWatchErrors {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;
  private static final String REQUEST_ID = "00000000-0000-4000-8000-000000000000";

  private CloudWatchErrors() {}

  static CloudWatchException validation(String message) {
    return filled(CloudWatchException.builder(), BAD_REQUEST, "ValidationError", message);
  }

  static CloudWatchException throttled() {
    return filled(CloudWatchException.builder(), BAD_REQUEST, "Throttling", "Rate exceeded");
  }

  static CloudWatchException notSimulated(String operation) {
    return filled(
        CloudWatchException.builder(),
        NOT_IMPLEMENTED,
        "NotSimulated",
        "The simulated CloudWatch does not have " + operation + ".");
  }

  static CloudWatchException invalidToken() {
    return filled(
        InvalidNextTokenException.builder(), BAD_REQUEST, "InvalidNextToken", "Invalid nextToken");
  }

  private static CloudWatchException filled(
      CloudWatchException.Builder builder, int status, String code, String message) {
    return (CloudWatchException)
        builder
            .message(message)
            .statusCode(status)
            .requestId(REQUEST_ID)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("CloudWatch")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build();
  }
}
