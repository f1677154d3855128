package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException;
import io.headroom.infra.aws.AwsErrors;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into what the domain knows. */
final class EcsCall {

  private EcsCall() {}

  /**
   * Makes a call.
   *
   * @param operation as AWS names it, for the message
   * @param what it is about: a service, a cluster, a task definition
   * @throws FleetException with operation, subject, and AWS's own code and sentence
   */
  static <T> T of(String operation, Object what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new FleetException(
          AwsErrors.reason(e), "%s %s: %s".formatted(operation, what, AwsErrors.words(e)), e);
    }
  }
}
