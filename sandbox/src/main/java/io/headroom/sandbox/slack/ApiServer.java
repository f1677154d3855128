package io.headroom.sandbox.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Slack's HTTP side: {@code /api/METHOD}, uploads, files and response URLs. Thread-safe. */
final class ApiServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
  private static final int MAX_BODY = 64 * 1024 * 1024;
  private static final int RECORDED = 10_000;

  private final LocalSlackConfig config;
  private final Workspace workspace;
  private final ResponseUrls responseUrls;
  private final Map<String, Endpoint> endpoints;
  private final Faults faults;
  private final PostLimiter limiter;
  private final Deque<ApiCallRecord> calls = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  ApiServer(
      LocalSlackConfig config,
      HttpServer server,
      Workspace workspace,
      ResponseUrls responseUrls,
      Map<String, Endpoint> endpoints,
      Faults faults) {
    this.config = config;
    this.workspace = workspace;
    this.responseUrls = responseUrls;
    this.endpoints = endpoints;
    this.faults = faults;
    this.limiter = new PostLimiter(config.realClock());
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/api/", exchange -> handle(exchange, this::api));
    server.createContext("/upload/", exchange -> handle(exchange, this::upload));
    server.createContext("/files/", exchange -> handle(exchange, this::download));
    server.createContext("/hooks/", exchange -> handle(exchange, this::hook));
  }

  static HttpServer bind(LocalSlackConfig config) throws IOException {
    return HttpServer.create(new InetSocketAddress(config.bindAddress(), config.port()), 0);
  }

  void start() {
    server.start();
  }

  synchronized List<ApiCallRecord> calls() {
    return List.copyOf(calls);
  }

  private synchronized void record(ApiCallRecord call) {
    calls.add(call);
    if (calls.size() > RECORDED) {
      calls.removeFirst();
    }
  }

  @FunctionalInterface
  private interface Handler {
    Reply reply(HttpExchange exchange, byte[] body) throws IOException;
  }

  private static void handle(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
      Reply reply = handler.reply(exchange, body);
      reply.send(exchange);
    }
  }

  private Reply api(HttpExchange exchange, byte[] body) {
    String method = exchange.getRequestURI().getPath().substring("/api/".length());
    Faults.Fault fault = faults.next(method);
    Args args = new Args(new JsonObject());
    Reply reply;
    String error = null;
    try {
      args = ApiRequests.args(exchange, body);
      reply =
          switch (fault) {
            case Faults.Fault.RateLimited limited ->
                throw new RateLimit(limited.retryAfterSeconds());
            case Faults.Fault.ErrorCode code -> throw new ApiRefusal(code.code());
            case Faults.Fault.Status status -> {
              error = "http_" + status.status();
              yield Reply.text(status.status(), "");
            }
            case Faults.Fault.NoAnswer none -> {
              call(method, exchange, args);
              error = "no_answer";
              yield Reply.none();
            }
            case null -> Reply.json(call(method, exchange, args), 200, scopeHeaders(method));
          };
    } catch (ApiRefusal e) {
      error = e.code();
      reply = Reply.json(e.answer(), 200, scopeHeaders(method));
    } catch (RateLimit e) {
      error = "ratelimited";
      reply =
          Reply.json(
              new ApiRefusal("ratelimited").answer(),
              429,
              Map.of("Retry-After", Integer.toString(e.seconds)));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the local Slack failed at " + method, e);
      error = "internal_error";
      reply = Reply.json(new ApiRefusal(error).answer(), 200, Map.of());
    }
    JsonObject shown = args.json().deepCopy();
    shown.remove("token");
    record(new ApiCallRecord(method, shown, reply.status(), error));
    return reply;
  }

  private static final class RateLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int seconds;

    private RateLimit(int seconds) {
      super("ratelimited");
      this.seconds = seconds;
    }
  }

  private JsonObject call(String method, HttpExchange exchange, Args args) {
    Endpoint endpoint = endpoints.get(method);
    if (endpoint == null) {
      throw new ApiRefusal("unknown_method");
    }
    ApiRequests.authenticate(exchange, args, config.botToken());
    Set<String> granted = config.scopes();
    if (!endpoint.scopes().isEmpty() && endpoint.scopes().stream().noneMatch(granted::contains)) {
      throw ApiRefusal.missingScope(endpoint.scopes().getFirst(), String.join(",", granted));
    }
    return workspace.locked(
        () -> {
          if (config.limitPosts()
              && method.equals("chat.postMessage")
              && !limiter.admit(args.text("channel", ""))) {
            throw new RateLimit(1);
          }
          JsonObject answer = new JsonObject();
          answer.addProperty("ok", true);
          endpoint
              .method()
              .answer(args)
              .entrySet()
              .forEach(e -> answer.add(e.getKey(), e.getValue()));
          return answer;
        });
  }

  private Map<String, String> scopeHeaders(String method) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("X-OAuth-Scopes", String.join(",", config.scopes()));
    Endpoint endpoint = endpoints.get(method);
    if (endpoint != null && !endpoint.scopes().isEmpty()) {
      headers.put("X-Accepted-OAuth-Scopes", String.join(",", endpoint.scopes()));
    }
    return headers;
  }

  private Reply upload(HttpExchange exchange, byte[] body) {
    String id = lastPart(exchange);
    return workspace.locked(
        () -> {
          Files.Upload upload = workspace.files.find(id);
          if (upload == null || upload.complete != null) {
            return Reply.text(404, "no upload " + id);
          }
          if (body.length != upload.length) {
            return Reply.text(
                400, "announced " + upload.length + " bytes, received " + body.length);
          }
          upload.bytes = Arrays.copyOf(body, body.length);
          return Reply.text(200, "OK - " + body.length);
        });
  }

  private Reply download(HttpExchange exchange, byte[] ignored) {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + config.botToken()).equals(token)) {
      return Reply.text(403, "files need the bot token");
    }
    return workspace
        .locked(() -> workspace.files.shared(lastPart(exchange)))
        .map(file -> Reply.file(file))
        .orElseGet(() -> Reply.text(404, "no such file"));
  }

  private Reply hook(HttpExchange exchange, byte[] body) {
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      if (!json.isJsonObject()) {
        throw new ApiRefusal("invalid_payload");
      }
      workspace.locked(
          () -> {
            responseUrls.use(exchange.getRequestURI().getPath(), new Args(json.getAsJsonObject()));
            return true;
          });
    } catch (ApiRefusal e) {
      boolean gone = e.code().equals("expired_url") || e.code().equals("used_url");
      return Reply.json(e.answer(), gone ? 404 : 400, Map.of());
    } catch (JsonSyntaxException e) {
      return Reply.json(new ApiRefusal("invalid_payload").answer(), 400, Map.of());
    }
    JsonObject ok = new JsonObject();
    ok.addProperty("ok", true);
    return Reply.json(ok, 200, Map.of());
  }

  private static String lastPart(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
