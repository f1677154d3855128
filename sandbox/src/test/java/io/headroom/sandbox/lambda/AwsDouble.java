package io.headroom.sandbox.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * AWS without services: one ECS cluster in which nothing runs, and the secret of Slack. Calls that
 * it does not know are refused and remembered.
 */
final class AwsDouble implements AutoCloseable {

  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";

  /** Where Lambda gives out credentials under SnapStart. */
  static final String CREDENTIALS = "/credentials";

  private final HttpServer server;
  private final Map<String, String> answers;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> unknown = new CopyOnWriteArrayList<>();

  AwsDouble(String secret) {
    answers =
        new ConcurrentHashMap<>(
            Map.of(
                "ListClusters",
                "{\"clusterArns\":[\"%s\"]}".formatted(CLUSTER),
                "DescribeClusters",
                """
                {"clusters":[{"clusterArn":"%s","clusterName":"shop","status":"ACTIVE",
                "settings":[{"name":"containerInsights","value":"enhanced"}]}],"failures":[]}
                """
                    .formatted(CLUSTER),
                "ListServices",
                "{\"serviceArns\":[]}",
                "DescribeServices",
                "{\"services\":[],\"failures\":[]}",
                "ListTasks",
                "{\"taskArns\":[]}",
                "GetSecretValue",
                secret));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the secret is another. */
  void changeSecret(String secret) {
    answers.put("GetSecretValue", secret);
  }

  /** From now on it gives out these credentials, which expire in an hour. */
  void giveCredentials(String key, String secret) {
    answers.put(
        CREDENTIALS,
        """
        {"AccessKeyId":"%s","SecretAccessKey":"%s","Token":"token","Expiration":"%s"}
        """
            .formatted(key, secret, Instant.now().plus(1, ChronoUnit.HOURS)));
  }

  /** From now on this operation fails as a signature that does not fit does. */
  void refuse(String operation, String words) {
    refusals.put(
        operation,
        "{\"__type\":\"InvalidSignatureException\",\"message\":\"%s\"}".formatted(words));
  }

  /** Names of the operations called so far. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Operations that were called and that it does not know. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target == null ? exchange.getRequestURI().getPath() : after(target);
      calls.add(operation);
      String refusal = refusals.get(operation);
      String known = answers.get(operation);
      if (known == null && refusal == null) {
        unknown.add(operation);
        refusal = "{\"__type\":\"UnknownOperationException\"}";
      }
      byte[] bytes =
          (refusal == null ? String.valueOf(known) : refusal).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(refusal == null ? 200 : 400, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String after(String target) {
    return target.substring(target.indexOf('.') + 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
