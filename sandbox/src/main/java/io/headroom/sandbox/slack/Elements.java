package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what can be acted on in blocks. */
final class Elements {

  /**
   * An interactive element.
   *
   * @param block the block around it
   */
  record Found(JsonObject block, JsonObject element) {

    String blockId() {
      return block.get("block_id").getAsString();
    }

    String actionId() {
      return element.get("action_id").getAsString();
    }

    String type() {
      return element.get("type").getAsString();
    }

    /** The option of a menu with this value, or null. */
    @Nullable JsonObject option(String value) {
      List<JsonElement> options = new ArrayList<>();
      if (element.get("options") instanceof JsonArray own) {
        options.addAll(own.asList());
      }
      if (element.get("option_groups") instanceof JsonArray groups) {
        groups.forEach(
            group -> options.addAll(group.getAsJsonObject().getAsJsonArray("options").asList()));
      }
      return options.stream()
          .map(JsonElement::getAsJsonObject)
          .filter(option -> option.get("value").getAsString().equals(value))
          .findFirst()
          .orElse(null);
    }
  }

  private Elements() {}

  static List<Found> all(JsonArray blocks) {
    List<Found> found = new ArrayList<>();
    for (JsonElement each : blocks) {
      JsonObject block = each.getAsJsonObject();
      for (String key : List.of("accessory", "element")) {
        if (block.get(key) instanceof JsonObject element) {
          add(block, element, found);
        }
      }
      if (block.get("elements") instanceof JsonArray elements) {
        elements.forEach(element -> add(block, element.getAsJsonObject(), found));
      }
    }
    return found;
  }

  private static void add(JsonObject block, JsonObject element, List<Found> found) {
    if (element.has("action_id")) {
      found.add(new Found(block, element));
    }
  }

  /** The element with this action id, in this block when one is named, or null. */
  static @Nullable Found find(JsonArray blocks, String actionId, @Nullable String blockId) {
    return all(blocks).stream()
        .filter(each -> each.actionId().equals(actionId))
        .filter(each -> blockId == null || each.blockId().equals(blockId))
        .findFirst()
        .orElse(null);
  }
}
