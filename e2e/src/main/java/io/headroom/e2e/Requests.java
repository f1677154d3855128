package io.headroom.e2e;

import io.headroom.sandbox.slack.SlackRequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Requests to the bot's public URL that are not by Slack.
 *
 * <p>Answered with 5xx they are sent again, as Slack does: another scenario kills the bot's
 * containers, and a function URL answers 502 for a function that died.
 */
public final class Requests {

  private static final int ATTEMPTS = 5;
  private static final int SERVER_ERROR = 500;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private final URI bot;
  private final String signingSecret;

  Requests(URI bot, String signingSecret) {
    this.bot = bot;
    this.signingSecret = signingSecret;
  }

  /** A click on a button with this value, as Slack writes it. */
  public static String click(String action, String value) {
    String payload =
        """
        {"type": "block_actions", "api_app_id": "A0HEADROOM", "token": "none", "trigger_id": "1.2.3",
         "user": {"id": "U0ALICE", "username": "alice", "name": "alice", "team_id": "T0SANDBOX"},
         "team": {"id": "T0SANDBOX", "domain": "sandbox"},
         "channel": {"id": "C0ALERTS", "name": "memory-alerts"},
         "container": {"type": "message", "message_ts": "1.000001", "channel_id": "C0ALERTS"},
         "response_url": "http://127.0.0.1:1/",
         "actions": [{"type": "button", "action_id": "%s", "block_id": "b", "value": "%s",
                      "action_ts": "1.000002", "text": {"type": "plain_text", "text": "x"}}]}
        """
            .formatted(action, value);
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }

  /** The status that a body is answered with, signed by the app's secret at a time. */
  public int signed(String body, Instant at) throws IOException {
    return send(body, new SlackRequestSigner(signingSecret).headers(at, body));
  }

  /** The same, signed by another secret. */
  public int forged(String body, Instant at) throws IOException {
    return send(body, new SlackRequestSigner("not-" + signingSecret).headers(at, body));
  }

  /** The same without a signature. */
  public int unsigned(String body) throws IOException {
    return send(body, Map.of());
  }

  private int send(String body, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(bot)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = 0;
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < SERVER_ERROR) {
          break;
        }
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
