package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** The head of an entry of {@code actions}. */
    JsonObject report() {
      JsonObject report = new JsonObject();
      report.addProperty("action_id", actionId());
      report.addProperty("block_id", blockId());
      report.addProperty("type", type());
      return report;
    }

    void copy(JsonObject to, String... keys) {
      for (String key : keys) {
        if (element.has(key)) {
          to.add(key, element.get(key).deepCopy());
        }
      }
    }

    /** Whether Slack's client insists on a value. */
    boolean required() {
      JsonElement optional = block.get("optional");
      boolean input = block.get("type").getAsString().equals("input");
      return input && (optional == null || !optional.getAsBoolean());
    }

    /** Copies of the options with these values, those there are. */
    List<JsonElement> options(List<String> values) {
      List<JsonElement> all = new ArrayList<>();
      if (element.get("options") instanceof JsonArray own) {
        all.addAll(own.asList());
      }
      if (element.get("option_groups") instanceof JsonArray groups) {
        groups.forEach(
            group -> all.addAll(group.getAsJsonObject().getAsJsonArray("options").asList()));
      }
      return values.stream()
          .map(value -> all.stream().filter(each -> has(each, value)).findFirst().orElse(null))
          .filter(Objects::nonNull)
          .map(JsonElement::deepCopy)
          .toList();
    }

    private static boolean has(JsonElement option, String value) {
      return option.getAsJsonObject().get("value").getAsString().equals(value);
    }
  }

  private Elements() {}

  static List<Found> all(JsonArray blocks) {
    List<Found> found = new ArrayList<>();
    for (JsonElement each : blocks) {
      JsonObject block = each.getAsJsonObject();
      for (String key : List.of("accessory", "element")) {
        add(block, block.get(key), found);
      }
      if (block.get("elements") instanceof JsonArray elements) {
        elements.forEach(element -> add(block, element, found));
      }
    }
    return found;
  }

  private static void add(JsonObject block, @Nullable JsonElement element, List<Found> found) {
    if (element instanceof JsonObject object && object.has("action_id")) {
      found.add(new Found(block, object));
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
