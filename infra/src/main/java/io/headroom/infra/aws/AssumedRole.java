package io.headroom.infra.aws;

import io.headroom.core.fleet.FleetException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * A role in another account. Its credentials are asked for when they are first needed, kept for all
 * invocations of a function, and renewed in the call that finds them about to end: in the
 * background nothing runs while a Lambda is frozen.
 */
public final class AssumedRole {

  /** Shows in the other account's CloudTrail. */
  private static final String SESSION = "headroom";

  private final String arn;
  private final StsAssumeRoleCredentialsProvider credentials;

  /**
   * @param externalId as the role's trust policy wants it
   */
  public AssumedRole(StsClient sts, String arn, String externalId) {
    this.arn = arn;
    this.credentials =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                request -> request.roleArn(arn).externalId(externalId).roleSessionName(SESSION))
            .asyncCredentialUpdateEnabled(false)
            .build();
  }

  /** For clients; what STS refuses ends their calls. */
  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  /**
   * Makes sure that there are credentials, so that a refusal is told as what it is rather than once
   * for each call that needs them.
   *
   * @throws FleetException when STS refuses the role or does not answer
   */
  public void assume() {
    try {
      credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new FleetException(
          AwsErrors.reason(e), "AssumeRole %s: %s".formatted(arn, AwsErrors.words(e)), e);
    }
  }
}
