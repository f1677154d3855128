package io.headroom.infra.containers;

import io.headroom.core.fleet.Place;
import io.headroom.infra.aws.AwsClients;
import java.net.URI;
import java.time.Duration;
import org.ministack.testcontainers.MiniStackContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClientBuilder;

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

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private AwsContainers() {}

  /**
   * CloudWatch of LocalStack. It is waited for longer than AWS is: 500 metrics take it many seconds
   * on a busy machine.
   */
  static CloudWatchClient localStackCloudWatch() {
    CloudWatchClientBuilder builder = CloudWatchClient.builder();
    atLocalStack(builder);
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }

  /** Clients of LocalStack: Secrets Manager, DynamoDB, STS and more; no ECS. */
  static AwsClients localStack() {
    LocalStackContainer container = LocalStack.CONTAINER;
    return AwsClients.at(
        container.getEndpoint(),
        Region.of(container.getRegion()),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())));
  }

  /** Clients of MiniStack: ECS, CloudWatch, DynamoDB and more. */
  public static AwsClients miniStack() {
    return MiniStack.CLIENTS;
  }

  /** Has a client go to LocalStack, one that {@link AwsClients} does not build. */
  public static void atLocalStack(AwsClientBuilder<?, ?> builder) {
    LocalStackContainer container = LocalStack.CONTAINER;
    builder
        .endpointOverride(container.getEndpoint())
        .region(Region.of(container.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())));
  }

  /** Has a client go to MiniStack, one that {@link AwsClients} does not build. */
  public static void atMiniStack(AwsClientBuilder<?, ?> builder) {
    MiniStackContainer container = MiniStack.CONTAINER;
    builder
        .endpointOverride(URI.create(container.getEndpoint()))
        .region(Region.of(container.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())));
  }

  /** Where MiniStack's resources are. */
  public static Place miniStackPlace() {
    return new Place("000000000000", MiniStack.CONTAINER.getRegion());
  }

  /** An account of MiniStack, or of one started by a test: each account id is a key of its root. */
  public static AwsClients account(URI endpoint, Place place) {
    return AwsClients.at(
        endpoint,
        Region.of(place.region()),
        StaticCredentialsProvider.create(AwsBasicCredentials.create(place.account(), "test")));
  }

  /** Where MiniStack answers. */
  public static URI miniStackEndpoint() {
    return URI.create(MiniStack.CONTAINER.getEndpoint());
  }

  /** A MiniStack of a test's own, not started yet. */
  static MiniStackContainer newMiniStack() {
    return new MiniStackContainer(MINISTACK);
  }

  /** Clients of a MiniStack that has been started. */
  static AwsClients clients(MiniStackContainer container) {
    return AwsClients.at(
        URI.create(container.getEndpoint()),
        Region.of(container.getRegion()),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())));
  }

  /** Started by the first use of the class, and by nothing else. */
  private static final class LocalStack {
    @SuppressWarnings("resource") // It ends with the process: Testcontainers removes it.
    private static final LocalStackContainer CONTAINER =
        new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
            .withServices(
                "cloudwatch", "secretsmanager", "dynamodb", "dynamodbstreams", "sqs", "sts");

    static {
      CONTAINER.start();
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
