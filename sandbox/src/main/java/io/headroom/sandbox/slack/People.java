package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.headroom.sandbox.slack.ActionValues.NoSuchOption;
import io.headroom.sandbox.slack.BotLink.Parcel;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people do: press, choose, submit, close, type a command. Checks what Slack's client checks,
 * tells the bot, and shows what Slack shows.
 */
final class People {

  private static final String STILL_THERE = "This button is not in the message any more.";
  private static final String NO_MEMBER = "You are not in this channel.";

  private final LocalSlack.Config config;
  private final Workspace workspace;
  private final Triggers triggers;
  private final ResponseUrls responseUrls;
  private final ViewMethods views;
  private final MessageJson json;
  private final Payloads payloads;
  private final BotLink bot;
  private final URI baseUrl;

  People(
      LocalSlack.Config config,
      Workspace workspace,
      Triggers triggers,
      ResponseUrls responseUrls,
      ViewMethods views,
      MessageJson json,
      BotLink bot,
      URI baseUrl) {
    this.config = config;
    this.workspace = workspace;
    this.triggers = triggers;
    this.responseUrls = responseUrls;
    this.views = views;
    this.json = json;
    this.payloads = new Payloads(workspace, config.retryInteractions());
    this.bot = bot;
    this.baseUrl = baseUrl;
  }

  /** Either something to send, or what the person sees because nothing can be sent. */
  private record Prepared(@Nullable Parcel parcel, @Nullable InteractionResult refusal) {

    static Prepared refused(Outcome outcome, String notice) {
      return new Prepared(null, InteractionResult.of(outcome, notice));
    }
  }

  InteractionResult act(
      String userId,
      String channelId,
      String messageTs,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    return send(
        workspace.locked(
            () -> prepareAct(userId, channelId, messageTs, actionId, blockId, option)));
  }

  private Prepared prepareAct(
      String userId,
      String channelId,
      String messageTs,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    StoredChannel channel = workspace.channels.get(channelId);
    SlackUser user = workspace.users.get(userId);
    if (channel == null || user == null || !channel.members.contains(userId)) {
      return Prepared.refused(Outcome.NOT_A_MEMBER, NO_MEMBER);
    }
    StoredMessage message = shown(channel, messageTs, userId);
    Elements.Found found =
        message == null ? null : Elements.find(allBlocks(message), actionId, blockId);
    if (message == null || found == null) {
      return Prepared.refused(Outcome.NOT_SHOWN, STILL_THERE);
    }
    JsonObject payload = payloads.interaction("block_actions", user, triggers.issue(userId));
    boolean ephemeral = message.visibleTo != null;
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", messageTs);
    container.addProperty("channel_id", channelId);
    container.addProperty("is_ephemeral", ephemeral);
    if (message.threadTs != null) {
      container.addProperty("thread_ts", message.threadTs);
    }
    payload.add("container", container);
    JsonObject where = new JsonObject();
    where.addProperty("id", channelId);
    where.addProperty("name", channel.setup.name());
    payload.add("channel", where);
    if (!ephemeral) {
      payload.add("message", json.message(message));
    }
    payload.addProperty(
        "response_url",
        url(responseUrls.issue("actions", new ResponseUrls.Target(channelId, userId, messageTs))));
    return withAction(payload, found, option);
  }

  InteractionResult actInView(
      String userId,
      String viewId,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    return send(workspace.locked(() -> prepareInView(userId, viewId, actionId, blockId, option)));
  }

  private Prepared prepareInView(
      String userId,
      String viewId,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    SlackView view = workspace.views.find(viewId, null);
    SlackUser user = workspace.users.get(userId);
    Elements.Found found =
        view == null || user == null || !view.userId().equals(userId)
            ? null
            : Elements.find(view.json().getAsJsonArray("blocks"), actionId, blockId);
    if (view == null || user == null || found == null) {
      return Prepared.refused(Outcome.NOT_SHOWN, "This is not shown any more.");
    }
    JsonObject payload = payloads.interaction("block_actions", user, triggers.issue(userId));
    JsonObject container = new JsonObject();
    container.addProperty("type", "view");
    container.addProperty("view_id", viewId);
    payload.add("container", container);
    payload.add("view", json.view(view));
    return withAction(payload, found, option);
  }

  private Prepared withAction(JsonObject payload, Elements.Found found, @Nullable String option) {
    JsonObject action = new JsonObject();
    action.addProperty("action_id", found.actionId());
    action.addProperty("block_id", found.blockId());
    try {
      ActionValues.add(action, found, option);
    } catch (NoSuchOption e) {
      return Prepared.refused(Outcome.NOT_SHOWN, e.notice());
    }
    action.addProperty("action_ts", workspace.newTs());
    JsonArray actions = new JsonArray();
    actions.add(action);
    payload.add("actions", actions);
    JsonObject state = new JsonObject();
    state.add("values", new JsonObject());
    payload.add("state", state);
    return new Prepared(payloads.parcel(payload), null);
  }

