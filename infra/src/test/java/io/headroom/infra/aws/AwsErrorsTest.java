package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.FleetException.Reason;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;

class AwsErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException, THROTTLED",
    "400, RequestLimitExceeded, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "503, SlowDown, THROTTLED",
    "400, AccessDeniedException, ACCESS_DENIED",
    "403, UnrecognizedClientException, ACCESS_DENIED",
    "403, ExpiredTokenException, ACCESS_DENIED",
    "400, ClusterNotFoundException, NOT_FOUND",
    "400, ServiceNotFoundException, NOT_FOUND",
    "400, ServiceNotActiveException, NOT_FOUND",
    "400, ObjectNotFoundException, NOT_FOUND",
    "400, InvalidParameterException, INVALID",
    "400, ClientException, INVALID",
    "400, ValidationException, INVALID",
    "400, UpdateInProgressException, UNAVAILABLE",
    "500, ServerException, UNAVAILABLE",
    "503, ServiceUnavailableException, UNAVAILABLE"
  })
  void tellsWhyACallFailed(int status, String code, Reason reason) {
    assertThat(AwsErrors.reason(error(status, code, "because"))).isEqualTo(reason);
  }

  @Test
  void whatNeverReachedTheServiceMayComeAboutLater() {
    assertThat(AwsErrors.reason(SdkClientException.create("Unable to execute HTTP request")))
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(AwsErrors.reason(ApiCallTimeoutException.create(15_000)))
        .isEqualTo(Reason.TIMED_OUT);
    assertThat(AwsErrors.reason(ApiCallAttemptTimeoutException.create(5_000)))
        .isEqualTo(Reason.TIMED_OUT);
    assertThat(
            AwsErrors.reason(
                SdkClientException.create(
                    "no answer", new SocketTimeoutException("Read timed out"))))
        .isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void quotesTheServicesOwnCodeAndSentence() {
    assertThat(AwsErrors.words(error(400, "ThrottlingException", "Rate exceeded")))
        .isEqualTo("ThrottlingException: Rate exceeded");
    assertThat(AwsErrors.words(SdkClientException.create("Connection refused")))
        .isEqualTo("SdkClientException: Connection refused");
  }

  @Test
  void anAnswerWithoutDetailsIsNamedByItsClass() {
    AwsServiceException bare =
        EcsException.builder().statusCode(502).message("bad gateway").build();

    assertThat(AwsErrors.reason(bare)).isEqualTo(Reason.UNAVAILABLE);
    assertThat(AwsErrors.words(bare)).startsWith("EcsException: bad gateway");
  }

  private static AwsServiceException error(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
