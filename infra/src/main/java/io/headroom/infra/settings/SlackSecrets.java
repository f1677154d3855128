package io.headroom.infra.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What the Slack app proves itself with.
 *
 * @param botToken for calls to Slack: {@code xoxb-…}
 * @param signingSecret signs what Slack sends
 */
public record SlackSecrets(Secret botToken, Secret signingSecret) {

  private static final String FORM =
      "{\"botToken\": \"xoxb-…\", \"signingSecret\": \"…\"}, both from the Slack app's settings";

  /**
   * Reads {@code {"botToken": "xoxb-…", "signingSecret": "…"}}.
   *
   * @param name of the secret, for the message
   * @throws SettingsException if it is anything else; the message holds nothing of it
   */
  public static SlackSecrets parse(String name, String json) {
    JsonElement parsed;
    try {
      parsed = JsonParser.parseString(json);
    } catch (JsonParseException e) {
      // Gson quotes what it stumbles over, which may be the secret: neither cause nor message.
      throw new SettingsException(
          "the secret %s is not JSON; it has to be %s".formatted(name, FORM));
    }
    if (!(parsed instanceof JsonObject object)) {
      throw new SettingsException(
          "the secret %s is no JSON object; it has to be %s".formatted(name, FORM));
    }
    Secret token = field(name, object, "botToken");
    if (!token.reveal().startsWith("xoxb-")) {
      throw new SettingsException(
          "the secret %s: botToken does not begin with xoxb-; Headroom needs the token of the bot, not of a user or an app"
              .formatted(name));
    }
    return new SlackSecrets(token, field(name, object, "signingSecret"));
  }

  private static Secret field(String name, JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null
        || !value.isJsonPrimitive()
        || !value.getAsJsonPrimitive().isString()
        || value.getAsString().isBlank()) {
      throw new SettingsException(
          "the secret %s has no text \"%s\"; it has to be %s".formatted(name, field, FORM));
    }
    return new Secret(value.getAsString().strip());
  }
}
