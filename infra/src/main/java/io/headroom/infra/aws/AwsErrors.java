package io.headroom.infra.aws;

import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.infra.log.Mask;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an exception of the SDK means. The SDK has retried before it threw. */
public final class AwsErrors {

  /** Codes of ECS ("Common errors" of each action) and of Application Auto Scaling. */
  private static final Set<String> NOT_FOUND =
      Set.of(
          "ClusterNotFoundException",
          "ServiceNotFoundException",
          "ServiceNotActiveException",
          "ResourceNotFoundException",
          "ObjectNotFoundException");

  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

  private static final Set<String> PASSING =
      Set.of("UpdateInProgressException", "ConcurrentUpdateException", "ConflictException");

  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private AwsErrors() {}

  /** Why a call failed; what never reached the service counts as timed out or unavailable. */
  public static Reason reason(SdkException exception) {
    if (!(exception instanceof AwsServiceException service)) {
      return timedOut(exception) ? Reason.TIMED_OUT : Reason.UNAVAILABLE;
    }
    String code = code(service);
    if (service.isThrottlingException() || service.statusCode() == TOO_MANY_REQUESTS) {
      return Reason.THROTTLED;
    }
    if (NOT_FOUND.contains(code)) {
      return Reason.NOT_FOUND;
    }
    if (DENIED.contains(code) || service.statusCode() == FORBIDDEN) {
      return Reason.ACCESS_DENIED;
    }
    return PASSING.contains(code) || service.statusCode() >= SERVER_ERROR
        ? Reason.UNAVAILABLE
        : Reason.INVALID;
  }

  /**
   * The service's own code and sentence, without secrets: {@code ThrottlingException: Rate
   * exceeded}.
   */
  public static String words(SdkException exception) {
    if (exception instanceof AwsServiceException service) {
      @Nullable AwsErrorDetails details = service.awsErrorDetails();
      @Nullable String sentence = details == null ? null : details.errorMessage();
      return Mask.of(code(service) + ": " + (sentence == null ? service.getMessage() : sentence));
    }
    return Mask.of(exception.getClass().getSimpleName() + ": " + exception.getMessage());
  }

  private static boolean timedOut(SdkException exception) {
    return exception instanceof ApiCallTimeoutException
        || exception instanceof ApiCallAttemptTimeoutException
        || exception.getCause() instanceof SocketTimeoutException;
  }

  private static String code(AwsServiceException exception) {
    @Nullable AwsErrorDetails details = exception.awsErrorDetails();
    @Nullable String code = details == null ? null : details.errorCode();
    return code == null ? exception.getClass().getSimpleName() : code;
  }
}
