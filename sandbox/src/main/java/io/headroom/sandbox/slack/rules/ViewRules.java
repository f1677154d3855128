package io.headroom.sandbox.slack.rules;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.TextRules.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks modals and Home tabs as Slack does before it shows them. */
public final class ViewRules {

  private static final Set<String> COMMON =
      Set.of("type", "blocks", "private_metadata", "callback_id", "external_id");
  private static final Set<String> MODAL =
      Set.of(
          "type",
          "blocks",
          "private_metadata",
          "callback_id",
          "external_id",
          "title",
          "submit",
          "close",
          "clear_on_close",
          "notify_on_close",
          "submit_disabled");

  private ViewRules() {}

  /**
   * What Slack would say of this view under the argument {@code view}.
   *
   * @param json the view
   * @param type {@code modal} or {@code home}, as the method demands
   */
  public static List<Problem> check(JsonElement json, String type) {
    if (!json.isJsonObject()) {
      return List.of(new Problem("must provide an object", "/view"));
    }
    List<Problem> found = new ArrayList<>();
    Node view = new Node(json.getAsJsonObject(), "/view", found);
    if (view.require("type")) {
      view.oneOf("type", Set.of(type));
    }
    boolean modal = type.equals("modal");
    view.allow(modal ? MODAL : COMMON);
    if (modal) {
      TextRules.required(view, "title", Kind.PLAIN, Limits.VIEW_TITLE);
      TextRules.optional(view, "submit", Kind.PLAIN, Limits.VIEW_BUTTON);
      TextRules.optional(view, "close", Kind.PLAIN, Limits.VIEW_BUTTON);
      view.bool("clear_on_close");
      view.bool("notify_on_close");
    }
    view.string("private_metadata", 0, Limits.PRIVATE_METADATA);
    view.string("callback_id", 0, Limits.ID);
    view.string("external_id", 0, Limits.ID);
    if (view.require("blocks")) {
      JsonElement blocks = view.json().get("blocks");
      found.addAll(BlockRules.check(blocks, "/view/blocks", Limits.VIEW_BLOCKS));
      if (modal && !view.has("submit")) {
        inputsNeedSubmit(view);
      }
    }
    if (found.isEmpty()) {
      return found;
    }
    List<Problem> all = new ArrayList<>();
    all.add(new Problem("failed to match all allowed schemas", "/view"));
    all.addAll(found);
    return all;
  }

  private static void inputsNeedSubmit(Node view) {
    JsonElement blocks = view.json().get("blocks");
    if (!blocks.isJsonArray()) {
      return;
    }
    for (int i = 0; i < blocks.getAsJsonArray().size(); i++) {
      JsonElement block = blocks.getAsJsonArray().get(i);
      if (block instanceof JsonObject object
          && object.has("type")
          && object.get("type").isJsonPrimitive()
          && object.get("type").getAsString().equals("input")) {
        view.problem(
            "must define `submit` to use an `input` block in modals", "blocks/" + i + "/input");
      }
    }
  }
}
