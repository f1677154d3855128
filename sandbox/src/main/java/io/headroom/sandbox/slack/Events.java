package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do that reaches the app as an event, if it is subscribed to it. */
final class Events {

  private final LocalSlackConfig config;
  private final Workspace workspace;
  private final Payloads payloads;
  private final BotLink bot;

  Events(LocalSlackConfig config, Workspace workspace, Payloads payloads, BotLink bot) {
    this.config = config;
    this.workspace = workspace;
    this.payloads = payloads;
    this.bot = bot;
  }

  /** See {@link LocalSlack#say}. */
  String say(String userId, String channel, @Nullable String threadTs, String text) {
    MessageContent content = new MessageContent(text, null, null, null, false);
    StoredMessage message =
        workspace.locked(
            () -> workspace.post(workspace.channel(channel), userId, content, threadTs, false));
    JsonObject event = new JsonObject();
    event.addProperty("type", "message");
    event.addProperty("channel", channel);
    event.addProperty("channel_type", "channel");
    event.addProperty("user", userId);
    event.addProperty("text", text);
    event.addProperty("ts", message.ts);
    event.addProperty("event_ts", message.ts);
    if (message.threadTs != null) {
      event.addProperty("thread_ts", message.threadTs);
    }
    send(event);
    return message.ts;
  }

  /** See {@link LocalSlack#openHome}. */
  Optional<Delivery> openHome(String userId) {
    JsonObject event = new JsonObject();
    event.addProperty("type", "app_home_opened");
    event.addProperty("user", userId);
    event.addProperty("channel", "D" + userId.substring(1));
    event.addProperty("tab", "home");
    event.addProperty("event_ts", workspace.locked(workspace::newTs));
    return send(event);
  }

  private Optional<Delivery> send(JsonObject event) {
    if (!config.events().contains(event.get("type").getAsString())) {
      return Optional.empty();
    }
    String id = workspace.locked(() -> workspace.newId("Ev"));
    long now = config.realClock().instant().getEpochSecond();
    return Optional.of(bot.send(payloads.event(event, id, now)));
  }
}
