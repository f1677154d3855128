package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;

class AwsClientsTest {

  private static final URI ENDPOINT = URI.create("http://localhost:4566");

  @Test
  void everyClientEndsItsCallsInTimeAndGoesToTheEndpoint() {
    AwsClients clients =
        AwsClients.at(
            ENDPOINT,
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    try (var cloudWatch = clients.cloudWatch();
        var ecs = clients.ecs();
        var autoScaling = clients.autoScaling();
        var dynamoDb = clients.dynamoDb();
        var secretsManager = clients.secretsManager()) {
      List<AwsServiceClientConfiguration> configurations =
          List.of(
              cloudWatch.serviceClientConfiguration(),
              ecs.serviceClientConfiguration(),
              autoScaling.serviceClientConfiguration(),
              dynamoDb.serviceClientConfiguration(),
              secretsManager.serviceClientConfiguration());

      assertThat(configurations)
          .allSatisfy(
              configuration -> {
                assertThat(configuration.endpointOverride()).contains(ENDPOINT);
                assertThat(configuration.region()).isEqualTo(Region.EU_CENTRAL_1);
                var override = configuration.overrideConfiguration();
                assertThat(override.apiCallAttemptTimeout()).contains(AwsClients.ATTEMPT);
                assertThat(override.apiCallTimeout()).contains(AwsClients.CALL);
                assertThat(override.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(3);
              });
    }
  }
}
