package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back over HTTP. */
final class Reply {

  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final int status;
  private final String contentType;
  private final byte @Nullable [] body;
  private final Map<String, String> headers;

  private Reply(
      int status, String contentType, byte @Nullable [] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
  }

  static Reply json(JsonObject json, int status, Map<String, String> headers) {
    return new Reply(status, JSON, json.toString().getBytes(StandardCharsets.UTF_8), headers);
  }

  static Reply text(int status, String text) {
    return new Reply(status, TEXT, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Reply file(Files.Shared file) {
    return new Reply(200, file.about().mimeType(), file.bytes(), Map.of());
  }

  /** Closes the connection without an answer. */
  static Reply none() {
    return new Reply(-1, TEXT, null, Map.of());
  }

  int status() {
    return status;
  }

  void send(HttpExchange exchange) throws IOException {
    if (body == null) {
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", contentType);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
