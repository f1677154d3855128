package io.headroom.infra.containers;

import io.headroom.infra.aws.AwsClients;
import java.net.URI;
import org.ministack.testcontainers.MiniStackContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The emulators, each started once per test run, when a test first asks for it; they end with the
 * run. LocalStack's last community edition has no ECS, which MiniStack has.
 *
 * <p>MiniStack runs here without a container engine of its own: an ECS task is an entry that runs
 * at once, and a roll-out is over when the call returns.
 */
public final class AwsContainers {

  private static final String LOCALSTACK = "localstack/localstack:4.14.0";
  private static final String MINISTACK = "1.5.33";

  private AwsContainers() {}

  /** Clients of LocalStack, for CloudWatch. */
  public static AwsClients localStack() {
    return LocalStack.CLIENTS;
  }

  /** Clients of MiniStack: ECS, CloudWatch, DynamoDB and more. */
  public static AwsClients miniStack() {
    return MiniStack.CLIENTS;
  }

  /** A MiniStack of a test's own, not started yet. */
  static MiniStackContainer newMiniStack() {
    return new MiniStackContainer(MINISTACK);
  }

  /** Clients of a MiniStack that has been started. */
  static AwsClients clients(MiniStackContainer container) {
    return clients(
        URI.create(container.getEndpoint()),
        container.getRegion(),
        container.getAccessKey(),
        container.getSecretKey());
  }

  private static AwsClients clients(URI endpoint, String region, String key, String secret) {
    return AwsClients.at(
        endpoint,
        Region.of(region),
        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
  }

  /** Started by the first use of the class, and by nothing else. */
  private static final class LocalStack {
    @SuppressWarnings("resource") // It ends with the process: Testcontainers removes it.
    private static final LocalStackContainer CONTAINER =
        new LocalStackContainer(DockerImageName.parse(LOCALSTACK)).withServices("cloudwatch");

    private static final AwsClients CLIENTS;

    static {
      CONTAINER.start();
      CLIENTS =
          clients(
              CONTAINER.getEndpoint(),
              CONTAINER.getRegion(),
              CONTAINER.getAccessKey(),
              CONTAINER.getSecretKey());
    }
  }

  /** Started by the first use of the class, and by nothing else. */
  private static final class MiniStack {
    @SuppressWarnings("resource") // It ends with the process: Testcontainers removes it.
    private static final MiniStackContainer CONTAINER = newMiniStack();

    private static final AwsClients CLIENTS;

    static {
      CONTAINER.start();
      CLIENTS = clients(CONTAINER);
    }
  }
}
