package io.headroom.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Lambda function URL hands over: the event of format 2.0, as far as the bot reads it. It is
 * read here rather than by Lambda's runtime, whose reader of events loads some seven hundred
 * classes. Source: AWS, "Invoking Lambda function URLs".
 *
 * @param method of HTTP; empty if the event names none
 * @param headers by their names, in whatever case they are asked for: HTTP does not care
 * @param body as it came, perhaps in base64
 * @param base64 whether the body is in base64
 * @param stayActive whether it is no request but the schedule of {@code template.yaml} that keeps
 *     the function's snapshot; through the URL nobody can set that, for what they send is in the
 *     body
 */
record UrlRequest(
    Optional<String> method,
    Map<String, String> headers,
    Optional<String> body,
    boolean base64,
    boolean stayActive) {

  private static final String STAY_ACTIVE = "Stay Active";

  /**
   * Reads an event. What is missing or of another type counts as absent.
   *
   * @throws com.google.gson.JsonParseException if it is no JSON
   */
  static UrlRequest read(InputStream event) {
    JsonElement json = JsonParser.parseReader(new InputStreamReader(event, StandardCharsets.UTF_8));
    JsonObject root = json instanceof JsonObject object ? object : new JsonObject();
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonElement> header : object(root, "headers").entrySet()) {
      if (header.getValue().isJsonPrimitive()) {
        headers.put(header.getKey(), header.getValue().getAsString());
      }
    }
    return new UrlRequest(
        text(object(object(root, "requestContext"), "http"), "method"),
        headers,
        text(root, "body"),
        text(root, "isBase64Encoded").filter("true"::equals).isPresent(),
        text(root, "detail-type").filter(STAY_ACTIVE::equals).isPresent());
  }

  private static JsonObject object(JsonObject of, String name) {
    return of.get(name) instanceof JsonObject object ? object : new JsonObject();
  }

  private static Optional<String> text(JsonObject of, String name) {
    JsonElement value = of.get(name);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }
}
