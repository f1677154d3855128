package io.headroom.sandbox.backtest;

import io.headroom.core.fleet.Place;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.sandbox.deadletters.Stack;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** An account of AWS, or what answers like one at {@code AWS_ENDPOINT_URL}. */
final class AwsAccount implements AutoCloseable {

  /** Days of a metric take CloudWatch longer to gather than minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Neither the command line nor the environment nor the AWS profile names a Region. */
  static final class NoRegion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRegion(SdkException cause) {
      super("No Region: name one with --region, in AWS_REGION or in the AWS profile.", cause);
    }
  }

  private final Region region;
  private final List<AutoCloseable> clients = new ArrayList<>();
  private final Account account;

  private AwsAccount(Optional<String> wanted, Optional<String> stack) {
    this.region = wanted.map(Region::of).orElseGet(AwsAccount::usual);
    StsClient sts = client(StsClient.builder());
    CloudWatchClient cloudWatch = client(CloudWatchClient.builder());
    EcsClient ecs = client(EcsClient.builder());
    ApplicationAutoScalingClient scaling = client(ApplicationAutoScalingClient.builder());
    this.account =
        new Account(
            new Place(sts.getCallerIdentity().account(), region.id()),
            new EcsFleet(ecs, scaling, PassableRoles.ALL),
            new CloudWatchMetrics(cloudWatch),
            cloudWatch,
            stack.map(this::kills).orElseGet(KillRecord.None::new),
            InstantSource.system().instant());
  }

  /**
   * Finds out which account it is.
   *
   * @param stack name of the stack of an installation, to read its incidents
   * @throws NoRegion if nobody says which Region
   * @throws SdkException without credentials, or where AWS refuses
   */
  static AwsAccount open(Optional<String> region, Optional<String> stack) {
    return new AwsAccount(region, stack);
  }

  private static Region usual() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkException e) {
      throw new NoRegion(e);
    }
  }

  /** Whether there are credentials to try with. */
  static boolean reachable() {
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      credentials.resolveCredentials();
      return true;
    } catch (SdkException _) {
      return false;
    }
  }

  Account account() {
    return account;
  }

  private KillRecord kills(String stack) {
    Stack found = Stack.of(client(CloudFormationClient.builder()), stack);
    return new KillRecord.Incidents(
        new DynamoDbIncidentStore(client(DynamoDbClient.builder()), found.table()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable>
      C client(B builder) {
    C client =
        builder
            .region(region)
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
            .build();
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    for (AutoCloseable client : clients) {
      try {
        client.close();
      } catch (Exception e) {
        throw new IllegalStateException("an AWS client cannot be closed", e);
      }
    }
  }
}
