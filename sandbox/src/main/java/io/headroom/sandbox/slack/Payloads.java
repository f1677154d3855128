package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.BotLink.Parcel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what Slack sends to a bot: interactions, slash commands, events. */
final class Payloads {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The deprecated verification token that is still in every payload. */
  private static final String VERIFICATION_TOKEN = "local-verification-token";

  private final Workspace workspace;
  private final boolean repeatInteractions;

  Payloads(Workspace workspace, boolean repeatInteractions) {
    this.workspace = workspace;
    this.repeatInteractions = repeatInteractions;
  }

  /** What all interactions have in common. */
  JsonObject interaction(String type, SlackUser user, String triggerId) {
    JsonObject json = new JsonObject();
    json.addProperty("type", type);
    JsonObject who = new JsonObject();
    who.addProperty("id", user.id());
    who.addProperty("username", user.name());
    who.addProperty("name", user.name());
    who.addProperty("team_id", Workspace.TEAM_ID);
    json.add("user", who);
    json.addProperty("api_app_id", workspace.bot.appId());
    json.addProperty("token", VERIFICATION_TOKEN);
    json.addProperty("trigger_id", triggerId);
    JsonObject team = new JsonObject();
    team.addProperty("id", Workspace.TEAM_ID);
    team.addProperty("domain", Workspace.TEAM_DOMAIN);
    json.add("team", team);
    json.add("enterprise", JsonNull.INSTANCE);
    json.addProperty("is_enterprise_install", false);
    return json;
  }

  Parcel parcel(JsonObject interaction) {
    String kind = interaction.get("type").getAsString();
    return new Parcel(kind, FORM, "payload=" + encode(interaction.toString()), repeatInteractions);
  }

  Parcel slashCommand(
      SlackUser user,
      StoredChannel channel,
      String command,
      String text,
      String responseUrl,
      String triggerId) {
    Map<String, String> form = new java.util.LinkedHashMap<>();
    form.put("token", VERIFICATION_TOKEN);
    form.put("team_id", Workspace.TEAM_ID);
    form.put("team_domain", Workspace.TEAM_DOMAIN);
    form.put("channel_id", channel.id());
    form.put("channel_name", channel.setup.name());
    form.put("user_id", user.id());
    form.put("user_name", user.name());
    form.put("command", command);
    form.put("text", text);
    form.put("api_app_id", workspace.bot.appId());
    form.put("is_enterprise_install", "false");
    form.put("response_url", responseUrl);
    form.put("trigger_id", triggerId);
    String body =
        form.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return new Parcel("slash_command", FORM, body, repeatInteractions);
  }

  Parcel event(JsonObject event, String eventId, long epochSeconds) {
    JsonObject json = new JsonObject();
    json.addProperty("token", VERIFICATION_TOKEN);
    json.addProperty("team_id", Workspace.TEAM_ID);
    json.addProperty("api_app_id", workspace.bot.appId());
    json.add("event", event);
    json.addProperty("type", "event_callback");
    json.addProperty("event_id", eventId);
    json.addProperty("event_time", epochSeconds);
    JsonObject authorization = new JsonObject();
    authorization.add("enterprise_id", JsonNull.INSTANCE);
    authorization.addProperty("team_id", Workspace.TEAM_ID);
    authorization.addProperty("user_id", workspace.bot.userId());
    authorization.addProperty("is_bot", true);
    JsonArray authorizations = new JsonArray();
    authorizations.add(authorization);
    json.add("authorizations", authorizations);
    return new Parcel("event_callback", "application/json", json.toString(), true);
  }

  Parcel urlVerification(String challenge) {
    JsonObject json = new JsonObject();
    json.addProperty("token", VERIFICATION_TOKEN);
    json.addProperty("challenge", challenge);
    json.addProperty("type", "url_verification");
    return new Parcel("url_verification", "application/json", json.toString(), false);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
