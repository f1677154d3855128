package io.headroom.e2e.relay;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headroom.e2e.stack.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Passes HTTP requests on, through stations that may change, count or answer them. */
public final class Relay implements AutoCloseable {

  /** Of one connection, not of the request; or set by the client that passes it on. */
  private static final Set<String> LEFT_OUT =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  /** As long as a function may wait at most. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpServer server;
  private final String name;
  private final List<Station> stations;
  private final Optional<String> host;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private volatile @Nullable URI target;

  private Relay(HttpServer server, String name, List<Station> stations, Optional<String> host) {
    this.server = server;
    this.name = name;
    this.stations = List.copyOf(stations);
    this.host = host;
  }

  /**
   * Listens on any free port.
   *
   * @param host what to say in the header {@code Host}, if not where it is sent. The JVM must have
   *     been started with {@code -Djdk.httpclient.allowRestrictedHeaders=host} for that
   */
  public static Relay start(Door door, List<Station> stations, Optional<String> host) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(door.bind(), 0), 0);
      var relay = new Relay(server, door.name(), stations, host);
      server.setExecutor(relay.threads);
      server.createContext("/", relay::handle);
      server.start();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("no port to listen on at " + door.bind(), e);
    }
  }

  /** Where requests are passed on to. */
  public void to(URI address) {
    target = address;
  }

  /** Where it listens, as its callers name it. */
  public URI url() {
    return URI.create("http://%s:%d".formatted(name, server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              SdkBytes.fromInputStream(exchange.getRequestBody()));
      answer(exchange, pass(call, 0));
    }
  }

  private Answer pass(Call call, int station) throws IOException {
    return station < stations.size()
        ? stations.get(station).pass(call, next -> pass(next, station + 1))
        : forward(call);
  }

  private Answer forward(Call call) throws IOException {
    URI address = target;
    if (address == null) {
      throw new IOException("not connected yet");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + call.path()))
            .timeout(PATIENCE)
            .method(
                call.method(),
                HttpRequest.BodyPublishers.ofByteArray(call.body().asByteArrayUnsafe()));
    host.ifPresent(value -> request.header("Host", value));
    call.headers()
        .forEach(
            (header, values) -> {
              if (!LEFT_OUT.contains(header.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(header, value));
              }
            });
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), response.headers().map(), SdkBytes.fromByteArray(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    Map<String, List<String>> headers = new HashMap<>(answer.headers());
    headers
        .keySet()
        .removeIf(
            header -> header.startsWith(":") || LEFT_OUT.contains(header.toLowerCase(Locale.ROOT)));
    Headers out = exchange.getResponseHeaders();
    headers.forEach((header, values) -> values.forEach(value -> out.add(header, value)));
    // -1: no body follows; 0 would announce one of unknown length.
    byte[] body = answer.body().asByteArrayUnsafe();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
