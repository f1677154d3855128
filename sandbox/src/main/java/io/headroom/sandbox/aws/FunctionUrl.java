package io.headroom.sandbox.aws;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Lambda function URL: calls a function with each HTTP request, in Lambda's format 2.0, body in
 * base64 and header names in lower case as AWS sends them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">AWS: invoking
 *     function URLs</a>
 */
public final class FunctionUrl implements AutoCloseable {

  /** Lambda takes no more than 6 MB. */
  private static final int LARGEST_BODY = 6 * 1024 * 1024;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RequestStreamHandler function;

  private FunctionUrl(HttpServer http, RequestStreamHandler function) {
    this.http = http;
    this.function = function;
  }

  /** Listens on a free port of this machine. */
  public static FunctionUrl start(RequestStreamHandler function) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var url = new FunctionUrl(http, function);
      http.createContext("/", url::handle);
      http.setExecutor(url.threads);
      http.start();
      return url;
    } catch (IOException e) {
      throw new UncheckedIOException("the function URL cannot listen", e);
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + http.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      JsonObject response = call(event(exchange, body));
      if (response.get("headers") instanceof JsonObject headers) {
        headers
            .entrySet()
            .forEach(
                header ->
                    exchange
                        .getResponseHeaders()
                        .set(header.getKey(), header.getValue().getAsString()));
      }
      byte[] answer = body(response);
      exchange.sendResponseHeaders(
          response.get("statusCode").getAsInt(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private JsonObject call(JsonObject event) throws IOException {
    var answer = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
        answer,
        NoContext.INSTANCE);
    return JsonParser.parseString(answer.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static JsonObject event(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    var http = new JsonObject();
    http.addProperty("method", exchange.getRequestMethod());
    http.addProperty("path", path);
    http.addProperty("protocol", "HTTP/1.1");
    http.addProperty("sourceIp", "127.0.0.1");
    var context = new JsonObject();
    context.add("http", http);
    var headers = new JsonObject();
    headers(exchange.getRequestHeaders()).forEach(headers::addProperty);
    var event = new JsonObject();
    event.addProperty("version", "2.0");
    event.addProperty("routeKey", "$default");
    event.addProperty("rawPath", path);
    event.addProperty("rawQueryString", "");
    event.add("headers", headers);
    event.add("requestContext", context);
    event.addProperty("body", Base64.getEncoder().encodeToString(body));
    event.addProperty("isBase64Encoded", true);
    return event;
  }

  private static Map<String, String> headers(Headers from) {
    var headers = new TreeMap<String, String>();
    from.forEach(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  private static byte[] body(JsonObject response) {
    String body = response.has("body") ? response.get("body").getAsString() : "";
    boolean encoded =
        response.has("isBase64Encoded") && response.get("isBase64Encoded").getAsBoolean();
    return encoded ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
  }
}
