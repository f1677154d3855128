package io.headroom.sandbox.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Http;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function;

  private FunctionUrl(
      HttpServer http, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
    this.http = http;
    this.function = function;
  }

  /** Listens on a free port of this machine. */
  public static FunctionUrl start(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
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
      APIGatewayV2HTTPResponse response =
          function.handleRequest(event(exchange, body), NoContext.INSTANCE);
      if (response.getHeaders() != null) {
        response.getHeaders().forEach(exchange.getResponseHeaders()::set);
      }
      byte[] answer = body(response);
      exchange.sendResponseHeaders(
          response.getStatusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static APIGatewayV2HTTPEvent event(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey("$default")
        .withRawPath(path)
        .withRawQueryString("")
        .withHeaders(headers(exchange.getRequestHeaders()))
        .withIsBase64Encoded(true)
        .withBody(Base64.getEncoder().encodeToString(body))
        .withRequestContext(
            RequestContext.builder()
                .withHttp(
                    Http.builder()
                        .withMethod(exchange.getRequestMethod())
                        .withPath(path)
                        .withProtocol("HTTP/1.1")
                        .withSourceIp("127.0.0.1")
                        .build())
                .build())
        .build();
  }

  private static Map<String, String> headers(Headers from) {
    var headers = new TreeMap<String, String>();
    from.forEach(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  private static byte[] body(APIGatewayV2HTTPResponse response) {
    String body = response.getBody();
    if (body == null) {
      return new byte[0];
    }
    return response.getIsBase64Encoded()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }
}
