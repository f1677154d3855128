package io.headroom.infra.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * STS and ECS over HTTP, as far as a role is assumed and clusters are listed. Each role's access
 * key has the role's account in it, and the clusters listed are named by the key that asks.
 */
final class StsAndEcs implements AutoCloseable {

  static final String SECRET = "s3cret-of-the-session";

  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/[^/]+/([^/]+)/");

  private final HttpServer server;
  private final List<Map<String, String>> assumed = new CopyOnWriteArrayList<>();
  private final List<String> listed = new CopyOnWriteArrayList<>();

  /** For how long credentials are given out. */
  volatile Duration lasts = Duration.ofHours(1);

  volatile boolean refuses;

  /** Whether ECS refuses what STS allowed. */
  volatile boolean ecsRefuses;

  StsAndEcs() {
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** The parameters of each AssumeRole. */
  List<Map<String, String>> assumed() {
    return assumed;
  }

  /** Of each ListClusters: {@code KEY/REGION}. */
  List<String> listed() {
    return listed;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains("Action=AssumeRole")) {
      assumeRole(exchange, parameters(body));
    } else {
      listClusters(exchange);
    }
    exchange.close();
  }

  private void assumeRole(HttpExchange exchange, Map<String, String> parameters)
      throws IOException {
    assumed.add(parameters);
    if (refuses) {
      send(
          exchange,
          403,
          """
          <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>
          <Type>Sender</Type><Code>AccessDenied</Code>
          <Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>
          """);
      return;
    }
    String account = parameters.getOrDefault("RoleArn", "").split(":", -1)[4];
    send(
        exchange,
        200,
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
        <SessionToken>%s-token</SessionToken><Expiration>%s</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>
        """
            .formatted(
                account,
                SECRET,
                SECRET,
                Instant.now().plus(lasts).truncatedTo(ChronoUnit.SECONDS)));
  }

  private void listClusters(HttpExchange exchange) throws IOException {
    // AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/ecs/aws4_request, …
    Matcher credential = CREDENTIAL.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    listed.add(credential.find() ? credential.group(1) + "/" + credential.group(2) : "unsigned");
    if (ecsRefuses) {
      send(
          exchange,
          400,
          "{\"__type\": \"AccessDeniedException\", \"message\": \"not authorized: ecs:ListClusters\"}");
      return;
    }
    send(exchange, 200, "{\"clusterArns\": []}");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> parameters(String body) {
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
