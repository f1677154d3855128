package io.headroom.sandbox.slack.rules;

import io.headroom.sandbox.slack.rules.TextRules.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Block elements: what each may hold, and in which block it may stand. */
final class ElementRules {

  private static final Set<String> SELECTS =
      Set.of(
          "static_select",
          "multi_static_select",
          "users_select",
          "multi_users_select",
          "conversations_select",
          "channels_select");
  private static final Set<String> CHOICES = Set.of("checkboxes", "radio_buttons");
  private static final Set<String> PICKERS = Set.of("datepicker", "timepicker");

  static final Set<String> IN_ACTIONS =
      union(SELECTS, CHOICES, PICKERS, Set.of("button", "overflow"));
  static final Set<String> IN_SECTION = union(IN_ACTIONS, Set.of("image"));
  static final Set<String> IN_INPUT =
      union(SELECTS, CHOICES, PICKERS, Set.of("plain_text_input", "number_input"));

  private static final Set<String> COMMON = Set.of("type", "action_id");
  private static final Map<String, Set<String>> KEYS =
      Map.ofEntries(
          Map.entry(
              "button", Set.of("text", "url", "value", "style", "confirm", "accessibility_label")),
          Map.entry("overflow", Set.of("options", "confirm")),
          Map.entry("image", Set.of("image_url", "slack_file", "alt_text")),
          Map.entry(
              "static_select",
              Set.of(
                  "placeholder",
                  "options",
                  "option_groups",
                  "initial_option",
                  "confirm",
                  "focus_on_load")),
          Map.entry(
              "multi_static_select",
              Set.of(
                  "placeholder",
                  "options",
                  "option_groups",
                  "initial_options",
                  "confirm",
                  "max_selected_items",
                  "focus_on_load")),
          Map.entry(
              "users_select", Set.of("placeholder", "initial_user", "confirm", "focus_on_load")),
          Map.entry(
              "multi_users_select",
              Set.of(
                  "placeholder",
                  "initial_users",
                  "confirm",
                  "max_selected_items",
                  "focus_on_load")),
          Map.entry(
              "conversations_select",
              Set.of(
                  "placeholder",
                  "initial_conversation",
                  "default_to_current_conversation",
                  "confirm",
                  "response_url_enabled",
                  "filter",
                  "focus_on_load")),
          Map.entry(
              "channels_select",
              Set.of(
                  "placeholder",
                  "initial_channel",
                  "confirm",
                  "response_url_enabled",
                  "focus_on_load")),
          Map.entry("checkboxes", Set.of("options", "initial_options", "confirm", "focus_on_load")),
          Map.entry(
              "radio_buttons", Set.of("options", "initial_option", "confirm", "focus_on_load")),
          Map.entry(
              "datepicker", Set.of("initial_date", "placeholder", "confirm", "focus_on_load")),
          Map.entry(
              "timepicker",
              Set.of("initial_time", "placeholder", "confirm", "focus_on_load", "timezone")),
          Map.entry(
              "plain_text_input",
              Set.of(
                  "placeholder",
                  "initial_value",
                  "multiline",
                  "min_length",
                  "max_length",
                  "dispatch_action_config",
                  "focus_on_load")),
          Map.entry(
              "number_input",
              Set.of(
                  "is_decimal_allowed",
                  "placeholder",
                  "initial_value",
                  "min_value",
                  "max_value",
                  "dispatch_action_config",
                  "focus_on_load")));

  private ElementRules() {}

