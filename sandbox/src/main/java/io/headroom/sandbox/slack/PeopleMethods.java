package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * {@code auth.test}, {@code users.*}, {@code usergroups.*}, {@code bots.*}, {@code reactions.*}.
 */
final class PeopleMethods {

  private final Workspace workspace;
  private final URI baseUrl;

  PeopleMethods(Workspace workspace, URI baseUrl) {
    this.workspace = workspace;
    this.baseUrl = baseUrl;
  }

  void register(Map<String, Endpoint> endpoints) {
    endpoints.put("auth.test", Endpoint.of(this::authTest));
    endpoints.put("users.info", Endpoint.of(this::usersInfo, "users:read"));
    endpoints.put("usergroups.users.list", Endpoint.of(this::groupUsers, "usergroups:read"));
    endpoints.put("bots.info", Endpoint.of(this::botsInfo, "users:read"));
    endpoints.put("reactions.add", Endpoint.of(this::addReaction, "reactions:write"));
  }

  private JsonObject authTest(Args args) {
    SlackBot bot = workspace.bot;
    JsonObject answer = new JsonObject();
    answer.addProperty("url", baseUrl.resolve("/").toString());
    answer.addProperty("team", "Local");
    answer.addProperty("user", bot.name());
    answer.addProperty("team_id", Workspace.TEAM_ID);
    answer.addProperty("user_id", bot.userId());
    answer.addProperty("bot_id", bot.botId());
    answer.addProperty("is_enterprise_install", false);
    return answer;
  }

  private JsonObject usersInfo(Args args) {
    String id = args.text("user", "");
    SlackUser user = workspace.users.get(id);
    boolean isBot = id.equals(workspace.bot.userId());
    if (user == null && !isBot) {
      throw new ApiRefusal("user_not_found");
    }
    String name = user == null ? workspace.bot.name() : user.name();
    String realName = user == null ? workspace.bot.name() : user.realName();
    JsonObject profile = new JsonObject();
    profile.addProperty("real_name", realName);
    profile.addProperty("display_name", name);
    JsonObject about = new JsonObject();
    about.addProperty("id", id);
    about.addProperty("team_id", Workspace.TEAM_ID);
    about.addProperty("name", name);
    about.addProperty("real_name", realName);
    about.addProperty("deleted", false);
    about.addProperty("is_bot", isBot);
    about.addProperty("tz", "Etc/UTC");
    about.addProperty("tz_offset", 0);
    about.add("profile", profile);
    JsonObject answer = new JsonObject();
    answer.add("user", about);
    return answer;
  }

  private JsonObject groupUsers(Args args) {
    SlackUserGroup group = workspace.userGroups.get(args.required("usergroup"));
    if (group == null) {
      throw new ApiRefusal("no_such_subteam");
    }
    JsonArray users = new JsonArray();
    group.members().forEach(users::add);
    JsonObject answer = new JsonObject();
    answer.add("users", users);
    return answer;
  }

  private JsonObject botsInfo(Args args) {
    SlackBot bot = workspace.bot;
    if (!args.text("bot", bot.botId()).equals(bot.botId())) {
      throw new ApiRefusal("bot_not_found");
    }
    JsonObject about = new JsonObject();
    about.addProperty("id", bot.botId());
    about.addProperty("deleted", false);
    about.addProperty("name", bot.name());
    about.addProperty("app_id", bot.appId());
    about.addProperty("user_id", bot.userId());
    JsonObject answer = new JsonObject();
    answer.add("bot", about);
    return answer;
  }

  private JsonObject addReaction(Args args) {
    String name = args.required("name");
    if (!args.has("channel") || !args.has("timestamp")) {
      throw new ApiRefusal("no_item_specified");
    }
    StoredChannel channel = workspace.channel(args.text("channel"));
    String ts = args.text("timestamp", "");
    if (!MessageClock.isTs(ts)) {
      throw new ApiRefusal("bad_timestamp");
    }
    StoredMessage message = channel.find(ts);
    if (message == null) {
      throw new ApiRefusal("message_not_found");
    }
    if (!name.matches("[a-z0-9_'+-]{1,100}")) {
      throw new ApiRefusal("invalid_name");
    }
    List<String> users =
        message.reactions.computeIfAbsent(name, key -> new java.util.ArrayList<>());
    if (users.contains(workspace.bot.userId())) {
      throw new ApiRefusal("already_reacted");
    }
    users.add(workspace.bot.userId());
    workspace.touch();
    return new JsonObject();
  }
}
