package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
        var secretsManager = clients.secretsManager();
        var sts = clients.sts()) {
      List<AwsServiceClientConfiguration> configurations =
          List.of(
              cloudWatch.serviceClientConfiguration(),
              ecs.serviceClientConfiguration(),
              autoScaling.serviceClientConfiguration(),
              dynamoDb.serviceClientConfiguration(),
              secretsManager.serviceClientConfiguration(),
              sts.serviceClientConfiguration());

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

  @Test
  void theEnvironmentSaysWhereToGo() throws IOException {
    var signatures = new CopyOnWriteArrayList<String>();
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = "{\"clusterArns\": []}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    // What the SDK reads as AWS_ENDPOINT_URL and so on, it reads from these as well.
    Map<String, String> settings =
        Map.of(
            "aws.endpointUrl", "http://localhost:" + server.getAddress().getPort(),
            "aws.region", "eu-north-1",
            "aws.accessKeyId", "AKIATEST",
            "aws.secretAccessKey", "test");
    settings.forEach(System::setProperty);
    try (var ecs = AwsClients.fromEnvironment().ecs()) {
      assertThat(ecs.listClusters().clusterArns()).isEmpty();
    } finally {
      settings.keySet().forEach(System::clearProperty);
      server.stop(0);
    }

    assertThat(signatures)
        .singleElement()
        .asString()
        .contains("Credential=AKIATEST/", "/eu-north-1/ecs/aws4_request");
  }
}
