package io.headroom.sandbox.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Response URLs: with each the bot may answer one interaction, five times within thirty minutes of
 * real time, also where it is not a member. Guarded by the workspace's lock.
 */
final class ResponseUrls {

  private static final int USES = 5;
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  /**
   * Where answers go.
   *
   * @param messageTs the message that was acted on, or null for a slash command
   */
  record Target(String channel, String userId, @Nullable String messageTs) {}

  private final Workspace workspace;
  private final InstantSource realClock;
  private final Map<String, Ticket> byPath = new HashMap<>();

  ResponseUrls(Workspace workspace, InstantSource realClock) {
    this.workspace = workspace;
    this.realClock = realClock;
  }

  /** The path of a new response URL. */
  String issue(String kind, Target target) {
    String path = "/hooks/" + kind + "/" + Workspace.TEAM_ID + "/" + workspace.newId();
    byPath.put(path, new Ticket(target, realClock.instant()));
    return path;
  }

  /**
   * Answers through a response URL.
   *
   * @throws ApiRefusal {@code expired_url}, {@code used_url}, or what is wrong with the message
   */
  void use(String path, Args args) {
    Ticket ticket = byPath.get(path);
    if (ticket == null
        || Duration.between(ticket.issuedAt, realClock.instant()).compareTo(LIFETIME) > 0) {
      throw new ApiRefusal("expired_url");
    }
    if (ticket.uses >= USES) {
      throw new ApiRefusal("used_url");
    }
    ticket.uses++;
    respond(ticket.target, args);
  }

  /** Does what a response says: change or remove the message acted on, or write a new one. */
  void respond(Target target, Args args) {
    StoredChannel channel = workspace.channels.get(target.channel());
    if (channel == null) {
      throw new ApiRefusal("channel_not_found");
    }
    StoredMessage original = original(channel, target);
    if (args.flag("delete_original")) {
      if (original == null) {
        throw new ApiRefusal("message_not_found");
      }
      workspace.delete(channel, original);
      return;
    }
    MessageContent content = MessageContent.read(args);
    if (content.isEmpty()) {
      throw new ApiRefusal("no_text");
    }
    if (args.flag("replace_original") && original != null) {
      workspace.update(original, content);
    } else if (args.text("response_type", "ephemeral").equals("in_channel")) {
      workspace.post(channel, workspace.bot.userId(), content, args.text("thread_ts"), false);
    } else {
      workspace.postEphemeral(
          channel, workspace.bot.userId(), target.userId(), content, args.text("thread_ts"));
    }
  }

  private static @Nullable StoredMessage original(StoredChannel channel, Target target) {
    StoredMessage message = channel.find(target.messageTs());
    if (message != null) {
      return message;
    }
    return channel.ephemerals.stream()
        .filter(each -> each.ts.equals(target.messageTs()))
        .findFirst()
        .orElse(null);
  }

  private static final class Ticket {
    private final Target target;
    private final Instant issuedAt;
    private int uses;

    private Ticket(Target target, Instant issuedAt) {
      this.target = target;
      this.issuedAt = issuedAt;
    }
  }
}
