package io.headroom.infra.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/**
 * The credentials of the function's role, from the two places where Lambda puts them, rather than
 * by the SDK's search through eight. Nothing is read before the first call: under SnapStart the
 * snapshot holds none. Safe for use by several threads.
 *
 * <p>Source: AWS, "Improving startup performance with Lambda SnapStart": there the credentials come
 * from {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} and expire; elsewhere they are variables for as
 * long as the process lives.
 */
final class FunctionCredentials implements AwsCredentialsProvider {

  private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  private final Map<String, String> environment;
  private @Nullable ContainerCredentialsProvider container;

  FunctionCredentials(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    if (environment.containsKey(CONTAINER)) {
      return container().resolveCredentials();
    }
    String key = variable("AWS_ACCESS_KEY_ID");
    String secret = variable("AWS_SECRET_ACCESS_KEY");
    String token = environment.get("AWS_SESSION_TOKEN");
    // Lambda gives a token; emulators may not.
    return token == null
        ? AwsBasicCredentials.create(key, secret)
        : AwsSessionCredentials.create(key, secret, token);
  }

  /** Forgets what was read; the next call reads again. */
  synchronized void forget() {
    if (container != null) {
      container.close();
      container = null;
    }
  }

  private synchronized ContainerCredentialsProvider container() {
    ContainerCredentialsProvider known = container;
    if (known == null) {
      known = ContainerCredentialsProvider.builder().build();
      container = known;
    }
    return known;
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalStateException("Lambda sets " + name + " in every function; it is missing");
    }
    return value;
  }
}
