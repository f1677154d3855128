package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import io.headroom.sandbox.slack.ResponseUrls.Target;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A person presses a button or chooses in a menu of a message. */
final class MessageActions {

  private final Workspace workspace;
  private final Triggers triggers;
  private final ResponseUrls responseUrls;
  private final MessageJson json;
  private final Payloads payloads;
  private final URI baseUrl;

  MessageActions(
      Workspace workspace,
      Triggers triggers,
      ResponseUrls responseUrls,
      MessageJson json,
      Payloads payloads,
      URI baseUrl) {
    this.workspace = workspace;
    this.triggers = triggers;
    this.responseUrls = responseUrls;
    this.json = json;
    this.payloads = payloads;
    this.baseUrl = baseUrl;
  }

  /** Expects the workspace's lock to be held. */
  Prepared prepare(
      String userId,
      String channelId,
      String messageTs,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    StoredChannel channel = workspace.channels.get(channelId);
    SlackUser user = workspace.users.get(userId);
    if (channel == null || user == null || !channel.members.contains(userId)) {
      return Prepared.refused(Outcome.NOT_A_MEMBER, "You are not in this channel.");
    }
    StoredMessage message = shown(channel, messageTs, userId);
    JsonArray blocks = message == null ? new JsonArray() : allBlocks(message);
    Elements.Found found = Elements.find(blocks, actionId, blockId);
    if (message == null || found == null) {
      return Prepared.refused(
          Outcome.NOT_SHOWN, "There is no \"" + actionId + "\" in this message any more.");
    }
    JsonObject action = found.report();
    if (!ActionValues.add(action, found, option)) {
      return Prepared.refused(
          Outcome.NOT_SHOWN, "\"" + actionId + "\" does not offer \"" + option + "\".");
    }
    action.addProperty("action_ts", workspace.newTs());
    JsonArray actions = new JsonArray();
    actions.add(action);
    JsonObject payload = payloads.interaction("block_actions", user, triggers.issue(userId));
    payload.add("container", container(message));
    payload.add("channel", channel(channel));
    if (message.visibleTo == null) {
      payload.add("message", json.message(message));
    }
    payload.addProperty("response_url", responseUrl(channelId, userId, messageTs));
    payload.add("state", ActionValues.state(blocks));
    payload.add("actions", actions);
    return new Prepared.ToSend(payloads.parcel(payload));
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
    JsonArray all = message.blocks.deepCopy();
    for (JsonElement attachment : message.attachments) {
      if (attachment.getAsJsonObject().get("blocks") instanceof JsonArray blocks) {
        all.addAll(blocks);
      }
    }
    return all;
  }

  private static JsonObject container(StoredMessage message) {
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", message.ts);
    container.addProperty("channel_id", message.channel);
    container.addProperty("is_ephemeral", message.visibleTo != null);
    if (message.threadTs != null) {
      container.addProperty("thread_ts", message.threadTs);
    }
    return container;
  }

  private static JsonObject channel(StoredChannel channel) {
    JsonObject json = new JsonObject();
    json.addProperty("id", channel.id());
    json.addProperty("name", channel.setup.name());
    return json;
  }

  private String responseUrl(String channelId, String userId, String messageTs) {
    String path = responseUrls.issue("actions", new Target(channelId, userId, messageTs));
    return baseUrl.resolve(path).toString();
  }
}
