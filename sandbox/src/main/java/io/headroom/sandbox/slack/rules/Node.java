package io.headroom.sandbox.slack.rules;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object under examination: each method checks one key and notes what Slack would say.
 *
 * @param json the object
 * @param at its JSON pointer
 * @param problems where findings go
 */
record Node(JsonObject json, String at, List<Problem> problems) {

  void problem(String what, String key) {
    problems.add(new Problem(what, key.isEmpty() ? at : at + "/" + key));
  }

  boolean has(String key) {
    return json.has(key);
  }

  /** Refuses every key that is not one of {@code allowed}. */
  void allow(Set<String> allowed) {
    for (String key : json.keySet()) {
      if (!allowed.contains(key)) {
        problem("invalid additional property: " + key, "");
      }
    }
  }

  boolean require(String key) {
    if (!has(key)) {
      problem("missing required field: " + key, "");
      return false;
    }
    return true;
  }

  /** The string under the key, or null when it is absent or not a string (which is a problem). */
  @Nullable String string(String key) {
    JsonElement value = json.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      problem("must provide a string", key);
      return null;
    }
    return value.getAsString();
  }

  /** A string of so many characters; Slack counts characters, not UTF-16 units. */
  void string(String key, int min, int max) {
    String value = string(key);
    if (value != null) {
      length(value, key, min, max);
    }
  }

  void length(String value, String key, int min, int max) {
    int length = value.codePointCount(0, value.length());
    if (length < min) {
      problem("must be more than " + (min - 1) + " characters", key);
    } else if (length > max) {
      problem("must be less than " + (max + 1) + " characters", key);
    }
  }

  void oneOf(String key, Set<String> values) {
    String value = string(key);
    if (value != null && !values.contains(value)) {
      problem("must be a valid enum value", key);
    }
  }

  void bool(String key) {
    JsonElement value = json.get(key);
    if (value != null && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean())) {
      problem("must be a boolean", key);
    }
  }

  void integer(String key, int min, int max) {
    JsonElement value = json.get(key);
    if (value == null) {
      return;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      problem("must provide an integer", key);
    } else if (value.getAsDouble() < min) {
      problem("must be greater than " + (min - 1), key);
    } else if (value.getAsDouble() > max) {
      problem("must be less than " + (max + 1), key);
    }
  }

  void url(String key, int max) {
    String value = string(key);
    if (value == null) {
      return;
    }
    length(value, key, 1, max);
    try {
      URI uri = new URI(value);
      if (uri.getScheme() == null) {
        problem("input must be a valid: uri", key);
      }
    } catch (URISyntaxException e) {
      problem("input must be a valid: uri", key);
    }
  }

  @Nullable Node object(String key) {
    JsonElement value = json.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isJsonObject()) {
      problem("must provide an object", key);
      return null;
    }
    return new Node(value.getAsJsonObject(), at + "/" + key, problems);
  }

  /** The objects of an array of so many items; what is not an object is a problem and left out. */
  List<Node> objects(String key, int min, int max) {
    JsonElement value = json.get(key);
    if (value == null) {
      return List.of();
    }
    if (!value.isJsonArray()) {
      problem("must provide an array", key);
      return List.of();
    }
    JsonArray items = value.getAsJsonArray();
    if (items.size() < min) {
      problem("must provide at least " + min + " items", key);
    } else if (items.size() > max) {
      problem("no more than " + max + " items allowed", key);
    }
    var nodes = new java.util.ArrayList<Node>();
    for (int i = 0; i < items.size(); i++) {
      String pointer = at + "/" + key + "/" + i;
      if (items.get(i).isJsonObject()) {
        nodes.add(new Node(items.get(i).getAsJsonObject(), pointer, problems));
      } else {
        problems.add(new Problem("must provide an object", pointer));
      }
    }
    return nodes;
  }
}