  /**
   * Checks one element.
   *
   * @param allowed the types its block takes
   * @param actionIds those seen in the same block; an action id is unique in its block
   */
  static void check(Node element, Set<String> allowed, Set<String> actionIds) {
    String type = element.require("type") ? element.string("type") : null;
    if (type == null) {
      return;
    }
    Set<String> keys = KEYS.get(type);
    if (keys == null || !allowed.contains(type)) {
      element.problem("unsupported type: " + type, "type");
      return;
    }
    element.allow(type.equals("image") ? union(keys, Set.of("type")) : union(keys, COMMON));
    actionId(element, actionIds);
    TextRules.confirm(element);
    TextRules.optional(element, "placeholder", Kind.PLAIN, Limits.PLACEHOLDER);
    element.bool("focus_on_load");
    switch (type) {
      case "button" -> button(element);
      case "overflow" -> menu(element, Kind.PLAIN, 1, Limits.OVERFLOW_OPTIONS);
      case "static_select", "multi_static_select" -> select(element);
      case "checkboxes", "radio_buttons" ->
          menu(element, Kind.PLAIN_OR_MRKDWN, 1, Limits.CHOICE_OPTIONS);
      case "image" -> image(element);
      case "plain_text_input" -> textInput(element);
      case "number_input" -> {
        if (element.require("is_decimal_allowed")) {
          element.bool("is_decimal_allowed");
        }
      }
      default -> element.integer("max_selected_items", 1, Limits.MENU_OPTIONS);
    }
  }

  /** An image as block or element: a public URL or a file of this workspace, and alt text. */
  static void image(Node image) {
    if (image.has("image_url") == image.has("slack_file")) {
      image.problem("must define either `image_url` or `slack_file`", "");
    }
    image.url("image_url", Limits.URL);
    Node file = image.object("slack_file");
    if (file != null && file.has("id") == file.has("url")) {
      file.problem("invalid slack file", "");
    }
    if (image.require("alt_text")) {
      image.string("alt_text", 1, Limits.ALT_TEXT);
    }
  }

  private static void actionId(Node element, Set<String> seen) {
    element.string("action_id", 1, Limits.ID);
    String id = element.has("action_id") ? idOf(element) : null;
    if (id != null && !seen.add(id)) {
      element.problem("`action_id` \"" + id + "\" already exists", "action_id");
    }
  }

  private static @Nullable String idOf(Node element) {
    var value = element.json().get("action_id");
    return value.isJsonPrimitive() ? value.getAsString() : null;
  }

  private static void button(Node button) {
    TextRules.required(button, "text", Kind.PLAIN, Limits.BUTTON_TEXT);
    button.url("url", Limits.URL);
    button.string("value", 0, Limits.BUTTON_VALUE);
    button.string("accessibility_label", 1, Limits.BUTTON_TEXT);
    button.oneOf("style", TextRules.STYLES);
  }

  private static void menu(Node menu, Kind kind, int min, int max) {
    if (menu.require("options")) {
      TextRules.options(menu, "options", kind, min, max);
    }
    initial(menu, kind);
  }

  private static void select(Node select) {
    if (select.has("options") == select.has("option_groups")) {
      select.problem("must define either `options` or `option_groups`", "");
    }
    TextRules.options(select, "options", Kind.PLAIN, 1, Limits.MENU_OPTIONS);
    for (Node group : select.objects("option_groups", 1, Limits.MENU_OPTIONS)) {
      group.allow(Set.of("label", "options"));
      TextRules.required(group, "label", Kind.PLAIN, Limits.OPTION_TEXT);
      TextRules.options(group, "options", Kind.PLAIN, 1, Limits.MENU_OPTIONS);
    }
    select.integer("max_selected_items", 1, Limits.MENU_OPTIONS);
    initial(select, Kind.PLAIN);
  }

  private static void initial(Node menu, Kind kind) {
    TextRules.option(menu.object("initial_option"), kind);
    TextRules.options(menu, "initial_options", kind, 1, Limits.MENU_OPTIONS);
  }

  private static void textInput(Node input) {
    input.string("initial_value", 0, Limits.INPUT_TEXT);
    input.integer("min_length", 0, Limits.INPUT_TEXT);
    input.integer("max_length", 1, Limits.INPUT_TEXT);
    input.bool("multiline");
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return Set.copyOf(all);
  }
}
