package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes messages as plain text, for a terminal: one line per line, buttons as {@code [ Text ]}.
 */
public final class ThreadText {

  private ThreadText() {}

  /** A message with ids of people and channels as they are. */
  public static String render(SlackMessage message) {
    return render(message, UnaryOperator.identity());
  }

  /**
   * A message without its replies: its blocks, or its text where it has none, then files and
   * reactions.
   *
   * @param names what to show for the id of a user, group or channel, as {@link
   *     LocalSlack#nameOf(String)}
   */
  public static String render(SlackMessage message, UnaryOperator<String> names) {
    List<String> lines = new ArrayList<>();
    if (message.blocks().isEmpty()) {
      if (!message.text().isEmpty()) {
        lines.add(Mrkdwn.plain(message.text(), names));
      }
    } else {
      lines.addAll(lines(message.blocks(), names));
    }
    for (JsonElement attachment : message.attachments()) {
      if (attachment.getAsJsonObject().get("blocks") instanceof JsonArray blocks) {
        lines.addAll(lines(blocks, names));
      } else if (attachment.getAsJsonObject().has("text")) {
        lines.add(Mrkdwn.plain(attachment.getAsJsonObject().get("text").getAsString(), names));
      }
    }
    message.files().forEach(file -> lines.add("(file: " + file.title() + ")"));
    if (!message.reactions().isEmpty()) {
      lines.add(
          message.reactions().stream()
              .map(each -> Mrkdwn.emojis(":" + each.name() + ":") + " " + each.users().size())
              .collect(Collectors.joining("  ")));
    }
    return String.join("\n", lines);
  }

  /** A modal or Home tab: its title, its blocks, and the buttons below. */
  public static String render(SlackView view, UnaryOperator<String> names) {
    JsonObject json = view.json();
    List<String> lines = new ArrayList<>();
    if (json.has("title")) {
      lines.add("== " + text(json, "title", names) + " ==");
    }
    lines.addAll(lines(json.getAsJsonArray("blocks"), names));
    List<String> buttons = new ArrayList<>();
    for (String key : List.of("close", "submit")) {
      if (json.has(key)) {
        buttons.add("[ " + text(json, key, names) + " ]");
      }
    }
    if (!buttons.isEmpty()) {
      lines.add(String.join("  ", buttons));
    }
    return String.join("\n", lines);
  }

  /** The text Slack puts into notifications for a message that has blocks only. */
  static String fallback(JsonArray blocks) {
    return String.join(" ", lines(blocks, UnaryOperator.identity()));
  }

  private static List<String> lines(JsonArray blocks, UnaryOperator<String> names) {
    List<String> lines = new ArrayList<>();
    for (JsonElement each : blocks) {
      JsonObject block = each.getAsJsonObject();
      switch (block.get("type").getAsString()) {
        case "header" -> lines.add("# " + text(block, "text", names));
        case "section" -> section(block, names, lines);
        case "context" -> lines.add("  " + joined(block, " · ", names));
        case "actions" -> lines.add(joined(block, "  ", names));
        case "divider" -> lines.add("-".repeat(40));
        case "image" -> lines.add("(picture: " + block.get("alt_text").getAsString() + ")");
        case "input" ->
            lines.add(
                text(block, "label", names)
                    + ": "
                    + element(block.getAsJsonObject("element"), names));
        case "markdown" -> lines.add(Mrkdwn.plain(block.get("text").getAsString(), names));
        default -> lines.add(richText(block, names));
      }
    }
    return lines;
  }

  private static void section(JsonObject block, UnaryOperator<String> names, List<String> lines) {
    String accessory =
        block.get("accessory") instanceof JsonObject element ? "  " + element(element, names) : "";
    if (block.has("text")) {
      lines.add(text(block, "text", names) + accessory);
    } else if (!accessory.isEmpty()) {
      lines.add(accessory.strip());
    }
    if (block.get("fields") instanceof JsonArray fields) {
      for (int i = 0; i < fields.size(); i += 2) {
        String left = field(fields, i, names);
        lines.add(i + 1 < fields.size() ? left + "  |  " + field(fields, i + 1, names) : left);
      }
    }
  }

  /** A field often is a bold title and a value on a line of its own. */
  private static String field(JsonArray fields, int index, UnaryOperator<String> names) {
    return element(fields.get(index).getAsJsonObject(), names).replace("\n", " ");
  }

  private static String joined(JsonObject block, String between, UnaryOperator<String> names) {
    return block.getAsJsonArray("elements").asList().stream()
        .map(each -> element(each.getAsJsonObject(), names))
        .collect(Collectors.joining(between));
  }

  private static String element(JsonObject element, UnaryOperator<String> names) {
    return switch (element.get("type").getAsString()) {
      case "plain_text" -> Mrkdwn.emojis(element.get("text").getAsString());
      case "mrkdwn" -> Mrkdwn.plain(element.get("text").getAsString(), names);
      case "button" -> "[ " + text(element, "text", names) + " ]";
      case "image" -> "(picture: " + element.get("alt_text").getAsString() + ")";
      case "overflow" -> "[ ... ]";
      case "plain_text_input", "number_input" ->
          element.has("initial_value") ? element.get("initial_value").getAsString() : "____";
      default -> "[ " + menu(element, names) + " v ]";
    };
  }

  private static String menu(JsonObject element, UnaryOperator<String> names) {
    if (element.get("initial_option") instanceof JsonObject option) {
      return text(option, "text", names);
    }
    return element.has("placeholder") ? text(element, "placeholder", names) : "";
  }

  private static String text(JsonObject parent, String key, UnaryOperator<String> names) {
    return element(parent.getAsJsonObject(key), names);
  }

  private static String richText(JsonElement json, UnaryOperator<String> names) {
    if (json instanceof JsonArray array) {
      return array.asList().stream().map(e -> richText(e, names)).collect(Collectors.joining());
    }
    JsonObject object = json.getAsJsonObject();
    if (object.has("text")) {
      return object.get("text").getAsString();
    }
    if (object.has("user_id")) {
      return "@" + names.apply(object.get("user_id").getAsString());
    }
    return object.has("elements") ? richText(object.get("elements"), names) : "";
  }
}
