package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message in the workspace. Guarded by the workspace's lock. */
final class StoredMessage {

  final String channel;
  final String ts;
  final String userId;
  final Map<String, List<String>> reactions = new LinkedHashMap<>();
  final List<SharedFile> files = new ArrayList<>();

  @Nullable String threadTs;
  @Nullable String visibleTo;
  @Nullable String subtype;
  @Nullable String editedTs;
  @Nullable JsonObject metadata;
  String text = "";
  JsonArray blocks = new JsonArray();
  JsonArray attachments = new JsonArray();
  int revision;
  boolean broadcast;

  StoredMessage(String channel, String ts, String userId) {
    this.channel = channel;
    this.ts = ts;
    this.userId = userId;
  }

  boolean isReply() {
    return threadTs != null && !threadTs.equals(ts);
  }

  /** As the people see it, with the thread below it. */
  SlackMessage snapshot(String userName, List<SlackMessage> replies) {
    return new SlackMessage(
        channel,
        ts,
        threadTs,
        userId,
        userName,
        text,
        blocks.deepCopy(),
        attachments.deepCopy(),
        metadata == null ? null : metadata.deepCopy(),
        editedTs != null,
        revision,
        broadcast,
        visibleTo,
        reactions.entrySet().stream().map(e -> new Reaction(e.getKey(), e.getValue())).toList(),
        files,
        replies);
  }
}
