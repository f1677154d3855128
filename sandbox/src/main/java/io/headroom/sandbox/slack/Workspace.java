package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything this Slack remembers. One lock guards it all: callers run what they do through {@link
 * #locked}, and the methods below that read or change state expect to be inside of it.
 */
final class Workspace {

  static final String TEAM_ID = "T0LOCAL";
  static final String TEAM_DOMAIN = "local";
  static final String SLACKBOT = "USLACKBOT";

  final SlackBot bot;
  final Map<String, SlackUser> users = new LinkedHashMap<>();
  final Map<String, SlackUserGroup> userGroups = new LinkedHashMap<>();
  final Map<String, StoredChannel> channels = new LinkedHashMap<>();
  final Views views;
  final Files files = new Files();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final MessageClock clock;
  private long version;
  private boolean touched;
  private long lastId;

  Workspace(LocalSlackConfig config) {
    this.bot = config.bot();
    this.clock = new MessageClock(config.messageClock());
    config.users().forEach(user -> users.put(user.id(), user));
    users.put(SLACKBOT, new SlackUser(SLACKBOT, "slackbot", "Slackbot"));
    config.userGroups().forEach(group -> userGroups.put(group.id(), group));
    config.channels().forEach(channel -> channels.put(channel.id(), new StoredChannel(channel)));
    this.views = new Views(this);
  }

  /** Runs with the lock held; when it changed anything, tells the listeners after letting go. */
  <T> T locked(Supplier<T> action) {
    long changedTo = -1;
    lock.lock();
    try {
      T result = action.get();
      if (touched) {
        touched = false;
        changedTo = ++version;
      }
      return result;
    } finally {
      lock.unlock();
      if (changedTo >= 0) {
        long now = changedTo;
        listeners.forEach(listener -> listener.accept(now));
      }
    }
  }

  void touch() {
    touched = true;
  }

  long version() {
    return version;
  }

  Runnable listen(LongConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  String newTs() {
    return clock.next();
  }

  /** A short id never given before, such as {@code a001f}. */
  String newId() {
    return String.format(Locale.ROOT, "%05x", 0xa0000 + ++lastId);
  }

  /** A numbered id, such as {@code F000001}. */
  String newId(String prefix) {
    return String.format(Locale.ROOT, "%s%06d", prefix, ++lastId);
  }

  /**
   * The channel with this id, or of this name, or the direct messages with this user.
   *
   * @throws ApiRefusal {@code channel_not_found}
   */
  StoredChannel channel(@Nullable String idOrName) {
    if (idOrName == null || idOrName.isBlank()) {
      throw new ApiRefusal("channel_not_found");
    }
    StoredChannel channel = channels.get(idOrName);
    if (channel == null && users.containsKey(idOrName)) {
      channel = directMessages(idOrName);
    }
    if (channel == null) {
      String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
      channel =
          channels.values().stream()
              .filter(each -> each.setup.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new ApiRefusal("channel_not_found"));
    }
    if (channel.setup.isPrivate() && !channel.members.contains(bot.userId())) {
      throw new ApiRefusal("channel_not_found");
    }
    return channel;
  }

  private StoredChannel directMessages(String userId) {
    String id = "D" + userId.substring(1);
    return channels.computeIfAbsent(
        id,
        key ->
            new StoredChannel(
                new SlackChannel(
                    key, "directmessage", false, false, List.of(userId, bot.userId()))));
  }

  /**
   * Puts a new message into the channel.
   *
   * @param threadTs any message of the thread to answer in, or null. A parent that is gone makes it
   *     an ordinary message, as Slack does (slack-go/slack issue 1571)
   */
  StoredMessage post(
      StoredChannel channel,
      String userId,
      MessageContent content,
      @Nullable String threadTs,
      boolean broadcast) {
    StoredMessage message = new StoredMessage(channel.id(), newTs(), userId);
    StoredMessage parent = threadOf(channel, threadTs);
    if (parent != null) {
      parent.threadTs = parent.ts;
      message.threadTs = parent.ts;
      message.broadcast = broadcast;
    }
    fill(message, content);
    channel.messages.put(MessageClock.micros(message.ts), message);
    touch();
    return message;
  }

  StoredMessage postEphemeral(
      StoredChannel channel,
      String authorId,
      String readerId,
      MessageContent content,
      @Nullable String threadTs) {
    StoredMessage message = new StoredMessage(channel.id(), newTs(), authorId);
    StoredMessage parent = threadOf(channel, threadTs);
    message.threadTs = parent == null ? null : parent.ts;
    message.visibleTo = readerId;
    fill(message, content);
    channel.ephemerals.add(message);
    touch();
    return message;
  }

  private static @Nullable StoredMessage threadOf(
      StoredChannel channel, @Nullable String threadTs) {
    StoredMessage found = channel.find(threadTs);
    return found != null && found.isReply() ? channel.find(found.threadTs) : found;
  }

  /** Sets what the content says and keeps what it does not say. */
  void fill(StoredMessage message, MessageContent content) {
    if (content.blocks() != null) {
      message.blocks = BlockIds.complete(content.blocks(), this::newId);
    }
    if (content.text() != null) {
      message.text = content.text();
    } else if (content.blocks() != null) {
      message.text = ThreadText.fallback(message.blocks);
    }
    if (content.attachments() != null) {
      message.attachments = content.attachments().deepCopy();
      for (JsonElement attachment : message.attachments) {
        if (attachment.getAsJsonObject().get("blocks") instanceof JsonArray blocks) {
          attachment.getAsJsonObject().add("blocks", BlockIds.complete(blocks, this::newId));
        }
      }
    }
    if (content.metadata() != null) {
      message.metadata = content.metadata().isEmpty() ? null : content.metadata().deepCopy();
    }
    touch();
  }

  /** Changes a message as {@code chat.update} and response URLs do. */
  void update(StoredMessage message, MessageContent content) {
    if (content.blocks() == null && content.text() != null) {
      message.blocks = new JsonArray();
      message.editedTs = newTs();
    }
    fill(message, content);
    message.revision++;
  }

  /** Removes a message; a parent with replies stays as a tombstone, as in Slack. */
  void delete(StoredChannel channel, StoredMessage message) {
    if (channel.replies(message.ts).isEmpty()) {
      channel.messages.remove(MessageClock.micros(message.ts));
      channel.ephemerals.remove(message);
    } else {
      message.subtype = "tombstone";
      message.text = "This message was deleted.";
      message.blocks = new JsonArray();
      message.attachments = new JsonArray();
      message.metadata = null;
      message.revision++;
    }
    touch();
  }

  String userName(String userId) {
    if (userId.equals(bot.userId())) {
      return bot.name();
    }
    SlackUser user = users.get(userId);
    return user == null ? userId : user.name();
  }

  /** What to show for the id of a user, group or channel; the id itself when it is not known. */
  String nameOf(String id) {
    StoredChannel channel = channels.get(id);
    SlackUserGroup group = userGroups.get(id);
    return channel != null ? channel.setup.name() : group != null ? group.handle() : userName(id);
  }
}
