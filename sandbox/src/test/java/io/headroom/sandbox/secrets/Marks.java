package io.headroom.sandbox.secrets;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** The planted secrets: each holds {@link #MARK}, which nothing that is said may. */
final class Marks {

  static final String MARK = "LEAK";

  static final String BOT_TOKEN = "xoxb-1-LEAKbottoken";
  static final String NEW_BOT_TOKEN = "xoxb-2-LEAKnewbottoken";
  static final String SIGNING_SECRET = "LEAKsigningsecret0123456789abcde";
  static final String ROUTING_KEY = "LEAKroutingkey000000000000000042";
  static final String DATABASE_PASSWORD = "LEAKdatabasepassword";
  static final String ACCESS_KEY = "AKIALEAKLEAKLEAKLEAK";
  static final String SECRET_KEY = "LEAKsecretaccesskey/0123456789+abcdefgh=";
  static final String SESSION_TOKEN = "LEAKsessiontoken/0123456789+abcdefgh==";

  private Marks() {}

  /** As AWS answers to a signature that does not fit: it repeats what was signed. */
  static EcsException badSignature() {
    String words =
        "The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'POST / host:ecs x-amz-security-token:%s Credential=%s/20261121' (secret %s)"
            .formatted(SESSION_TOKEN, ACCESS_KEY, SECRET_KEY);
    return error("InvalidSignatureException", words, 403);
  }

  /** As ECS might answer to a revision: it repeats what it finds fault with. */
  static EcsException badEnvironment() {
    return error(
        "ClientException",
        "Container.environment is invalid: DB_PASSWORD=" + DATABASE_PASSWORD,
        400);
  }

  /** As a connection breaks in the SDK, told by some proxy that repeats headers. */
  static SdkClientException brokenConnection() {
    return SdkClientException.create(
        "Unable to execute HTTP request: proxy said 502 to X-Amz-Security-Token: "
            + SESSION_TOKEN
            + ", Authorization: "
            + SECRET_KEY,
        new IllegalStateException("sent " + SESSION_TOKEN + " and " + BOT_TOKEN));
  }

  private static EcsException error(String code, String words, int status) {
    return (EcsException)
        EcsException.builder()
            .message(words)
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage(words)
                    .serviceName("AmazonECS")
                    .build())
            .build();
  }
}
