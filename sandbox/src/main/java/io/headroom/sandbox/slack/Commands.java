package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import io.headroom.sandbox.slack.BotLink.Parcel;
import io.headroom.sandbox.slack.InteractionResult.Outcome;
import io.headroom.sandbox.slack.ResponseUrls.Target;
import java.net.URI;

/** A person types a slash command. What goes wrong, Slackbot says to that person only. */
final class Commands {

  private final LocalSlackConfig config;
  private final Workspace workspace;
  private final Triggers triggers;
  private final ResponseUrls responseUrls;
  private final Payloads payloads;
  private final BotLink bot;
  private final URI baseUrl;

  Commands(
      LocalSlackConfig config,
      Workspace workspace,
      Triggers triggers,
      ResponseUrls responseUrls,
      Payloads payloads,
      BotLink bot,
      URI baseUrl) {
    this.config = config;
    this.workspace = workspace;
    this.triggers = triggers;
    this.responseUrls = responseUrls;
    this.payloads = payloads;
    this.bot = bot;
    this.baseUrl = baseUrl;
  }

  InteractionResult slash(String userId, String channelId, String command, String text) {
    return workspace
        .locked(() -> prepare(userId, channelId, command, text))
        .send(bot, delivery -> seen(new Target(channelId, userId, null), command, delivery));
  }

  private Prepared prepare(String userId, String channelId, String command, String text) {
    SlackUser user = workspace.users.get(userId);
    StoredChannel channel = workspace.channels.get(channelId);
    if (user == null || channel == null || !channel.members.contains(userId)) {
      return Prepared.refused(Outcome.NOT_A_MEMBER, "You are not in this channel.");
    }
    Target target = new Target(channelId, userId, null);
    if (!config.commands().contains(command) || !config.scopes().contains("commands")) {
      return new Prepared.Refused(
          notice(target, Outcome.UNKNOWN_COMMAND, command + " is not a valid command."));
    }
    String responseUrl = baseUrl.resolve(responseUrls.issue("commands", target)).toString();
    Parcel parcel =
        payloads.slashCommand(user, channel, command, text, responseUrl, triggers.issue(userId));
    return new Prepared.ToSend(parcel);
  }

  private InteractionResult seen(Target target, String command, Delivery delivery) {
    InteractionResult result = Prepared.seen(delivery);
    if (!result.ok()) {
      boolean late = result.outcome() == Outcome.TIMED_OUT;
      String error = late ? "operation_timeout" : "dispatch_failed";
      return workspace.locked(() -> failed(target, result.outcome(), command, error));
    }
    if (delivery.answer().isBlank()) {
      return result;
    }
    return workspace.locked(
        () -> {
          try {
            responseUrls.respond(target, immediate(delivery.answer()));
            return result;
          } catch (ApiRefusal e) {
            return failed(target, Outcome.BAD_ANSWER, command, e.code());
          } catch (JsonSyntaxException e) {
            return failed(target, Outcome.BAD_ANSWER, command, "invalid_payload");
          }
        });
  }

  /** The answer to the request itself: JSON is a message, anything else its text. */
  private static Args immediate(String body) {
    if (body.strip().startsWith("{")) {
      return new Args(JsonParser.parseString(body).getAsJsonObject());
    }
    JsonObject text = new JsonObject();
    text.addProperty("text", body);
    return new Args(text);
  }

  private InteractionResult failed(Target target, Outcome outcome, String command, String error) {
    return notice(target, outcome, command + " failed with the error \"" + error + "\"");
  }

  private InteractionResult notice(Target target, Outcome outcome, String words) {
    MessageContent content = new MessageContent(words, null, null, null, false);
    StoredChannel channel = workspace.channel(target.channel());
    workspace.postEphemeral(channel, Workspace.SLACKBOT, target.userId(), content, null);
    return InteractionResult.of(outcome, words);
  }
}
