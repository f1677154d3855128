package io.headroom.infra.pagerduty;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.headroom.core.port.Pager.Answer;
import io.headroom.infra.settings.PagerDutySecret;
import io.headroom.infra.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one call of the Events API v2, over the JDK's {@code HttpURLConnection}: the AWS SDK uses it
 * too, so that it is loaded already; {@code java.net.http} takes a second or more for its first
 * call. Source of the answers' meaning: "Events API v2 Overview", Response Codes and Retry Logic.
 *
 * @param elsewhere where to send to instead of PagerDuty
 */
record EventsApi(Optional<URI> elsewhere) {

  static final Duration CONNECT = Duration.ofSeconds(2);
  static final Duration READ = Duration.ofSeconds(3);

  private static final URI US = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final URI EU = URI.create("https://events.eu.pagerduty.com/v2/enqueue");

  /** Bytes of an answer that are looked at, and characters of it that are repeated. */
  private static final int MOST_READ = 16_384;

  private static final int MOST_TOLD = 300;

  static EventsApi of() {
    return new EventsApi(Optional.empty());
  }

  static EventsApi at(URI url) {
    return new EventsApi(Optional.of(url));
  }

  /**
   * What PagerDuty answered.
   *
   * @param words its message, without the routing key, should it repeat it
   */
  record Reply(int status, String words) {

    /** Whether it does not take the event as it is: the key may be another by now. */
    boolean refused() {
      return status >= 400 && status < 500 && status != 408 && status != 429;
    }

    Answer answer() {
      if (status >= 200 && status < 300) {
        return new Answer.Sent();
      }
      String said = "HTTP status %d%s".formatted(status, words.isEmpty() ? "" : ", " + words);
      if (refused()) {
        return new Answer.Refused(
            "PagerDuty does not take the event (%s); the secret that PagerDutySecret names has to hold the key of an Events API v2 integration"
                .formatted(said));
      }
      return new Answer.Failed(
          status == 429
              ? "PagerDuty takes no more events for now (%s)".formatted(said)
              : "PagerDuty failed (%s)".formatted(said));
    }
  }

  /**
   * Sends an event.
   *
   * @throws IOException if no answer came
   */
  Reply post(PagerDutySecret with, JsonObject event) throws IOException {
    var connection = (HttpURLConnection) url(with.region()).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    // Wherever it led, the routing key would be sent there.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    return new Reply(status, words(read(connection, status), with.routingKey()));
  }

  private URI url(PagerDutySecret.Region region) {
    return elsewhere.orElseGet(
        () ->
            switch (region) {
              case US -> US;
              case EU -> EU;
            });
  }

  /** Read to its end, so that the connection can be used again. */
  private static String read(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return in == null ? "" : new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8);
    }
  }

  /** {@code {"status": "invalid event", "message": "…", "errors": ["…"]}} as a sentence. */
  private static String words(String body, Secret routingKey) {
    try {
      if (JsonParser.parseString(body) instanceof JsonObject object) {
        String text = String.join("; ", said(object)).replace(routingKey.reveal(), "•••");
        return text.length() <= MOST_TOLD ? text : text.substring(0, MOST_TOLD) + "…";
      }
    } catch (JsonParseException e) {
      // A page of some proxy: the status has to do.
      return "";
    }
    return "";
  }

  private static List<String> said(JsonObject object) {
    var said = new ArrayList<String>();
    if (object.get("message") instanceof JsonPrimitive message) {
      said.add(message.getAsString());
    }
    if (object.get("errors") instanceof JsonArray errors) {
      errors.forEach(error -> said.add(error.toString()));
    }
    return said;
  }
}
