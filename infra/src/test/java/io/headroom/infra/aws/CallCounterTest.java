package io.headroom.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

final class CallCounterTest {

  private final CallCounter counter = new CallCounter();

  @Test
  void everyAttemptCountsAndThoseThatWereThrottledOnceMore() throws IOException {
    var answers = new AtomicInteger();
    calling(
        () ->
            answers.incrementAndGet() == 2
                ? "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"
                : "{\"clusterArns\": []}",
        ecs -> {
          ecs.listClusters();
          ecs.listClusters();
        });
    assertThat(counter.take("CloudWatch")).isEqualTo(new CallCounter.Calls(0, 0, 0));
    assertThat(counter.take("ECS")).isEqualTo(new CallCounter.Calls(3, 1, 0));
    assertThat(counter.take("ECS")).as("taken").isEqualTo(new CallCounter.Calls(0, 0, 0));
  }

  @Test
  void aCallThatCameToNothingCountsOnceHoweverOftenItWasTried() throws IOException {
    calling(
        () -> "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}",
        ecs -> assertThatThrownBy(ecs::listClusters).isInstanceOf(EcsException.class));
    assertThat(counter.take("ECS")).isEqualTo(new CallCounter.Calls(3, 3, 1));
    calling(
        () -> "{\"__type\": \"AccessDeniedException\", \"message\": \"not authorized\"}",
        ecs -> assertThatThrownBy(ecs::listClusters).isInstanceOf(EcsException.class));
    assertThat(counter.take("ECS")).isEqualTo(new CallCounter.Calls(1, 0, 1));
  }

  private void calling(Supplier<String> answers, Consumer<EcsClient> work) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String said = answers.get();
          byte[] answer = said.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(said.contains("__type") ? 400 : 200, answer.length);
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
      work.accept(ecs);
    } finally {
      server.stop(0);
    }
  }
}
