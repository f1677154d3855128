package io.headroom.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.infra.log.DecisionLog;
import io.headroom.sandbox.LiveRun;
import io.headroom.sandbox.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page's server, with a sandbox behind it that stands still. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageServerTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final HttpClient http = HttpClient.newHttpClient();
  private LiveRun run;

  @BeforeAll
  void start() throws IOException {
    run = LiveRun.start(new Options(0, 1, 1, Optional.empty()), START, new DecisionLog(line -> {}));
    run.pause(true);
  }

  @AfterAll
  void stop() {
    run.close();
  }

  @Test
  void servesThePageAndItsFilesAndNothingFromOtherHosts() throws Exception {
    for (String path :
        new String[] {"", "style.css", "app.js", "slack.js", "fleet.js", "favicon.svg"}) {
      HttpResponse<String> file = get(path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
          .as(path)
          .doesNotContain("http://")
          .doesNotContain("https://");
    }
    assertThat(get("no-such-file").statusCode()).isEqualTo(404);
    assertThat(get("../style.css").statusCode()).isIn(200, 404);
  }

  @Test
  void aCallThatIsWrongSaysWhatIsMissing() throws Exception {
    assertThat(post("press", "{\"user\": \"U0ALICE\"}"))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
        .satisfies(answer -> assertThat(answer.body()).contains("\"ts\" is missing"));
    assertThat(post("press", "not json").statusCode()).isEqualTo(400);
    assertThat(post("press", "[]").body()).contains("not a JSON object");
    assertThat(post("fly", "{}").body()).contains("there is no /api/fly");
    assertThat(post("speed", "{\"times\": -1}").body()).contains("above 0");
    assertThat(post("leak", "{\"cluster\": \"shop\", \"service\": \"nothing\"}").statusCode())
        .isEqualTo(400);
    assertThat(post("press", "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void anotherPageCannotCallIt() throws Exception {
    HttpRequest form =
        HttpRequest.newBuilder(run.url().resolve("api/pause"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"paused\": true}"))
            .build();
    assertThat(http.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(statusWithHost("evil.example")).contains("403");
  }

  @Test
  void theFeedBeginsWithSlackAndTheFleet() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(run.url() + "api/events?user=U0ALICE")).build();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: slack");
      assertThat(lines.readLine()).contains("\"memory-alerts\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("event: fleet");
      assertThat(lines.readLine()).contains("\"checkout-api\"", "\"paused\":true");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(run.url() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String call, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(run.url().resolve("api/" + call))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String statusWithHost(String host) throws IOException {
    try (var socket = new Socket("localhost", run.url().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return String.valueOf(answer.readLine());
    }
  }
}
