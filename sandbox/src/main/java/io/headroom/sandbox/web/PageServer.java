package io.headroom.sandbox.web;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page and its API on this machine only. Requests of other pages are refused: the API
 * needs a JSON content type, which a foreign page cannot send unasked, and a local {@code Host}.
 */
public final class PageServer implements AutoCloseable {

  private static final int LARGEST_BODY = 64 * 1024;

  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/style.css", "style.css",
          "/app.js", "app.js",
          "/slack.js", "slack.js",
          "/fleet.js", "fleet.js",
          "/favicon.svg", "favicon.svg");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PageApi api;
  private final PageFeed feed;
  private final Gson gson = PageJson.gson();

  private PageServer(HttpServer http, PageApi api, PageFeed feed) {
    this.http = http;
    this.api = api;
    this.feed = feed;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @throws java.net.BindException if the port is taken
   */
  public static PageServer start(int port, PageApi api, PageFeed feed) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    var server = new PageServer(http, api, feed);
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  public URI url() {
    return URI.create("http://localhost:" + http.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    feed.close();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      String path = exchange.getRequestURI().getPath();
      if (!localHost(exchange)) {
        answer(exchange, 403, "text/plain", "Only for this machine.");
      } else if (path.equals("/api/events") && exchange.getRequestMethod().equals("GET")) {
        follow(exchange);
      } else if (path.startsWith("/api/")) {
        call(exchange, path.substring("/api/".length()));
      } else {
        file(exchange, path);
      }
    }
  }

  private static boolean localHost(HttpExchange exchange) {
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    String name = host.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    String name = FILES.get(path);
    if (name == null) {
      answer(exchange, 404, "text/plain", "There is no " + path + " here.");
      return;
    }
    try (InputStream in = PageServer.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + name + " is not in the jar");
      }
      answer(exchange, 200, type(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html";
      case "css" -> "text/css";
      case "js" -> "text/javascript";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }

  /** Sends what changes for as long as the page listens. */
  private void follow(HttpExchange exchange) throws IOException {
    String user =
        Optional.ofNullable(exchange.getRequestURI().getQuery())
            .filter(query -> query.startsWith("user="))
            .map(query -> query.substring("user=".length()))
            .orElse("");
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    feed.follow(
        user,
        (name, data) -> {
          String frame = "event: " + name + "\ndata: " + gson.toJson(data) + "\n\n";
          out.write(frame.getBytes(StandardCharsets.UTF_8));
          out.flush();
        });
  }

  private void call(HttpExchange exchange, String name) throws IOException {
    String contentType =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (!exchange.getRequestMethod().equals("POST")
        || !contentType.startsWith("application/json")) {
      answer(exchange, 405, "text/plain", "POST application/json to /api/" + name + ".");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      answer(exchange, 413, "text/plain", "At most 64 KiB.");
      return;
    }
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      if (!json.isJsonObject()) {
        throw new IllegalArgumentException("the body is not a JSON object");
      }
      JsonObject arguments = json.getAsJsonObject();
      answer(exchange, 200, "application/json", gson.toJson(api.call(name, arguments)));
    } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
      answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
