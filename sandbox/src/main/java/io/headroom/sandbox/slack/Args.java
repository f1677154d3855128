package io.headroom.sandbox.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a call. In a form every value is text, and what is structured is JSON in that text;
 * in a JSON body either is allowed. Both look the same here.
 *
 * @param json the arguments by name
 */
record Args(JsonObject json) {

  static Args ofForm(String form) {
    JsonObject json = new JsonObject();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        json.addProperty(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Args(json);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  boolean has(String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  /** The text of an argument, or null when it is absent or empty. */
  @Nullable String text(String name) {
    JsonElement value = json.get(name);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonPrimitive()) {
      throw ApiRefusal.withMessages(
          "invalid_arguments", List.of("must provide a string [json-pointer:/" + name + "]"));
    }
    String text = value.getAsString();
    return text.isEmpty() ? null : text;
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw ApiRefusal.missingArgument(name);
    }
    return text;
  }

  boolean flag(String name) {
    String text = text(name);
    return "true".equals(text) || "1".equals(text);
  }

  int number(String name, int otherwise, String errorCode) {
    String text = text(name);
    try {
      return text == null ? otherwise : new JsonPrimitive(text).getAsInt();
    } catch (NumberFormatException e) {
      throw new ApiRefusal(errorCode);
    }
  }

  /**
   * A structured argument, or null when it is absent or empty.
   *
   * @param errorCode what Slack answers when it is not JSON
   */
  @Nullable JsonElement structure(String name, String errorCode) {
    JsonElement value = json.get(name);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonPrimitive()) {
      return value.deepCopy();
    }
    try {
      return value.getAsString().isBlank() ? null : JsonParser.parseString(value.getAsString());
    } catch (JsonSyntaxException e) {
      throw new ApiRefusal(errorCode);
    }
  }
}
