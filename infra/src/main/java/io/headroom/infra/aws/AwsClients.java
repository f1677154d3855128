package io.headroom.infra.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
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
 * method builds a new client; who asked for it closes it. The clients share what makes connections,
 * which is never closed.
 */
public final class AwsClients {

  /** How long one attempt may take. */
  static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** How long a call may take, with its retries and the pauses between them. */
  static final Duration CALL = Duration.ofSeconds(15);

  /** What the SDK is told beside what all clients have in common. */
  private record Place(
      Consumer<AwsClientBuilder<?, ?>> client,
      Consumer<ClientOverrideConfiguration.Builder> override,
      Runnable forget) {

    Place(
        Consumer<AwsClientBuilder<?, ?>> client,
        Consumer<ClientOverrideConfiguration.Builder> override) {
      this(client, override, () -> {});
    }
  }

  private final Place place;
  private final CallCounter counter;
  private final SdkHttpClient http;

  private AwsClients(Place place, CallCounter counter, SdkHttpClient http) {
    this.place = place;
    this.counter = counter;
    this.http = http;
  }

  /** Clients for the account and Region that the environment names. */
  public static AwsClients fromEnvironment() {
    return over(new Place(builder -> {}, override -> {}));
  }

  /**
   * The same in a Lambda function, where it is known what is to be found: Region and credentials in
   * the environment, no files with profiles. Elsewhere the SDK looks for them as usual.
   */
  public static AwsClients inFunction(Map<String, String> environment) {
    if (!environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
      return fromEnvironment();
    }
    Region region = Region.of(environment.get("AWS_REGION"));
    var credentials = new FunctionCredentials(environment);
    ProfileFile none = ProfileFile.aggregator().build();
    return over(
        new Place(
            builder -> builder.region(region).credentialsProvider(credentials),
            override -> override.defaultProfileFileSupplier(() -> none),
            credentials::forget));
  }

  /** Clients for another endpoint that speaks AWS's protocols. */
  public static AwsClients at(URI endpoint, Region region, AwsCredentialsProvider credentials) {
    return over(
        new Place(
            builder ->
                builder.endpointOverride(endpoint).region(region).credentialsProvider(credentials),
            override -> {}));
  }

  /** Clients that need neither endpoint nor network, to be had by {@link #over(SdkHttpClient)}. */
  public static AwsClients at(Region region, AwsCredentialsProvider credentials) {
    return over(
        new Place(
            builder -> builder.region(region).credentialsProvider(credentials), override -> {}));
  }

  private static AwsClients over(Place place) {
    return new AwsClients(place, new CallCounter(), UrlConnectionHttpClient.create());
  }

  /** The same, whose clients' calls are counted there. */
  public AwsClients counting(CallCounter calls) {
    return new AwsClients(place, calls, http);
  }

  /** The same, whose clients' requests go there. */
  public AwsClients over(SdkHttpClient other) {
    return new AwsClients(place, counter, other);
  }

  /** The same endpoints in another Region, with other credentials. */
  public AwsClients in(Region region, AwsCredentialsProvider credentials) {
    return new AwsClients(
        new Place(
            builder -> {
              place.client().accept(builder);
              builder.region(region).credentialsProvider(credentials);
            },
            place.override(),
            place.forget()),
        counter,
        http);
  }

  /** Forgets the credentials that were read, if there are any; the next call reads them. */
  public void forgetCredentials() {
    place.forget().run();
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
    // Endpoints of single accounts are looked for in files, and make no difference here.
    return build(
        DynamoDbClient.builder()
            .endpointDiscoveryEnabled(false)
            .accountIdEndpointMode(AccountIdEndpointMode.DISABLED));
  }

  public SecretsManagerClient secretsManager() {
    return build(SecretsManagerClient.builder());
  }

  public StsClient sts() {
    return build(StsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    place.client().accept(builder);
    var override =
        builder.overrideConfiguration().toBuilder()
            .addMetricPublisher(counter)
            .apiCallAttemptTimeout(ATTEMPT)
            .apiCallTimeout(CALL)
            .retryStrategy(AwsRetryStrategy.standardRetryStrategy());
    place.override().accept(override);
    return builder.httpClient(http).overrideConfiguration(override.build()).build();
  }
}
