package io.headroom.e2e.stack;

import io.headroom.infra.aws.AwsClients;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of the emulator, past the relay: what they do is not the product's doing. */
public final class Aws implements AutoCloseable {

  private static final String REGION = "us-east-1";
  private static final String KEY = "test";
  private static final Duration CALL = Duration.ofSeconds(10);

  /** A function that has to start first, and its own time. */
  private static final Duration INVOCATION = Duration.ofMinutes(2);

  private final URI endpoint;
  private final EcsClient ecs;
  private final CloudWatchClient cloudWatch;
  private final DynamoDbClient dynamoDb;
  private final SecretsManagerClient secrets;
  private final CloudFormationClient cloudFormation;
  private final EventBridgeClient eventBridge;
  private final LambdaClient lambda;
  private final SqsClient sqs;

  public Aws(URI endpoint) {
    this.endpoint = endpoint;
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY));
    AwsClients clients = AwsClients.at(endpoint, Region.of(REGION), credentials);
    ecs = clients.ecs();
    cloudWatch = clients.cloudWatch();
    dynamoDb = clients.dynamoDb();
    secrets = clients.secretsManager();
    cloudFormation = build(CloudFormationClient.builder(), credentials, CALL);
    eventBridge = build(EventBridgeClient.builder(), credentials, CALL);
    lambda = build(LambdaClient.builder(), credentials, INVOCATION);
    sqs = build(SqsClient.builder(), credentials, CALL);
  }

  /** What tells a program such as the SAM CLI to use the emulator. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint.toString(),
        "AWS_ACCESS_KEY_ID",
        KEY,
        "AWS_SECRET_ACCESS_KEY",
        KEY,
        "AWS_DEFAULT_REGION",
        REGION,
        "AWS_EC2_METADATA_DISABLED",
        "true",
        "SAM_CLI_TELEMETRY",
        "0");
  }

  public EcsClient ecs() {
    return ecs;
  }

  public CloudWatchClient cloudWatch() {
    return cloudWatch;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  public SecretsManagerClient secrets() {
    return secrets;
  }

  public CloudFormationClient cloudFormation() {
    return cloudFormation;
  }

  public EventBridgeClient eventBridge() {
    return eventBridge;
  }

  public LambdaClient lambda() {
    return lambda;
  }

  public SqsClient sqs() {
    return sqs;
  }

  @Override
  public void close() {
    ecs.close();
    cloudWatch.close();
    dynamoDb.close();
    secrets.close();
    cloudFormation.close();
    eventBridge.close();
    lambda.close();
    sqs.close();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, AwsCredentialsProvider credentials, Duration patience) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(patience))
        .overrideConfiguration(override -> override.apiCallTimeout(patience))
        .build();
  }
}
