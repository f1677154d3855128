package io.headroom.infra.slack.render;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a message against Slack's documented limits, for the blocks that Headroom uses. Source:
 * the Block Kit reference at docs.slack.dev; the last two are from slackapi/bolt-js issues 2509,
 * 2867.
 */
public final class BlockLimits {

  private static final Gson GSON = GsonFactory.createSnakeCase();
  private static final int MOST_BLOCKS = 50;
  private static final int UPDATE_TEXT = 4_000;
  private static final int ALL_TEXT = 11_000;
  private static final int ALL_JSON = 15_500;
  private final List<String> problems = new ArrayList<>();
  private final String key;

  private BlockLimits(String key) {
    this.key = key;
  }

  /** What Slack would refuse; empty if it takes the message. */
  public static List<String> problems(Message message) {
    var limits = new BlockLimits(message.key());
    limits.message(message);
    return limits.problems;
  }

  /** The message as Slack gets it. */
  static JsonObject json(Message message) {
    var json = new JsonObject();
    json.addProperty("key", message.key());
    json.addProperty("text", message.text());
    json.add("blocks", GSON.toJsonTree(message.blocks(), List.class));
    return json;
  }

  private void message(Message message) {
    length("text", message.text(), 1, UPDATE_TEXT);
    JsonArray blocks = GSON.toJsonTree(message.blocks(), List.class).getAsJsonArray();
    size("blocks", blocks, 1, MOST_BLOCKS);
    blocks.forEach(block -> block(block.getAsJsonObject()));
    that(textIn(blocks) <= ALL_TEXT, "text of all blocks is " + textIn(blocks));
    that(blocks.toString().length() <= ALL_JSON, "all blocks are " + blocks.toString().length());
  }

  private void block(JsonObject block) {
    String type = block.get("type").getAsString();
    switch (type) {
      case "header" -> text(type, block.get("text"), 150, "plain_text");
      case "section" -> text(type, block.get("text"), 3_000, "mrkdwn");
      case "context" -> {
        JsonArray elements = block.getAsJsonArray("elements");
        size(type, elements, 1, 10);
        elements.forEach(element -> text(type, element, 3_000, "mrkdwn"));
      }
      case "actions" -> actions(block.getAsJsonArray("elements"));
      default -> problems.add(key + ": a block of type " + type);
    }
  }

  private void actions(JsonArray elements) {
    size("actions", elements, 1, 25);
    Set<String> ids = new TreeSet<>();
    for (JsonElement each : elements) {
      JsonObject element = each.getAsJsonObject();
      String id = element.get("action_id").getAsString();
      length("action_id", id, 1, 255);
      that(ids.add(id), "action_id " + id + " twice");
      if (element.has("confirm")) {
        confirm(element.getAsJsonObject("confirm"));
      }
      switch (element.get("type").getAsString()) {
        case "button" -> {
          text("button", element.get("text"), 75, "plain_text");
          length("button value", element.get("value").getAsString(), 1, 2_000);
        }
        case "overflow" -> {
          JsonArray options = element.getAsJsonArray("options");
          size("overflow", options, 1, 5);
          options.forEach(option -> option(option.getAsJsonObject()));
        }
        default -> problems.add(key + ": an element " + element);
      }
    }
  }

  private void option(JsonObject option) {
    text("option", option.get("text"), 75, "plain_text");
    length("option value", option.get("value").getAsString(), 1, 150);
  }

  private void confirm(JsonObject confirm) {
    text("confirm title", confirm.get("title"), 100, "plain_text");
    text("confirm text", confirm.get("text"), 300, "plain_text");
    text("confirm button", confirm.get("confirm"), 30, "plain_text");
    text("deny button", confirm.get("deny"), 30, "plain_text");
  }

  private void text(String where, JsonElement element, int max, String type) {
    JsonObject text = element.getAsJsonObject();
    that(text.get("type").getAsString().equals(type), where + " is no " + type);
    length(where, text.get("text").getAsString(), 1, max);
    if (type.equals("mrkdwn")) {
      Markup.problems(text.get("text").getAsString())
          .forEach(problem -> problems.add(key + ": " + where + ": " + problem));
    }
  }

  private void length(String where, String text, int min, int max) {
    int length = text.length();
    that(min <= length && length <= max, "%s is %d long, of %d".formatted(where, length, max));
  }

  private void size(String where, JsonArray items, int min, int max) {
    int size = items.size();
    that(min <= size && size <= max, "%s has %d, of %d".formatted(where, size, max));
  }

  private void that(boolean kept, String problem) {
    if (!kept) {
      problems.add(key + ": " + problem);
    }
  }

  private static int textIn(JsonElement json) {
    if (json.isJsonArray()) {
      return json.getAsJsonArray().asList().stream().mapToInt(BlockLimits::textIn).sum();
    }
    if (!json.isJsonObject()) {
      return 0;
    }
    return json.getAsJsonObject().entrySet().stream()
        .mapToInt(
            entry ->
                entry.getKey().equals("text") && entry.getValue().isJsonPrimitive()
                    ? entry.getValue().getAsString().length()
                    : textIn(entry.getValue()))
        .sum();
  }
}
