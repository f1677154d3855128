package io.headroom.bench;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB and Secrets Manager on this machine. What DynamoDB Local has answered once is repeated
 * from memory: each answer takes the same fraction of a millisecond, for whoever asks.
 */
public final class AwsDouble implements AutoCloseable {

  /**
   * A call.
   *
   * @param nanos of {@link System#nanoTime} when it came in
   */
  public record Call(String operation, long nanos) {}

  private record Known(int status, String contentType, String body) {}

  /** A database that has just started, on a loaded machine, takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String TARGET = "X-Amz-Target";

  private final String secret;
  private final DynamoDBProxyServer database;
  private final URI databaseUrl;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Known> memory = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * @param secret what Secrets Manager answers to GetSecretValue, JSON
   */
  public AwsDouble(String secret) throws Exception {
    this.secret = secret;
    int port = freePort();
    database =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
    database.start();
    databaseUrl = URI.create("http://localhost:" + port);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** For {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The database itself, which looks anew each time, for {@code AWS_ENDPOINT_URL_DYNAMODB}. */
  public URI database() {
    return databaseUrl;
  }

  /** The database itself, to put things into before anybody asks for them. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(databaseUrl)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
        .build();
  }

  /** The calls since the last time this was asked. */
  public List<Call> calls() {
    List<Call> since = List.copyOf(calls);
    calls.clear();
    return since;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst(TARGET));
      String operation = target.substring(target.indexOf('.') + 1);
      calls.add(new Call(operation, System.nanoTime()));
      byte[] body = exchange.getRequestBody().readAllBytes();
      Known known =
          operation.equals("GetSecretValue")
              ? new Known(200, "application/x-amz-json-1.1", secret)
              : known(exchange, target, body);
      byte[] answer = known.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", known.contentType());
      exchange.sendResponseHeaders(known.status(), answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Known known(HttpExchange exchange, String target, byte[] body) throws IOException {
    String key = target + new String(body, StandardCharsets.UTF_8);
    Known known = memory.get(key);
    if (known == null) {
      known = ask(exchange, target, body);
      memory.put(key, known);
    }
    return known;
  }

  private Known ask(HttpExchange exchange, String target, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(databaseUrl)
            .header(TARGET, target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .header("X-Amz-Date", exchange.getRequestHeaders().getFirst("X-Amz-Date"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Known(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("application/x-amz-json-1.0"),
          answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
    try {
      database.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
  }
}
