package io.headroom.infra.aws;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Builds the SDK's clients alike: the JDK's own HTTP connections, which start fastest in a Lambda;
 * three attempts with the SDK's standard back-off; no call longer than {@link #CALL}.
 *
 * <p>Region, credentials and endpoint ({@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, …) come from
 * the environment, as the SDK reads them. Nothing is connected before a client's first call. Each
 * method builds a new client; who asked for it closes it.
 */
public final class AwsClients {

  /** How long one attempt may take. */
  static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** How long a call may take, with its retries and the pauses between them. */
  static final Duration CALL = Duration.ofSeconds(15);

  private final Consumer<AwsClientBuilder<?, ?>> place;
  private final CallCounter counter;

  private AwsClients(Consumer<AwsClientBuilder<?, ?>> place, CallCounter counter) {
    this.place = place;
    this.counter = counter;
  }

  /** Clients for the account and Region that the environment names. */
  public static AwsClients fromEnvironment() {
    return new AwsClients(builder -> {}, new CallCounter());
  }

  /** Clients for another endpoint that speaks AWS's protocols. */
  public static AwsClients at(URI endpoint, Region region, AwsCredentialsProvider credentials) {
    return new AwsClients(
        builder ->
            builder.endpointOverride(endpoint).region(region).credentialsProvider(credentials),
        new CallCounter());
  }

  /** The same, whose clients' calls are counted there. */
  public AwsClients counting(CallCounter calls) {
    return new AwsClients(place, calls);
  }

  /** The same endpoints in another Region, with other credentials. */
  public AwsClients in(Region region, AwsCredentialsProvider credentials) {
    return new AwsClients(
        builder -> {
          place.accept(builder);
          builder.region(region).credentialsProvider(credentials);
        },
        counter);
  }

  public CloudWatchClient cloudWatch() {
    return build(CloudWatchClient.builder());
  }

  /** One that leaves a quarter of ECS's rates to the others in the account. */
  public EcsClient ecs() {
    return build(
        EcsClient.builder()
            .overrideConfiguration(override -> override.addExecutionInterceptor(new EcsPace())));
  }

  public ApplicationAutoScalingClient autoScaling() {
    return build(ApplicationAutoScalingClient.builder());
  }

  public DynamoDbClient dynamoDb() {
    return build(DynamoDbClient.builder());
  }

  public SecretsManagerClient secretsManager() {
    return build(SecretsManagerClient.builder());
  }

  public StsClient sts() {
    return build(StsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    place.accept(builder);
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .addMetricPublisher(counter)
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                .build())
        .build();
  }
}
