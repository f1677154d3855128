package io.headroom.bot;

import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Builds requests as Slack sends them through a function URL, really signed. */
final class SignedRequest {

  static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body;
  private String method = "POST";
  private boolean base64 = true;

  private SignedRequest(String body, Instant at) {
    this.body = body;
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("x-slack-request-timestamp", Long.toString(at.getEpochSecond()));
    headers.put("x-slack-signature", signature(SECRET, at.getEpochSecond(), body));
  }

  static SignedRequest of(String body, Instant at) {
    return new SignedRequest(body, at);
  }

  /** An interaction: {@code payload=} and its JSON. */
  static SignedRequest interaction(String json, Instant at) {
    return of("payload=" + encoded(json), at);
  }

  static SignedRequest command(String text, Instant at, String responseUrl) {
    var form = new LinkedHashMap<String, String>();
    form.put("token", "gIkuvaNzQIHg97ATvDxqgjtO");
    form.put("team_id", "T0001");
    form.put("team_domain", "acme");
    form.put("channel_id", "C0123456789");
    form.put("channel_name", "alerts");
    form.put("user_id", "U0ANA");
    form.put("user_name", "ana");
    form.put("command", "/memory");
    form.put("text", text);
    form.put("api_app_id", "A123456");
    form.put("response_url", responseUrl);
    form.put("trigger_id", "13345224609.738474920.8088930838d88f008e0");
    return of(
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&")),
        at);
  }

  SignedRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  SignedRequest without(String header) {
    headers.remove(header);
    return this;
  }

  /** The body that arrives is another than the one that was signed. */
  SignedRequest tampered(String other) {
    body = other;
    return this;
  }

  SignedRequest method(String other) {
    method = other;
    return this;
  }

  /** Function URLs encode a body unless they know its type as text. */
  SignedRequest plain() {
    base64 = false;
    return this;
  }

  /** The event of a function URL. */
  JsonObject event() {
    var http = new JsonObject();
    http.addProperty("method", method);
    http.addProperty("path", "/");
    var context = new JsonObject();
    context.add("http", http);
    var fields = new JsonObject();
    headers.forEach(fields::addProperty);
    var event = new JsonObject();
    event.addProperty("version", "2.0");
    event.addProperty("routeKey", "$default");
    event.addProperty("rawPath", "/");
    event.add("headers", fields);
    event.add("requestContext", context);
    event.addProperty(
        "body",
        base64 ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) : body);
    event.addProperty("isBase64Encoded", base64);
    return event;
  }

  static String signature(String secret, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] base = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(base));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
