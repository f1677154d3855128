package io.headroom.infra.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server in Slack's place that gives prepared answers and keeps what it was asked. */
final class ScriptedSlackApi implements AutoCloseable {

  /** A call as it arrived. */
  record Call(String method, String authorization, Map<String, String> form) {}

  /** An answer; none for a connection that breaks. */
  private record Answer(int status, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final Queue<Optional<Answer>> answers = new ConcurrentLinkedQueue<>();
  private volatile String accepted = "";
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  ScriptedSlackApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/api/";
  }

  /** The next call is answered so. */
  void answer(int status, String body) {
    answers.add(Optional.of(new Answer(status, body, Map.of())));
  }

  void answer(int status, String body, String header, String value) {
    answers.add(Optional.of(new Answer(status, body, Map.of(header, value))));
  }

  /** Calls without a prepared answer are accepted with this token, and refused with any other. */
  void accepts(String token) {
    accepted = token;
  }

  /** The next call arrives, and the connection breaks before an answer. */
  void hangUp() {
    answers.add(Optional.empty());
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var call =
          new Call(
              exchange.getRequestURI().getPath().substring("/api/".length()),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              form(body));
      calls.add(call);
      Optional<Answer> prepared = answers.poll();
      Optional<Answer> next = prepared == null ? byToken(call) : prepared;
      if (next.isEmpty()) {
        return;
      }
      Answer answer = next.get();
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Optional<Answer> byToken(Call call) {
    if (accepted.isEmpty()) {
      return Optional.empty();
    }
    boolean ok = call.authorization().equals("Bearer " + accepted);
    String body =
        ok ? "{\"ok\":true,\"ts\":\"9.9\"}" : "{\"ok\":false,\"error\":\"token_revoked\"}";
    return Optional.of(new Answer(200, body, Map.of()));
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
