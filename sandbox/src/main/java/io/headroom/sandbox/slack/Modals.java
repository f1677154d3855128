package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person acts in a modal or Home tab, submits a modal or closes it. */
final class Modals {

  private static final String NOT_SHOWN = "This is not shown any more.";
  private static final String REQUIRED = "Please complete this required field.";
  private static final String TROUBLE = "We had some trouble connecting. Try again?";

  private final Workspace workspace;
  private final Triggers triggers;
  private final ViewMethods views;
  private final MessageJson json;
  private final Payloads payloads;
  private final BotLink bot;

  Modals(
      Workspace workspace,
      Triggers triggers,
      ViewMethods views,
      MessageJson json,
      Payloads payloads,
      BotLink bot) {
    this.workspace = workspace;
    this.triggers = triggers;
    this.views = views;
    this.json = json;
    this.payloads = payloads;
    this.bot = bot;
  }

  InteractionResult act(
      String userId,
      String viewId,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    return workspace
        .locked(() -> prepareAct(userId, viewId, actionId, blockId, option))
        .send(bot, Prepared::seen);
  }

  private Prepared prepareAct(
      String userId,
      String viewId,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    SlackView view = workspace.views.find(viewId, null);
    SlackUser user = workspace.users.get(userId);
    if (view == null || user == null || !view.userId().equals(userId)) {
      return Prepared.refused(Outcome.NOT_SHOWN, NOT_SHOWN);
    }
    JsonArray blocks = view.json().getAsJsonArray("blocks");
    Elements.Found found = Elements.find(blocks, actionId, blockId);
    if (found == null) {
      return Prepared.refused(Outcome.NOT_SHOWN, NOT_SHOWN);
    }
    JsonObject action = found.report();
    if (!ActionValues.add(action, found, option)) {
      return Prepared.refused(Outcome.NOT_SHOWN, NOT_SHOWN);
    }
    action.addProperty("action_ts", workspace.newTs());
    JsonArray actions = new JsonArray();
    actions.add(action);
    JsonObject container = new JsonObject();
    container.addProperty("type", "view");
    container.addProperty("view_id", viewId);
    JsonObject shown = json.view(view);
    shown.add("state", ActionValues.state(blocks));
    JsonObject payload = payloads.interaction("block_actions", user, triggers.issue(userId));
    payload.add("container", container);
    payload.add("view", shown);
    payload.add("actions", actions);
    return new Prepared.ToSend(payloads.parcel(payload));
  }

  InteractionResult submit(String userId, String viewId, Map<String, String> values) {
    return workspace
        .locked(() -> prepareSubmit(userId, viewId, values))
        .send(
            bot,
            delivery ->
                delivery.acknowledged()
                    ? workspace.locked(() -> submitted(userId, viewId, delivery.answer()))
                    : InteractionResult.of(Prepared.seen(delivery).outcome(), TROUBLE));
  }

  private Prepared prepareSubmit(String userId, String viewId, Map<String, String> values) {
    SlackView view = workspace.views.find(viewId, null);
    SlackUser user = workspace.users.get(userId);
    boolean theirs = view != null && view.userId().equals(userId) && view.json().has("submit");
    if (view == null || user == null || !theirs) {
      return Prepared.refused(Outcome.NOT_SHOWN, NOT_SHOWN);
    }
    Map<String, String> errors = new LinkedHashMap<>();
    JsonObject state = new JsonObject();
    for (Elements.Found found : Elements.all(view.json().getAsJsonArray("blocks"))) {
      String given = values.get(found.actionId());
      String value = given == null ? ActionValues.initial(found.element()) : given;
      if (found.required() && (value == null || value.isBlank())) {
        errors.put(found.blockId(), REQUIRED);
      } else if (!ActionValues.put(state, found, value)) {
        errors.put(found.blockId(), "There is no option \"" + value + "\".");
      }
    }
    if (!errors.isEmpty()) {
      return new Prepared.Refused(new InteractionResult(Outcome.INPUT_MISSING, REQUIRED, errors));
    }
    JsonObject shown = json.view(view);
    shown.getAsJsonObject("state").add("values", state);
    JsonObject payload = payloads.interaction("view_submission", user, triggers.issue(userId));
    payload.add("view", shown);
    payload.add("response_urls", new JsonArray());
    return new Prepared.ToSend(payloads.parcel(payload));
  }

  /** Does what the bot answered to a submission: nothing said closes the modal. */
  private InteractionResult submitted(String userId, String viewId, String answer) {
    try {
      JsonObject said =
          answer.isBlank() ? new JsonObject() : JsonParser.parseString(answer).getAsJsonObject();
      JsonElement action = said.get("response_action");
      SlackView view = workspace.views.find(viewId, null);
      switch (action == null ? "" : action.getAsString()) {
        case "" -> workspace.views.pop(userId);
        case "clear" -> workspace.views.close(userId);
        case "push" -> workspace.views.push(userId, views.checked(said.get("view"), "modal", null));
        case "update" -> {
          if (view != null) {
            workspace.views.replace(view, views.checked(said.get("view"), "modal", view));
          }
        }
        case "errors" -> {
          return new InteractionResult(Outcome.INPUT_REFUSED, "", errors(said));
        }
        default -> throw new ApiRefusal("invalid_response_action");
      }
      return InteractionResult.of(Outcome.ACKNOWLEDGED, "");
    } catch (ApiRefusal | JsonSyntaxException | IllegalStateException e) {
      return InteractionResult.of(Outcome.BAD_ANSWER, TROUBLE);
    }
  }

  private static Map<String, String> errors(JsonObject said) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (said.get("errors") instanceof JsonObject object) {
      object.asMap().forEach((blockId, text) -> errors.put(blockId, text.getAsString()));
    }
    return errors;
  }

  /** Closes the top modal; tells the bot only when the view asked for that. */
  InteractionResult close(String userId, String viewId) {
    return workspace.locked(() -> prepareClose(userId, viewId)).send(bot, Prepared::seen);
  }

  private Prepared prepareClose(String userId, String viewId) {
    SlackView view = workspace.views.find(viewId, null);
    SlackUser user = workspace.users.get(userId);
    if (view == null || user == null || !view.userId().equals(userId)) {
      return Prepared.refused(Outcome.NOT_SHOWN, NOT_SHOWN);
    }
    workspace.views.pop(userId);
    JsonElement notify = view.json().get("notify_on_close");
    if (notify == null || !notify.getAsBoolean()) {
      return Prepared.refused(Outcome.ACKNOWLEDGED, "");
    }
    JsonObject payload = payloads.interaction("view_closed", user, "");
    payload.remove("trigger_id");
    payload.add("view", json.view(view));
    payload.addProperty("is_cleared", false);
    return new Prepared.ToSend(payloads.parcel(payload));
  }
}
