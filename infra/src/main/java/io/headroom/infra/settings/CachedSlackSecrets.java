package io.headroom.infra.settings;

import io.headroom.infra.aws.AwsErrors;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Reads the secrets of Slack from Secrets Manager when they are first needed, and again after
 * {@link #KEPT}, so that a rotated secret is taken up without a deployment. While it cannot be read
 * again, the last one goes on.
 */
public final class CachedSlackSecrets implements SlackSecretSource {

  /** How long a secret that was read is taken as it is. */
  static final Duration KEPT = Duration.ofMinutes(5);

  private final SecretsManagerClient client;
  private final String name;
  private final InstantSource clock;
  private final DecisionLog log;
  private @Nullable SlackSecrets last;
  private Instant readAt = Instant.MIN;

  /**
   * @param name or ARN of the secret
   * @param clock the real one
   */
  public CachedSlackSecrets(
      SecretsManagerClient client, String name, InstantSource clock, DecisionLog log) {
    this.client = client;
    this.name = name;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public synchronized SlackSecrets get() {
    Instant now = clock.instant();
    SlackSecrets known = last;
    if (known != null && now.isBefore(readAt.plus(KEPT))) {
      return known;
    }
    SlackSecrets secrets;
    try {
      secrets = read();
    } catch (SettingsException e) {
      if (known == null) {
        throw e;
      }
      log.write(LogLine.of("slack-secret", "KEPT_OLD").failure(e));
      secrets = known;
    }
    last = secrets;
    readAt = now;
    return secrets;
  }

  private SlackSecrets read() {
    String text;
    try {
      text = client.getSecretValue(request -> request.secretId(name)).secretString();
    } catch (ResourceNotFoundException e) {
      throw new SettingsException(
          ("Secrets Manager has no secret %s in this Region; create it: aws secretsmanager"
                  + " create-secret --name %s --secret-string '{\"botToken\": \"xoxb-…\","
                  + " \"signingSecret\": \"…\"}'")
              .formatted(name, name),
          e);
    } catch (SdkException e) {
      throw new SettingsException(
          "Secrets Manager does not give out the secret %s: %s".formatted(name, AwsErrors.words(e)),
          e);
    }
    if (text == null) {
      throw new SettingsException(
          "the secret %s is binary; it has to be text, a JSON object".formatted(name));
    }
    return SlackSecrets.parse(name, text);
  }
}
