package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an element reports of what a person chose or typed, in the shape of its type. */
final class ActionValues {

  private ActionValues() {}

  /** Thrown when an element does not offer what was chosen. */
  static final class NoSuchOption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String value;

    NoSuchOption(String value) {
      super(value);
      this.value = value;
    }

    String notice() {
      return "There is no option with the value \"" + value + "\".";
    }
  }

  /**
   * Adds the choice to the report of an element.
   *
   * @param value what was typed, or the value of the option; several are separated by commas
   */
  static void add(JsonObject report, Elements.Found found, @Nullable String value) {
    String type = found.type();
    report.addProperty("type", type);
    String chosen = value == null ? "" : value;
    boolean nothing = chosen.isEmpty();
    switch (type) {
      case "button" -> {
        for (String key : List.of("text", "value", "style", "url")) {
          if (found.element().has(key)) {
            report.add(key, found.element().get(key).deepCopy());
          }
        }
      }
      case "static_select", "radio_buttons", "overflow" -> {
        if (nothing) {
          report.add("selected_option", JsonNull.INSTANCE);
        } else {
          report.add("selected_option", option(found, chosen));
        }
      }
      case "multi_static_select", "checkboxes" -> {
        JsonArray options = new JsonArray();
        for (String each : nothing ? List.<String>of() : List.of(chosen.split(","))) {
          options.add(option(found, each.strip()));
        }
        report.add("selected_options", options);
      }
      case "multi_users_select" -> {
        JsonArray users = new JsonArray();
        for (String each : nothing ? List.<String>of() : List.of(chosen.split(","))) {
          users.add(each.strip());
        }
        report.add("selected_users", users);
      }
      default -> {
        String key = KEYS.getOrDefault(type, "value");
        if (nothing) {
          report.add(key, JsonNull.INSTANCE);
        } else {
          report.addProperty(key, chosen);
        }
      }
    }
  }

  private static final Map<String, String> KEYS =
      Map.of(
          "users_select", "selected_user",
          "conversations_select", "selected_conversation",
          "channels_select", "selected_channel",
          "datepicker", "selected_date",
          "timepicker", "selected_time");

  /** What an element shows before anybody touched it, as {@link #add} takes it. */
  static @Nullable String initial(JsonObject element) {
    for (String key :
        List.of(
            "initial_value",
            "initial_user",
            "initial_conversation",
            "initial_channel",
            "initial_date",
            "initial_time")) {
      if (element.has(key)) {
        return element.get(key).getAsString();
      }
    }
    if (element.get("initial_option") instanceof JsonObject option) {
      return option.get("value").getAsString();
    }
    if (element.get("initial_options") instanceof JsonArray options) {
      return String.join(
          ",",
          options.asList().stream()
              .map(option -> option.getAsJsonObject().get("value").getAsString())
              .toList());
    }
    return null;
  }

  private static JsonObject option(Elements.Found found, String value) {
    JsonObject option = found.option(value);
    if (option == null) {
      throw new NoSuchOption(value);
    }
    return option.deepCopy();
  }
}
