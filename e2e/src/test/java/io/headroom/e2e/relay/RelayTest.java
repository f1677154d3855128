package io.headroom.e2e.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.headroom.e2e.stack.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay and its stations before a server that stands for the emulator. */
class RelayTest {

  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final EcsChanges changes = new EcsChanges();
  private final Crash crash = new Crash();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile String answer = "{}";
  private volatile int status = 200;

  @SuppressWarnings("NullAway.Init")
  private HttpServer emulator;

  @SuppressWarnings("NullAway.Init")
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    emulator = HttpServer.create(new InetSocketAddress(here, 0), 0);
    emulator.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          arrived.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("X-From", "emulator");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    emulator.start();
    relay =
        Relay.start(
            new Door(here, "127.0.0.1"),
            List.of(new AutoScaling(), crash, changes, new StopReasons("arn:killed"::equals)),
            Optional.empty());
    relay.to(URI.create("http://127.0.0.1:" + emulator.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    relay.close();
    emulator.stop(0);
    client.close();
  }

  @Test
  void passesRequestsAndAnswersOnAsTheyAre() throws Exception {
    status = 404;
    answer = "nothing here";

    HttpResponse<String> response = send("PUT", "/a/b?c=%20d", "", "text");

    assertThat(arrived).containsExactly("PUT /a/b?c=%20d text");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("nothing here");
    assertThat(response.headers().firstValue("X-From")).contains("emulator");
  }

  @Test
  void answersForApplicationAutoScalingItself() throws Exception {
    HttpResponse<String> response =
        send("POST", "/", "AnyScaleFrontendService.DescribeScalableTargets", "{}");

    assertThat(response.body()).isEqualTo("{\"ScalableTargets\": []}");
    assertThat(arrived).isEmpty();
  }

  @Test
  void remembersChangesThatWereAccepted() throws Exception {
    send("POST", "/", ECS + "UpdateService", "{\"service\": \"cart\"}");
    send("POST", "/", ECS + "DescribeServices", "{\"service\": \"cart\"}");
    send("POST", "/", ECS + "UpdateService", "{\"service\": \"search\"}");
    status = 400;
    send("POST", "/", ECS + "UpdateService", "{\"service\": \"cart\"}");

    assertThat(changes.updates("cart")).hasSize(1);
    assertThat(changes.stops()).isEmpty();
  }

  @Test
  void saysWhichContainersTheKernelKilled() throws Exception {
    answer =
        """
        {"tasks": [{"taskArn": "arn:killed", "containers": [{"name": "app"}]},
                   {"taskArn": "arn:other", "containers": [{"name": "app"}]}]}
        """;

    String body = send("POST", "/", ECS + "DescribeTasks", "{}").body();

    assertThat(body).containsOnlyOnce(StopReasons.OUT_OF_MEMORY);
    assertThat(body.indexOf(StopReasons.OUT_OF_MEMORY)).isLessThan(body.indexOf("arn:other"));
  }

  @Test
  void killsOnceWhenACallHasBeenCarriedOut() throws Exception {
    var killed = new AtomicInteger();
    Crash.Trap trap =
        crash.set(
            call -> call.action().equals("UpdateService") && call.text().contains("cart"),
            () -> {
              assertThat(arrived).last().asString().contains("cart");
              return killed.incrementAndGet();
            });
    status = 500;
    update("cart");
    status = 200;
    update("search");
    assertThatThrownBy(() -> trap.happened(Duration.ZERO)).hasMessageContaining("did not come");

    update("cart");
    update("cart");

    assertThat(trap.happened(Duration.ZERO)).isOne();
    assertThat(killed).hasValue(1);
  }

  @Test
  void aCrashInWhichNothingWasKilledIsNone() throws Exception {
    Crash.Trap nobody = crash.set(call -> call.text().contains("cart"), () -> 0);
    Crash.Trap broken =
        crash.set(
            call -> call.text().contains("cart"),
            () -> {
              throw new IllegalStateException("no engine");
            });

    assertThat(update("cart").statusCode()).isEqualTo(200);

    assertThatThrownBy(() -> nobody.happened(Duration.ZERO))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing was there to kill");
    assertThatThrownBy(() -> broken.happened(Duration.ZERO))
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining("no engine");
  }

  private HttpResponse<String> update(String service) throws IOException, InterruptedException {
    return send("POST", "/", ECS + "UpdateService", "{\"service\": \"%s\"}".formatted(service));
  }

  private HttpResponse<String> send(String method, String path, String target, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(relay.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
