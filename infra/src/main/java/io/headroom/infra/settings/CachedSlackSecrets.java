package io.headroom.infra.settings;

import io.headroom.infra.log.DecisionLog;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secrets of Slack from Secrets Manager, kept for {@link CachedSecret#KEPT}. */
public final class CachedSlackSecrets implements SlackSecretSource {

  private final CachedSecret<SlackSecrets> secret;

  /**
   * @param name or ARN of the secret
   * @param clock the real one
   */
  public CachedSlackSecrets(
      SecretsManagerClient client, String name, InstantSource clock, DecisionLog log) {
    this.secret =
        new CachedSecret<>(
            client,
            name,
            SlackSecrets::parse,
            "{\"botToken\": \"xoxb-…\", \"signingSecret\": \"…\"}",
            "slack-secret",
            clock,
            log);
  }

  @Override
  public SlackSecrets get() {
    return secret.get();
  }

  /** Forgets what was read; the next call reads again. */
  public void forget() {
    secret.forget();
  }

  @Override
  public SlackSecrets renewed(SlackSecrets refused, Duration youngest) {
    return secret.renewed(refused, youngest);
  }
}
