package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an element reports of what a person chose or typed, in the shape of its type. */
final class ActionValues {

  /** Where elements that hold one plain value report it; the others say {@code value}. */
  private static final Map<String, String> KEYS =
      Map.of(
          "users_select", "selected_user",
          "conversations_select", "selected_conversation",
          "channels_select", "selected_channel",
          "datepicker", "selected_date",
          "timepicker", "selected_time");

  private static final List<String> INITIAL =
      List.of(
          "initial_value",
          "initial_user",
          "initial_conversation",
          "initial_channel",
          "initial_date",
          "initial_time");

  /** Elements that remember nothing. */
  private static final Set<String> STATELESS = Set.of("button", "overflow");

  private ActionValues() {}

  /**
   * Adds a choice to the report of an element.
   *
   * @param value what was typed, or the value of the option; several are separated by commas; null
   *     for nothing, and for a button
   * @return false when the element has no such option
   */
  static boolean add(JsonObject report, Elements.Found found, @Nullable String value) {
    List<String> values =
        value == null || value.isEmpty()
            ? List.of()
            : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    switch (found.type()) {
      case "button" -> found.copy(report, "text", "value", "style", "url");
      case "static_select", "radio_buttons", "overflow" -> {
        List<JsonElement> options = found.options(values);
        report.add("selected_option", options.isEmpty() ? JsonNull.INSTANCE : options.getFirst());
        return options.size() == values.size() && values.size() <= 1;
      }
      case "multi_static_select", "checkboxes" -> {
        List<JsonElement> options = found.options(values);
        report.add("selected_options", array(options));
        return options.size() == values.size();
      }
      case "multi_users_select" ->
          report.add("selected_users", array(values.stream().map(JsonPrimitive::new).toList()));
      default ->
          report.add(
              KEYS.getOrDefault(found.type(), "value"),
              values.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(String.valueOf(value)));
    }
    return true;
  }

  /** What all elements show before anybody touches them, as {@code state} of a payload. */
  static JsonObject state(JsonArray blocks) {
    JsonObject values = new JsonObject();
    for (Elements.Found found : Elements.all(blocks)) {
      put(values, found, initial(found.element()));
    }
    JsonObject state = new JsonObject();
    state.add("values", values);
    return state;
  }

  /** Adds one element to the {@code values} of a state; false when it has no such option. */
  static boolean put(JsonObject values, Elements.Found found, @Nullable String value) {
    if (STATELESS.contains(found.type())) {
      return true;
    }
    JsonObject report = new JsonObject();
    report.addProperty("type", found.type());
    if (!values.has(found.blockId())) {
      values.add(found.blockId(), new JsonObject());
    }
    values.getAsJsonObject(found.blockId()).add(found.actionId(), report);
    return add(report, found, value);
  }

  /** What an element shows before anybody touched it, as {@link #add} takes it. */
  static @Nullable String initial(JsonObject element) {
    for (String key : INITIAL) {
      if (element.has(key)) {
        return element.get(key).getAsString();
      }
    }
    if (element.get("initial_option") instanceof JsonObject option) {
      return option.get("value").getAsString();
    }
    if (element.get("initial_options") instanceof JsonArray options) {
      return options.asList().stream()
          .map(option -> option.getAsJsonObject().get("value").getAsString())
          .collect(Collectors.joining(","));
    }
    return null;
  }

  private static JsonArray array(List<? extends JsonElement> items) {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }
}
