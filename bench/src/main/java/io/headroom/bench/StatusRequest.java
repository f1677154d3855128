package io.headroom.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.sandbox.slack.SlackRequestSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/** {@code /memory status} as Slack sends it to a function URL, and the answer it has to get. */
final class StatusRequest {

  private static final String BODY =
      "token=none&team_id=T0LOCAL&team_domain=acme&channel_id=C0ALERTS&channel_name=alerts"
          + "&user_id=U0ALICE&user_name=alice&command=%2Fmemory&text=status&api_app_id=A0LOCAL"
          + "&response_url=http%3A%2F%2Flocalhost%2Fnone&trigger_id=1.2.3";

  private final SlackRequestSigner signer;

  StatusRequest(String signingSecret) {
    signer = new SlackRequestSigner(signingSecret);
  }

  /** The event, signed now. */
  String event() {
    var headers = new JsonObject();
    headers.addProperty("content-type", "application/x-www-form-urlencoded");
    headers.addProperty("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
    signer
        .headers(Instant.now(), BODY)
        .forEach((name, value) -> headers.addProperty(name.toLowerCase(Locale.ROOT), value));
    var http = new JsonObject();
    http.addProperty("method", "POST");
    http.addProperty("path", "/");
    http.addProperty("protocol", "HTTP/1.1");
    http.addProperty("sourceIp", "54.173.12.34");
    var context = new JsonObject();
    context.addProperty("accountId", "anonymous");
    context.addProperty("requestId", "1e2f3a4b-5c6d-7e8f-9a0b-1c2d3e4f5a6b");
    context.add("http", http);
    var event = new JsonObject();
    event.addProperty("version", "2.0");
    event.addProperty("routeKey", "$default");
    event.addProperty("rawPath", "/");
    event.addProperty("rawQueryString", "");
    event.add("headers", headers);
    event.add("requestContext", context);
    event.addProperty(
        "body", Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8)));
    event.addProperty("isBase64Encoded", true);
    return event.toString();
  }

  /**
   * What a function said.
   *
   * @throws IllegalStateException unless it is a 200
   */
  static JsonElement message(String answer) {
    JsonObject response = JsonParser.parseString(answer).getAsJsonObject();
    if (response.get("statusCode").getAsInt() != 200) {
      throw new IllegalStateException("not answered with 200: " + answer);
    }
    String body = response.get("body").getAsString();
    if (response.has("isBase64Encoded") && response.get("isBase64Encoded").getAsBoolean()) {
      body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    }
    return JsonParser.parseString(body);
  }
}
