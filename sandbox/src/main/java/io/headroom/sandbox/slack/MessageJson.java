package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Writes messages, views and files as the Web API and the payloads of interactions show them. */
final class MessageJson {

  private final Workspace workspace;
  private final java.net.URI baseUrl;

  MessageJson(Workspace workspace, java.net.URI baseUrl) {
    this.workspace = workspace;
    this.baseUrl = baseUrl;
  }

  /** A message by itself, with its metadata when there is any. */
  JsonObject message(StoredMessage message) {
    SlackBot bot = workspace.bot;
    JsonObject json = new JsonObject();
    json.addProperty("type", "message");
    if (message.subtype != null) {
      json.addProperty("subtype", message.subtype);
    } else if (message.broadcast) {
      json.addProperty("subtype", "thread_broadcast");
    }
    json.addProperty("user", message.userId);
    json.addProperty("ts", message.ts);
    json.addProperty("team", Workspace.TEAM_ID);
    json.addProperty("text", message.text);
    if (message.userId.equals(bot.userId())) {
      json.addProperty("bot_id", bot.botId());
      json.addProperty("app_id", bot.appId());
      json.add("bot_profile", botProfile());
    }
    if (!message.blocks.isEmpty()) {
      json.add("blocks", message.blocks.deepCopy());
    }
    if (!message.attachments.isEmpty()) {
      json.add("attachments", message.attachments.deepCopy());
    }
    if (message.threadTs != null) {
      json.addProperty("thread_ts", message.threadTs);
    }
    if (message.editedTs != null) {
      JsonObject edited = new JsonObject();
      edited.addProperty("user", message.userId);
      edited.addProperty("ts", message.editedTs);
      json.add("edited", edited);
    }
    if (message.metadata != null) {
      json.add("metadata", message.metadata.deepCopy());
    }
    if (!message.files.isEmpty()) {
      JsonArray files = new JsonArray();
      message.files.forEach(file -> files.add(file(file)));
      json.add("files", files);
    }
    if (!message.reactions.isEmpty()) {
      json.add("reactions", reactions(message));
    }
    return json;
  }

  /** A message of a listing: counts its replies, and shows metadata only where it was asked for. */
  JsonObject listed(StoredChannel channel, StoredMessage message, boolean withMetadata) {
    JsonObject json = message(message);
    if (!withMetadata) {
      json.remove("metadata");
    }
    if (message.isReply()) {
      StoredMessage parent = channel.find(message.threadTs);
      if (parent != null) {
        json.addProperty("parent_user_id", parent.userId);
      }
      return json;
    }
    List<StoredMessage> replies = channel.replies(message.ts);
    if (!replies.isEmpty()) {
      JsonArray users = new JsonArray();
      replies.stream().map(reply -> reply.userId).distinct().forEach(users::add);
      json.addProperty("reply_count", replies.size());
      json.addProperty("reply_users_count", users.size());
      json.add("reply_users", users);
      json.addProperty("latest_reply", replies.getLast().ts);
      json.addProperty("is_locked", false);
      json.addProperty("subscribed", false);
    }
    return json;
  }

  JsonObject botProfile() {
    SlackBot bot = workspace.bot;
    JsonObject profile = new JsonObject();
    profile.addProperty("id", bot.botId());
    profile.addProperty("app_id", bot.appId());
    profile.addProperty("name", bot.name());
    profile.addProperty("deleted", false);
    profile.addProperty("team_id", Workspace.TEAM_ID);
    return profile;
  }

  JsonObject file(SharedFile file) {
    String url = baseUrl.resolve("/files/" + file.id()).toString();
    JsonObject json = new JsonObject();
    json.addProperty("id", file.id());
    json.addProperty("name", file.name());
    json.addProperty("title", file.title());
    json.addProperty("mimetype", file.mimeType());
    json.addProperty("size", file.size());
    json.addProperty("url_private", url);
    json.addProperty("permalink", url);
    return json;
  }

  String permalink(StoredMessage message) {
    String path = "/archives/" + message.channel + "/p" + message.ts.replace(".", "");
    String thread =
        message.isReply() ? "?thread_ts=" + message.threadTs + "&cid=" + message.channel : "";
    return baseUrl.resolve(path) + thread;
  }

  JsonObject view(SlackView view) {
    JsonObject json = view.json().deepCopy();
    json.addProperty("id", view.id());
    json.addProperty("team_id", Workspace.TEAM_ID);
    json.addProperty("app_id", workspace.bot.appId());
    json.addProperty("bot_id", workspace.bot.botId());
    json.addProperty("app_installed_team_id", Workspace.TEAM_ID);
    json.addProperty("hash", view.hash());
    json.addProperty("root_view_id", view.id());
    for (String key : List.of("private_metadata", "callback_id", "external_id")) {
      if (!json.has(key)) {
        json.addProperty(key, "");
      }
    }
    for (String key : List.of("clear_on_close", "notify_on_close")) {
      if (!json.has(key)) {
        json.addProperty(key, false);
      }
    }
    JsonObject state = new JsonObject();
    state.add("values", new JsonObject());
    json.add("state", state);
    return json;
  }

  private static JsonArray reactions(StoredMessage message) {
    JsonArray reactions = new JsonArray();
    message.reactions.forEach(
        (name, users) -> {
          JsonObject reaction = new JsonObject();
          JsonArray ids = new JsonArray();
          users.forEach(ids::add);
          reaction.addProperty("name", name);
          reaction.add("users", ids);
          reaction.addProperty("count", users.size());
          reactions.add(reaction);
        });
    return reactions;
  }
}
