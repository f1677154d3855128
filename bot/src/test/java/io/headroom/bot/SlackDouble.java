package io.headroom.bot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slack's Web API and response URLs over HTTP, as far as the bot calls them. */
final class SlackDouble implements AutoCloseable {

  /**
   * A call that came in.
   *
   * @param method as in {@code views.open}, or {@code respond} for a response URL
   * @param token that it was made with; empty for a response URL
   * @param body decoded
   */
  record Call(String method, String token, String body) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();

  SlackDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI apiUrl() {
    return url("/api/");
  }

  /** Where answers to one interaction go. */
  String responseUrl() {
    return url("/respond").toString();
  }

  /** The next call of a method is answered so; without, it is answered with {@code ok}. */
  void answers(String method, int status, String body) {
    answers
        .computeIfAbsent(method, key -> new ConcurrentLinkedQueue<>())
        .add(new Answer(status, body));
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  List<String> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).map(Call::body).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = path.substring(path.lastIndexOf('/') + 1);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(new Call(method, token(exchange), URLDecoder.decode(body, StandardCharsets.UTF_8)));
      Queue<Answer> queue = answers.get(method);
      Answer answer = queue == null ? null : queue.poll();
      if (answer == null) {
        answer = new Answer(200, method.equals("respond") ? "ok" : "{\"ok\":true}");
      }
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String token(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "" : header.replace("Bearer ", "");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