  private InteractionResult send(Prepared prepared) {
    if (prepared.parcel() == null) {
      return java.util.Objects.requireNonNull(prepared.refusal());
    }
    return seen(bot.send(prepared.parcel()));
  }

  private static InteractionResult seen(Delivery delivery) {
    if (delivery.acknowledged()) {
      return InteractionResult.of(Outcome.ACKNOWLEDGED, "");
    }
    return switch (String.valueOf(delivery.failure())) {
      case "http_timeout" ->
          InteractionResult.of(
              Outcome.TIMED_OUT, "Operation timed out. Apps need to respond within 3 seconds.");
      case "http_error" ->
          InteractionResult.of(
              Outcome.ERROR_STATUS, "This app responded with Status Code " + delivery.status());
      default -> InteractionResult.of(Outcome.UNREACHABLE, "This app could not be reached.");
    };
  }

  InteractionResult slash(String userId, String channelId, String command, String text) {
    SlackUser user = workspace.locked(() -> workspace.users.get(userId));
    StoredChannel channel = workspace.locked(() -> workspace.channels.get(channelId));
    if (user == null || channel == null || !channel.members.contains(userId)) {
      return InteractionResult.of(Outcome.NOT_A_MEMBER, NO_MEMBER);
    }
    if (!config.commands().contains(command) || !config.scopes().contains("commands")) {
      return notice(channel, user, Outcome.UNKNOWN_COMMAND, command + " is not a valid command.");
    }
    ResponseUrls.Target target = new ResponseUrls.Target(channelId, userId, null);
    Parcel parcel =
        workspace.locked(
            () ->
                payloads.slashCommand(
                    user,
                    channel,
                    command,
                    text,
                    url(responseUrls.issue("commands", target)),
                    triggers.issue(userId)));
    Delivery delivery = bot.send(parcel);
    if (!delivery.acknowledged()) {
      boolean late = "http_timeout".equals(delivery.failure());
      String error = late ? "operation_timeout" : "dispatch_failed";
      String words = command + " failed with the error \"" + error + "\"";
      return notice(channel, user, seen(delivery).outcome(), words);
    }
    return delivery.answer().isBlank() ? seen(delivery) : answer(target, command, delivery);
  }

  /** Shows what the bot answered to the command: text to the person, JSON as it says. */
  private InteractionResult answer(ResponseUrls.Target target, String command, Delivery delivery) {
    try {
      workspace.locked(
          () -> {
            responseUrls.respond(target, immediate(delivery.answer()));
            return true;
          });
      return seen(delivery);
    } catch (ApiRefusal | JsonSyntaxException e) {
      StoredChannel channel = workspace.locked(() -> workspace.channel(target.channel()));
      SlackUser user = java.util.Objects.requireNonNull(workspace.users.get(target.userId()));
      String words = command + " failed with the error \"" + e.getMessage() + "\"";
      return notice(channel, user, Outcome.BAD_ANSWER, words);
    }
  }

  private static Args immediate(String body) {
    if (body.strip().startsWith("{")) {
      return new Args(JsonParser.parseString(body).getAsJsonObject());
    }
    JsonObject text = new JsonObject();
    text.addProperty("text", body);
    return new Args(text);
  }

  /** Slackbot says it to the one person. */
  private InteractionResult notice(
      StoredChannel channel, SlackUser user, Outcome outcome, String words) {
    MessageContent content = new MessageContent(words, null, null, null, false);
    workspace.locked(
        () -> workspace.postEphemeral(channel, Workspace.SLACKBOT, user.id(), content, null));
    return InteractionResult.of(outcome, words);
  }

  InteractionResult submit(String userId, String viewId, Map<String, String> values) {
    Map<String, String> missing = new LinkedHashMap<>();
    Prepared prepared = workspace.locked(() -> prepareSubmit(userId, viewId, values, missing));
    if (!missing.isEmpty()) {
      return new InteractionResult(
          Outcome.INPUT_MISSING, "Please complete this required field.", missing);
    }
    if (prepared.parcel() == null) {
      return java.util.Objects.requireNonNull(prepared.refusal());
    }
    Delivery delivery = bot.send(prepared.parcel());
    if (!delivery.acknowledged()) {
      return new InteractionResult(
          seen(delivery).outcome(), "We had some trouble connecting. Try again?", Map.of());
    }
    return workspace.locked(() -> submitted(userId, viewId, delivery.answer()));
  }

