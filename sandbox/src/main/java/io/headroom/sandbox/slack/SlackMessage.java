package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it, at the moment it was asked for. Gson writes it as JSON as it is.
 *
 * @param channel id of the channel
 * @param ts its id in the channel: seconds and microseconds of its time
 * @param threadTs ts of the parent, in a parent with replies its own; null outside of threads
 * @param userId who wrote it; {@code USLACKBOT} for Slack's own notices
 * @param userName that person's handle or the bot's name
 * @param text the text, or the fallback where there are blocks
 * @param blocks raw Block Kit JSON, ids filled in; empty when there are none. A copy
 * @param attachments raw secondary attachments. A copy
 * @param metadata {@code event_type} and {@code event_payload}, or null. A copy
 * @param edited whether people see "(edited)": Slack shows it for text, not for blocks
 * @param revision 0 when posted, one more for each change
 * @param broadcast a reply that the channel shows as well
 * @param visibleTo the only person who sees it, or null: an ephemeral message
 * @param reactions emoji in the order they came
 * @param files shared files
 * @param replies the thread under it, oldest first; empty in a reply
 */
public record SlackMessage(
    String channel,
    String ts,
    @Nullable String threadTs,
    String userId,
    String userName,
    String text,
    JsonArray blocks,
    JsonArray attachments,
    @Nullable JsonObject metadata,
    boolean edited,
    int revision,
    boolean broadcast,
    @Nullable String visibleTo,
    List<Reaction> reactions,
    List<SharedFile> files,
    List<SlackMessage> replies) {

  public SlackMessage {
    reactions = List.copyOf(reactions);
    files = List.copyOf(files);
    replies = List.copyOf(replies);
  }

  /** When it was posted, by the clock of the messages. */
  public Instant at() {
    return MessageClock.instant(ts);
  }

  /** Whether only one person sees it. */
  public boolean ephemeral() {
    return visibleTo != null;
  }
}
