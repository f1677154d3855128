package io.headroom.sandbox.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's runtime API for one function process: hands out events one by one and takes the answers.
 * For a process that was started with {@code AWS_LAMBDA_INITIALIZATION_TYPE=snap-start} it also is
 * SnapStart: the process has run its hooks before the snapshot when it asks to be restored, and
 * goes on with those after it once it is.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">AWS: using the
 *     Lambda runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {

  /**
   * What the function answered.
   *
   * @param ok false for an error, of an invocation or of the start
   */
  public record Answer(boolean ok, String body) {}

  private record Event(String body, Duration timeOut) {}

  private static final String BASE = "/2018-06-01/runtime/";
  private static final String FUNCTION =
      "arn:aws:lambda:eu-central-1:123456789012:function:headroom-test:live";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch snapshot = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);

  public RuntimeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(BASE, this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port, as in {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether the function asked for its first event, or failed to start, within a time. */
  public boolean started(Duration within) throws InterruptedException {
    return started.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the function is ready for its snapshot, or failed before it, within a time. */
  public boolean readyForSnapshot(Duration within) throws InterruptedException {
    return snapshot.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets a function go on from where its snapshot was taken. */
  public void restore() {
    restored.countDown();
  }

  /**
   * Calls the function with an event.
   *
   * @param timeOut how long it may take, which it is told
   */
  public Answer invoke(String event, Duration timeOut) throws InterruptedException {
    events.add(new Event(event, timeOut));
    Answer answer = answers.poll(timeOut.toMillis(), TimeUnit.MILLISECONDS);
    return answer == null ? new Answer(false, "no answer within " + timeOut) : answer;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(BASE.length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (path) {
        case "invocation/next" -> next(exchange);
        case "restore/next" -> restore(exchange);
        default -> {
          answers.add(new Answer(path.endsWith("/response"), body));
          started.countDown();
          snapshot.countDown();
          exchange.sendResponseHeaders(202, -1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restore(HttpExchange exchange) throws IOException, InterruptedException {
    snapshot.countDown();
    restored.await();
    exchange.sendResponseHeaders(200, -1);
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    started.countDown();
    Event event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION);
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(Instant.now().plus(event.timeOut()).toEpochMilli()));
    byte[] bytes = event.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
