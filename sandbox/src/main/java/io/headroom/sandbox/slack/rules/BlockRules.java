package io.headroom.sandbox.slack.rules;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.TextRules.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks blocks as Slack does before it shows them. Knows the layout blocks of the Block Kit
 * reference that a message or a modal of text, buttons, menus and inputs needs; others (video,
 * table, canvas, …) it refuses as {@code unsupported type}, because it could not check them.
 */
public final class BlockRules {

  private static final String TYPE = "type";
  private static final String TEXT = "text";
  private static final String ELEMENTS = "elements";

  private BlockRules() {}

  /**
   * What Slack would say of these blocks.
   *
   * @param blocks an array of blocks
   * @param at JSON pointer of the array, such as {@code /blocks} or {@code /view/blocks}
   * @param max most blocks allowed on this surface
   * @return nothing when they are fine
   */
  public static List<Problem> check(JsonElement blocks, String at, int max) {
    int slash = at.lastIndexOf('/');
    String key = at.substring(slash + 1);
    JsonObject parent = new JsonObject();
    parent.add(key, blocks);
    List<Problem> problems = new ArrayList<>();
    Set<String> blockIds = new HashSet<>();
    for (Node block : new Node(parent, at.substring(0, slash), problems).objects(key, 0, max)) {
      check(block, blockIds);
    }
    return problems;
  }

  /** Whether all blocks of a message together are more than Slack takes. */
  public static boolean tooLongTogether(JsonArray blocks) {
    return textLength(blocks) > Limits.ALL_BLOCKS_TEXT
        || blocks.toString().length() > Limits.ALL_BLOCKS_JSON;
  }

  private static int textLength(JsonElement json) {
    int length = 0;
    if (json.isJsonArray()) {
      for (JsonElement item : json.getAsJsonArray()) {
        length += textLength(item);
      }
    } else if (json.isJsonObject()) {
      for (var entry : json.getAsJsonObject().entrySet()) {
        boolean text = entry.getKey().equals(TEXT) && entry.getValue().isJsonPrimitive();
        length += text ? entry.getValue().getAsString().length() : textLength(entry.getValue());
      }
    }
    return length;
  }

  private static void check(Node block, Set<String> blockIds) {
    String type = block.require(TYPE) ? block.string(TYPE) : null;
    if (type == null) {
      return;
    }
    block.string("block_id", 0, Limits.ID);
    String id = block.has("block_id") ? block.string("block_id") : null;
    if (id != null && !id.isEmpty() && !blockIds.add(id)) {
      block.problem("`block_id` \"" + id + "\" already exists", "block_id");
    }
    switch (type) {
      case "section" -> section(block);
      case "divider" -> keys(block);
      case "header" -> header(block);
      case "image" -> image(block);
      case "context" -> context(block);
      case "actions" -> actions(block);
      case "input" -> input(block);
      case "markdown" -> markdown(block);
      case "rich_text" -> richText(block);
      default -> block.problem("unsupported type: " + type, TYPE);
    }
  }

  private static void keys(Node block, String... own) {
    Set<String> keys = new HashSet<>(Set.of(own));
    keys.add(TYPE);
    keys.add("block_id");
    block.allow(keys);
  }

  private static void section(Node block) {
    keys(block, TEXT, "fields", "accessory", "expand");
    if (!block.has(TEXT) && !block.has("fields")) {
      block.problem("must define either `text` or `fields`", TYPE);
    }
    TextRules.optional(block, TEXT, Kind.PLAIN_OR_MRKDWN, Limits.SECTION_TEXT);
    for (Node field : block.objects("fields", 1, Limits.SECTION_FIELDS)) {
      TextRules.check(field, Kind.PLAIN_OR_MRKDWN, Limits.SECTION_FIELD_TEXT);
    }
    Node accessory = block.object("accessory");
    if (accessory != null) {
      ElementRules.check(accessory, ElementRules.IN_SECTION, new HashSet<>());
    }
  }

  private static void header(Node block) {
    keys(block, TEXT);
    TextRules.required(block, TEXT, Kind.PLAIN, Limits.HEADER_TEXT);
  }

  private static void image(Node block) {
    keys(block, "image_url", "slack_file", "alt_text", "title");
    ElementRules.image(block);
    TextRules.optional(block, "title", Kind.PLAIN, Limits.IMAGE_TITLE);
  }

  private static void context(Node block) {
    keys(block, ELEMENTS);
    block.require(ELEMENTS);
    for (Node element : block.objects(ELEMENTS, 1, Limits.CONTEXT_ELEMENTS)) {
      JsonElement type = element.json().get(TYPE);
      if (type != null && type.isJsonPrimitive() && type.getAsString().equals("image")) {
        ElementRules.check(element, Set.of("image"), new HashSet<>());
      } else {
        TextRules.check(element, Kind.PLAIN_OR_MRKDWN, Limits.CONTEXT_TEXT);
      }
    }
  }

  private static void actions(Node block) {
    keys(block, ELEMENTS);
    block.require(ELEMENTS);
    Set<String> actionIds = new HashSet<>();
    for (Node element : block.objects(ELEMENTS, 1, Limits.ACTIONS_ELEMENTS)) {
      ElementRules.check(element, ElementRules.IN_ACTIONS, actionIds);
    }
  }

  private static void input(Node block) {
    keys(block, "label", "element", "dispatch_action", "hint", "optional");
    TextRules.required(block, "label", Kind.PLAIN, Limits.INPUT_LABEL);
    TextRules.optional(block, "hint", Kind.PLAIN, Limits.INPUT_LABEL);
    block.bool("optional");
    block.bool("dispatch_action");
    Node element = block.require("element") ? block.object("element") : null;
    if (element != null) {
      ElementRules.check(element, ElementRules.IN_INPUT, new HashSet<>());
    }
  }

  private static void markdown(Node block) {
    keys(block, TEXT);
    if (block.require(TEXT)) {
      block.string(TEXT, 1, Limits.MARKDOWN_TEXT);
    }
  }

  private static void richText(Node block) {
    keys(block, ELEMENTS);
    block.require(ELEMENTS);
    Set<String> parts =
        Set.of("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote");
    for (Node element : block.objects(ELEMENTS, 1, Integer.MAX_VALUE - 1)) {
      if (element.require(TYPE)) {
        element.oneOf(TYPE, parts);
      }
      if (element.require(ELEMENTS)) {
        element.objects(ELEMENTS, 0, Integer.MAX_VALUE - 1);
      }
    }
  }
}
