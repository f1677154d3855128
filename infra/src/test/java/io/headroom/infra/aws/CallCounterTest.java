package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

final class CallCounterTest {

  private final CallCounter counter = new CallCounter();

  @Test
  void everyAttemptCountsAndThoseThatWereThrottledOnceMore() throws IOException {
    var answers = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean throttled = answers.incrementAndGet() == 2;
          byte[] answer =
              (throttled
                      ? "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"
                      : "{\"clusterArns\": []}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(throttled ? 400 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    AwsClients clients =
        AwsClients.at(
                URI.create("http://localhost:" + server.getAddress().getPort()),
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .counting(counter);
    try (var ecs = clients.ecs()) {
      ecs.listClusters();
      ecs.listClusters();
    } finally {
      server.stop(0);
    }
    assertThat(counter.take("CloudWatch")).isEqualTo(new CallCounter.Calls(0, 0));
    assertThat(counter.take("ECS")).isEqualTo(new CallCounter.Calls(3, 1));
    assertThat(counter.take("ECS")).as("taken").isEqualTo(new CallCounter.Calls(0, 0));
  }
}
