package io.headroom.infra.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.regex.Pattern;

/**
 * What events are sent to PagerDuty with.
 *
 * @param routingKey the integration key of an Events API v2 integration
 * @param region where the PagerDuty account lives; it is chosen at sign-up
 */
public record PagerDutySecret(Secret routingKey, Region region) {

  /** An example of its text, for messages. */
  public static final String EXAMPLE = "{\"routingKey\": \"…\"}";

  /** "32 character Integration Key", Events API v2, Send an Alert Event. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{32}");

  private static final String FORM =
      "the integration key of an Events API v2 integration, 32 letters and digits, alone or as"
          + " {\"routingKey\": \"…\"}; with \"region\": \"eu\" for an account in PagerDuty's EU"
          + " service region";

  /** PagerDuty's service regions. */
  public enum Region {
    US,
    EU
  }

  /**
   * Reads the key alone, or {@code {"routingKey": "…", "region": "eu"}}.
   *
   * @param name of the secret, for the message
   * @throws SettingsException if it is anything else; the message holds nothing of it
   */
  public static PagerDutySecret parse(String name, String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{")) {
      return new PagerDutySecret(key(name, stripped), Region.US);
    }
    JsonObject object = object(name, stripped);
    String region = string(object, "region");
    return new PagerDutySecret(
        key(name, string(object, "routingKey").strip()),
        switch (region) {
          case "", "us" -> Region.US;
          case "eu" -> Region.EU;
          default -> throw wrong(name);
        });
  }

  private static Secret key(String name, String text) {
    if (!KEY.matcher(text).matches()) {
      throw wrong(name);
    }
    return new Secret(text);
  }

  private static JsonObject object(String name, String json) {
    try {
      if (JsonParser.parseString(json) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException e) {
      // Gson quotes what it stumbles over, which may be the secret: neither cause nor message.
      throw wrong(name);
    }
    throw wrong(name);
  }

  private static String string(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static SettingsException wrong(String name) {
    return new SettingsException("the secret %s has to be %s".formatted(name, FORM));
  }
}
