package io.headroom.infra.settings;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Secrets Manager with one secret, which can be rotated, and may be out of reach. */
public final class SecretsManagerDouble implements SecretsManagerClient {

  private final AtomicInteger reads = new AtomicInteger();
  private volatile Supplier<String> secret;

  /** With the secret of a Slack app. */
  public SecretsManagerDouble(String botToken, String signingSecret) {
    this(slack(botToken, signingSecret));
  }

  public SecretsManagerDouble(String text) {
    this.secret = () -> text;
  }

  /** From now on the app has these. */
  public void rotate(String botToken, String signingSecret) {
    put(slack(botToken, signingSecret));
  }

  public void put(String text) {
    secret = () -> text;
  }

  /** From now on every read fails so. */
  public void fails(RuntimeException with) {
    secret =
        () -> {
          throw with;
        };
  }

  /** From now on every read is denied. */
  public void denies() {
    fails(SecretsManagerException.builder().message("AccessDenied").statusCode(403).build());
  }

  /** How often the secret was asked for. */
  public int reads() {
    return reads.get();
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    reads.incrementAndGet();
    return GetSecretValueResponse.builder().secretString(secret.get()).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private static String slack(String botToken, String signingSecret) {
    return "{\"botToken\":\"%s\",\"signingSecret\":\"%s\"}".formatted(botToken, signingSecret);
  }
}