  private Prepared prepareSubmit(
      String userId, String viewId, Map<String, String> values, Map<String, String> missing) {
    SlackView view = workspace.views.find(viewId, null);
    SlackUser user = workspace.users.get(userId);
    if (view == null
        || user == null
        || !view.userId().equals(userId)
        || !view.json().has("submit")) {
      return Prepared.refused(Outcome.NOT_SHOWN, "This is not shown any more.");
    }
    JsonObject stateValues = new JsonObject();
    for (Elements.Found found : Elements.all(view.json().getAsJsonArray("blocks"))) {
      String given = values.get(found.actionId());
      String value = given == null ? ActionValues.initial(found.element()) : given;
      boolean input = found.block().get("type").getAsString().equals("input");
      boolean optional =
          found.block().has("optional") && found.block().get("optional").getAsBoolean();
      if (input && !optional && (value == null || value.isBlank())) {
        missing.put(found.blockId(), "Please complete this required field.");
        continue;
      }
      if (found.type().equals("button") || found.type().equals("overflow")) {
        continue;
      }
      JsonObject report = new JsonObject();
      try {
        ActionValues.add(report, found, value);
      } catch (NoSuchOption e) {
        missing.put(found.blockId(), e.notice());
      }
      JsonObject block =
          stateValues.get(found.blockId()) instanceof JsonObject some ? some : new JsonObject();
      block.add(found.actionId(), report);
      stateValues.add(found.blockId(), block);
    }
    JsonObject payload = payloads.interaction("view_submission", user, triggers.issue(userId));
    JsonObject shown = json.view(view);
    shown.getAsJsonObject("state").add("values", stateValues);
    payload.add("view", shown);
    payload.add("response_urls", new JsonArray());
    return new Prepared(payloads.parcel(payload), null);
  }

  private InteractionResult submitted(String userId, String viewId, String answer) {
    JsonObject said;
    try {
      said = answer.isBlank() ? new JsonObject() : JsonParser.parseString(answer).getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException e) {
      return InteractionResult.of(Outcome.BAD_ANSWER, "We had some trouble connecting. Try again?");
    }
    String action =
        said.has("response_action") ? said.get("response_action").getAsString() : "close";
    SlackView view = workspace.views.find(viewId, null);
    try {
      switch (action) {
        case "errors" -> {
          Map<String, String> errors = new LinkedHashMap<>();
          said.getAsJsonObject("errors")
              .entrySet()
              .forEach(entry -> errors.put(entry.getKey(), entry.getValue().getAsString()));
          return new InteractionResult(Outcome.INPUT_REFUSED, "", errors);
        }
        case "clear" -> workspace.views.close(userId);
        case "update" -> {
          if (view != null) {
            workspace.views.replace(view, views.checked(said.get("view"), "modal", view));
          }
        }
        case "push" -> workspace.views.push(userId, views.checked(said.get("view"), "modal", null));
        case "close" -> workspace.views.pop(userId);
        default -> throw new ApiRefusal("invalid response_action: " + action);
      }
    } catch (ApiRefusal e) {
      return InteractionResult.of(Outcome.BAD_ANSWER, "We had some trouble connecting. Try again?");
    }
    return InteractionResult.of(Outcome.ACKNOWLEDGED, "");
  }

  InteractionResult close(String userId, String viewId) {
    Parcel parcel =
        workspace.locked(
            () -> {
              SlackView view = workspace.views.find(viewId, null);
              SlackUser user = workspace.users.get(userId);
              if (view == null || user == null || !view.userId().equals(userId)) {
                return null;
              }
              workspace.views.pop(userId);
              JsonElement notify = view.json().get("notify_on_close");
              if (notify == null || !notify.getAsBoolean()) {
                return null;
              }
              JsonObject payload =
                  payloads.interaction("view_closed", user, triggers.issue(userId));
              payload.remove("trigger_id");
              payload.add("view", json.view(view));
              payload.addProperty("is_cleared", false);
              return payloads.parcel(payload);
            });
    return parcel == null ? InteractionResult.of(Outcome.ACKNOWLEDGED, "") : seen(bot.send(parcel));
  }

  /** Sends an event, if the app is subscribed to its type; null when it is not. */
  @Nullable Delivery event(JsonObject event) {
    if (!config.events().contains(event.get("type").getAsString())) {
      return null;
    }
    String id = workspace.locked(() -> workspace.newId("Ev"));
    return bot.send(payloads.event(event, id, config.realClock().instant().getEpochSecond()));
  }

  /** Whether the bot answers Slack's question for its URL with the challenge. */
  boolean verifyUrl() {
    String challenge = "challenge-" + workspace.locked(() -> workspace.newId());
    Delivery delivery = bot.send(payloads.urlVerification(challenge));
    return delivery.acknowledged() && delivery.answer().contains(challenge);
  }

  private static @Nullable StoredMessage shown(
      StoredChannel channel, String messageTs, String userId) {
    StoredMessage message = channel.find(messageTs);
    if (message != null) {
      return message;
    }
    return channel.ephemerals.stream()
        .filter(each -> each.ts.equals(messageTs) && userId.equals(each.visibleTo))
        .findFirst()
        .orElse(null);
  }

  private static JsonArray allBlocks(StoredMessage message) {
    List<JsonElement> all = new ArrayList<>(message.blocks.asList());
    for (JsonElement attachment : message.attachments) {
      if (attachment.getAsJsonObject().get("blocks") instanceof JsonArray blocks) {
        all.addAll(blocks.asList());
      }
    }
    JsonArray blocks = new JsonArray();
    all.forEach(blocks::add);
    return blocks;
  }

  private String url(String path) {
    return baseUrl.resolve(path).toString();
  }
}
