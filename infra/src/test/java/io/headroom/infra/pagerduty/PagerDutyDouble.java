package io.headroom.infra.pagerduty;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * PagerDuty's Events API v2 over HTTP: refuses what the documentation says it refuses, and does
 * with alerts what "Alert De-Duplication" and "Event Action Behavior" say.
 */
public final class PagerDutyDouble implements AutoCloseable {

  private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
  private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

  /** An answer; none for a connection that breaks. */
  private record Answer(int status, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final Queue<Optional<Answer>> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> alerts = new LinkedHashMap<>();
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private volatile String routingKey;
  private volatile Runnable whileAnswering = () -> {};

  /** For one integration. */
  public PagerDutyDouble(String routingKey) {
    this.routingKey = routingKey;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v2/enqueue", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/enqueue");
  }

  /** From now on the integration has another key. */
  public void rotate(String newKey) {
    routingKey = newKey;
  }

  /** The next event is answered so, and has no effect. */
  public void answer(int status, String body) {
    answers.add(Optional.of(new Answer(status, body, Map.of())));
  }

  void answer(int status, String header, String value) {
    answers.add(Optional.of(new Answer(status, "", Map.of(header, value))));
  }

  /** The next event arrives, and the connection breaks before an answer. */
  void hangUp() {
    answers.add(Optional.empty());
  }

  /** Runs with each event that arrives, before the answer. */
  void whileAnswering(Runnable what) {
    whileAnswering = what;
  }

  /** Everything that arrived. */
  public List<JsonObject> events() {
    return List.copyOf(events);
  }

  /** What people have noticed, in order: the action and the deduplication key. */
  public List<String> effects() {
    return List.copyOf(effects);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      whileAnswering.run();
      Optional<Answer> prepared = answers.poll();
      Optional<Answer> next = prepared == null ? Optional.of(take(exchange, body)) : prepared;
      if (next.isEmpty()) {
        return;
      }
      next.get().headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = next.get().body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(next.get().status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer take(HttpExchange exchange, String body) {
    JsonObject event;
    try {
      event = JsonParser.parseString(body).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      return invalid("JSON parse error");
    }
    events.add(event);
    List<String> problems = problems(exchange, event);
    if (!problems.isEmpty()) {
      return invalid(problems.toArray(String[]::new));
    }
    String action = text(event, "event_action");
    String key = text(event, "dedup_key");
    String now = alerts.getOrDefault(key, "resolve");
    boolean open = !now.equals("resolve");
    if (action.equals("trigger") ? !open : open && !now.equals(action)) {
      alerts.put(key, action);
      effects.add(action + " " + key);
    }
    return new Answer(
        202,
        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"%s\"}"
            .formatted(key),
        Map.of());
  }

  private List<String> problems(HttpExchange exchange, JsonObject event) {
    var problems = new ArrayList<String>();
    check(problems, "POST".equals(exchange.getRequestMethod()), "method");
    check(
        problems,
        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "Content-Type");
    check(problems, text(event, "routing_key").equals(routingKey), "Invalid routing key");
    String action = text(event, "event_action");
    check(problems, ACTIONS.contains(action), "event_action");
    String key = text(event, "dedup_key");
    check(problems, !key.isEmpty() && key.length() <= 255, "dedup_key");
    if (action.equals("trigger")) {
      JsonObject payload =
          event.get("payload") instanceof JsonObject object ? object : new JsonObject();
      String summary = text(payload, "summary");
      check(problems, !summary.isEmpty() && summary.length() <= 1024, "payload.summary");
      check(problems, !text(payload, "source").isEmpty(), "payload.source");
      check(problems, SEVERITIES.contains(text(payload, "severity")), "payload.severity");
    }
    return problems;
  }

  private static void check(List<String> problems, boolean holds, String what) {
    if (!holds) {
      problems.add(what);
    }
  }

  private static Answer invalid(String... errors) {
    return new Answer(
        400,
        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"%s\"]}"
            .formatted(String.join("\",\"", errors)),
        Map.of());
  }

  private static String text(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
