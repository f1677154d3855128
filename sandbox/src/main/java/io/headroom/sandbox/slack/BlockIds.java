package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Completes blocks as Slack stores them: a {@code block_id} for each block and an {@code action_id}
 * for each interactive element that came without one, and the default flags of text objects.
 */
final class BlockIds {

  private static final Set<String> NOT_INTERACTIVE = Set.of("plain_text", "mrkdwn", "image");

  private BlockIds() {}

  static JsonArray complete(JsonArray blocks, Supplier<String> newId) {
    JsonArray copy = blocks.deepCopy();
    for (JsonElement element : copy) {
      JsonObject block = element.getAsJsonObject();
      if (!block.has("block_id") || block.get("block_id").getAsString().isEmpty()) {
        block.addProperty("block_id", newId.get());
      }
      for (String key : Set.of("accessory", "element")) {
        if (block.get(key) instanceof JsonObject one) {
          completeElement(one, newId);
        }
      }
      if (block.get("elements") instanceof JsonArray elements
          && !block.get("type").getAsString().equals("rich_text")) {
        elements.forEach(one -> completeElement(one.getAsJsonObject(), newId));
      }
      completeText(block);
    }
    return copy;
  }

  private static void completeElement(JsonObject element, Supplier<String> newId) {
    boolean interactive = !NOT_INTERACTIVE.contains(element.get("type").getAsString());
    if (interactive && !element.has("action_id")) {
      element.addProperty("action_id", newId.get());
    }
  }

  private static void completeText(JsonElement json) {
    if (json instanceof JsonArray array) {
      array.forEach(BlockIds::completeText);
    } else if (json instanceof JsonObject object) {
      String type =
          object.get("type") instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
      if (type.equals("plain_text") && !object.has("emoji")) {
        object.addProperty("emoji", true);
      } else if (type.equals("mrkdwn") && !object.has("verbatim")) {
        object.addProperty("verbatim", false);
      }
      object.asMap().values().forEach(BlockIds::completeText);
    }
  }
}
