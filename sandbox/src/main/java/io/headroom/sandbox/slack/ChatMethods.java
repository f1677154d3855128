package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.Limits;
import io.headroom.sandbox.slack.rules.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code chat.*}: post, change and remove messages. */
final class ChatMethods {

  private final Workspace workspace;
  private final MessageJson json;
  private final Set<String> scopes;

  ChatMethods(Workspace workspace, MessageJson json, Set<String> scopes) {
    this.workspace = workspace;
    this.json = json;
    this.scopes = scopes;
  }

  void register(Map<String, Endpoint> endpoints) {
    endpoints.put("chat.postMessage", Endpoint.of(this::postMessage, "chat:write"));
    endpoints.put("chat.postEphemeral", Endpoint.of(this::postEphemeral, "chat:write"));
    endpoints.put("chat.update", Endpoint.of(this::update, "chat:write"));
    endpoints.put("chat.delete", Endpoint.of(this::delete, "chat:write"));
    endpoints.put("chat.getPermalink", Endpoint.of(this::getPermalink));
  }

  private JsonObject postMessage(Args args) {
    StoredChannel channel = writable(args.required("channel"));
    MessageContent content = content(args);
    String threadTs = threadTs(args);
    boolean broadcast = args.flag("reply_broadcast");
    StoredMessage message =
        workspace.post(channel, workspace.bot.userId(), content, threadTs, broadcast);
    JsonObject answer = new JsonObject();
    answer.addProperty("channel", channel.id());
    answer.addProperty("ts", message.ts);
    answer.add("message", json.message(message));
    if (content.truncated()) {
      truncated(answer);
    }
    return answer;
  }

  private JsonObject postEphemeral(Args args) {
    StoredChannel channel = writable(args.required("channel"));
    String user = args.required("user");
    if (!channel.members.contains(user)) {
      throw new ApiRefusal("user_not_in_channel");
    }
    MessageContent content = content(args);
    if (content.truncated()) {
      throw new ApiRefusal("msg_too_long");
    }
    StoredMessage message =
        workspace.postEphemeral(channel, workspace.bot.userId(), user, content, threadTs(args));
    JsonObject answer = new JsonObject();
    answer.addProperty("message_ts", message.ts);
    return answer;
  }

  private JsonObject update(Args args) {
    StoredChannel channel = workspace.channel(args.required("channel"));
    StoredMessage message = own(channel, args.required("ts"), "cant_update_message");
    if (channel.setup.archived()) {
      throw new ApiRefusal("is_inactive");
    }
    MessageContent content = MessageContent.read(args);
    checkFiles(content.blocks());
    if (content.isEmpty()) {
      throw new ApiRefusal("no_text");
    }
    String text = content.text();
    if (text != null && text.codePointCount(0, text.length()) > Limits.UPDATE_TEXT) {
      throw new ApiRefusal("msg_too_long");
    }
    workspace.update(message, content);
    if (args.flag("reply_broadcast") && message.isReply()) {
      message.broadcast = true;
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("channel", channel.id());
    answer.addProperty("ts", message.ts);
    answer.addProperty("text", message.text);
    answer.add("message", json.message(message));
    return answer;
  }

  private JsonObject delete(Args args) {
    StoredChannel channel = workspace.channel(args.required("channel"));
    StoredMessage message = own(channel, args.required("ts"), "cant_delete_message");
    workspace.delete(channel, message);
    JsonObject answer = new JsonObject();
    answer.addProperty("channel", channel.id());
    answer.addProperty("ts", message.ts);
    return answer;
  }

  private JsonObject getPermalink(Args args) {
    StoredChannel channel = workspace.channel(args.required("channel"));
    StoredMessage message = channel.find(args.required("message_ts"));
    if (message == null) {
      throw new ApiRefusal("message_not_found");
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("channel", channel.id());
    answer.addProperty("permalink", json.permalink(message));
    return answer;
  }

  /** A channel the bot may write to. {@code chat:write.public} spares it being a member. */
  private StoredChannel writable(String idOrName) {
    StoredChannel channel = workspace.channel(idOrName);
    if (channel.setup.archived()) {
      throw new ApiRefusal("is_archived");
    }
    boolean member = channel.members.contains(workspace.bot.userId());
    if (!member && (channel.setup.isPrivate() || !scopes.contains("chat:write.public"))) {
      throw new ApiRefusal("not_in_channel");
    }
    return channel;
  }

  private MessageContent content(Args args) {
    MessageContent content = MessageContent.read(args);
    if (content.isEmpty()) {
      throw new ApiRefusal("no_text");
    }
    checkFiles(content.blocks());
    return content;
  }

  private static @Nullable String threadTs(Args args) {
    String threadTs = args.text("thread_ts");
    if (threadTs != null && !MessageClock.isTs(threadTs)) {
      throw new ApiRefusal("invalid_thread_ts");
    }
    return threadTs;
  }

  private StoredMessage own(StoredChannel channel, String ts, String notYours) {
    StoredMessage message = channel.find(ts);
    if (message == null || "tombstone".equals(message.subtype)) {
      throw new ApiRefusal("message_not_found");
    }
    if (!message.userId.equals(workspace.bot.userId())) {
      throw new ApiRefusal(notYours);
    }
    return message;
  }

  /** A block shows only pictures that arrived in this workspace. */
  private void checkFiles(@Nullable JsonArray blocks) {
    if (blocks == null) {
      return;
    }
    for (int i = 0; i < blocks.size(); i++) {
      JsonElement file = blocks.get(i).getAsJsonObject().get("slack_file");
      if (file instanceof JsonObject object
          && object.has("id")
          && !workspace.files.isImage(object.get("id").getAsString())) {
        Problem problem = new Problem("invalid slack file", "/blocks/" + i + "/slack_file");
        throw ApiRefusal.of("invalid_blocks", List.of(problem));
      }
    }
  }

  private static void truncated(JsonObject answer) {
    JsonObject metadata = new JsonObject();
    JsonArray warnings = new JsonArray();
    warnings.add("message_truncated");
    JsonArray messages = new JsonArray();
    messages.add(
        "[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000"
            + " characters.");
    metadata.add("warnings", warnings);
    metadata.add("messages", messages);
    answer.addProperty("warning", "message_truncated");
    answer.add("response_metadata", metadata);
  }
}
