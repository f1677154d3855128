package io.headroom.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed requests to the bot, waits for each as long as Slack does, and repeats in the
 * background what was not acknowledged. Thread-safe.
 */
final class BotLink implements AutoCloseable {

  /** What is sent again: the same body each time, signed anew. */
  record Parcel(String kind, String contentType, String body, boolean repeatable) {}

  private final LocalSlackConfig config;
  private final SlackRequestSigner signer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile @Nullable URI botUrl;

  BotLink(LocalSlackConfig config) {
    this.config = config;
    this.signer = new SlackRequestSigner(config.signingSecret());
    this.botUrl = config.botUrl();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.ackTimeout())
            .executor(threads)
            .build();
  }

  void connect(URI url) {
    botUrl = url;
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Sends once and returns what came of it; when nothing good did, goes on in the background. */
  Delivery send(Parcel parcel) {
    Delivery first = attempt(parcel, 0, null);
    if (!first.acknowledged() && parcel.repeatable() && botUrl != null) {
      threads.execute(() -> repeat(parcel, first));
    }
    return first;
  }

  private void repeat(Parcel parcel, Delivery failed) {
    Delivery last = failed;
    for (int i = 0; i < config.retryDelays().size() && !last.acknowledged(); i++) {
      try {
        Thread.sleep(config.retryDelays().get(i));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      last = attempt(parcel, i + 1, last.failure());
    }
  }

  private Delivery attempt(Parcel parcel, int attempt, @Nullable String reason) {
    long start = System.nanoTime();
    Delivery delivery;
    try {
      URI url = botUrl;
      if (url == null) {
        delivery = delivery(parcel, attempt, -1, "connection_failed", "", start);
      } else {
        HttpResponse<String> response = exchange(request(url, parcel, attempt, reason));
        Predicate<Integer> good =
            parcel.kind().equals("event_callback") ? s -> s / 100 == 2 : s -> s == 200;
        int status = response.statusCode();
        String failure = good.test(status) ? null : "http_error";
        delivery = delivery(parcel, attempt, status, failure, response.body(), start);
      }
    } catch (TimeoutException e) {
      delivery = delivery(parcel, attempt, -1, "http_timeout", "", start);
    } catch (IOException e) {
      delivery = delivery(parcel, attempt, -1, "connection_failed", "", start);
    }
    deliveries.add(delivery);
    return delivery;
  }

  private static Delivery delivery(
      Parcel parcel, int attempt, int status, @Nullable String failure, String body, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Delivery(parcel.kind(), attempt, status, failure, body, took);
  }

  private HttpRequest request(URI url, Parcel parcel, int attempt, @Nullable String reason) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", parcel.contentType())
            .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .POST(HttpRequest.BodyPublishers.ofString(parcel.body()));
    signer.headers(config.realClock().instant(), parcel.body()).forEach(request::header);
    if (attempt > 0) {
      request.header("X-Slack-Retry-Num", Integer.toString(attempt));
      request.header("X-Slack-Retry-Reason", reason == null ? "unknown_error" : reason);
    }
    return request.build();
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException, TimeoutException {
    Future<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(config.ackTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("no answer from " + request.uri(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
