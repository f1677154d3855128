package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code conversations.*}: read channels and threads, page by page. */
final class ConversationMethods {

  private static final int HISTORY_PAGE = 100;
  private static final int REPLIES_PAGE = 1000;
  private static final int MAX_PAGE = 1000;

  private final Workspace workspace;
  private final MessageJson json;
  private final Set<String> scopes;

  ConversationMethods(Workspace workspace, MessageJson json, Set<String> scopes) {
    this.workspace = workspace;
    this.json = json;
    this.scopes = scopes;
  }

  void register(Map<String, Endpoint> endpoints) {
    endpoints.put("conversations.history", Endpoint.of(this::history));
    endpoints.put("conversations.replies", Endpoint.of(this::replies));
    endpoints.put("conversations.info", Endpoint.of(this::info));
    endpoints.put("conversations.members", Endpoint.of(this::members));
  }

  private JsonObject history(Args args) {
    StoredChannel channel = readable(args, "history");
    Range range = Range.of(args);
    List<StoredMessage> found =
        channel.messages.descendingMap().values().stream()
            .filter(message -> !message.isReply() || message.broadcast)
            .filter(range::covers)
            .toList();
    boolean metadata = args.flag("include_all_metadata");
    return page(args, found, HISTORY_PAGE, "messages", m -> json.listed(channel, m, metadata));
  }

  /** The parent comes first whatever the range, then its replies, oldest first. */
  private JsonObject replies(Args args) {
    StoredChannel channel = readable(args, "history");
    StoredMessage named = channel.find(args.required("ts"));
    StoredMessage parent = named != null && named.isReply() ? channel.find(named.threadTs) : named;
    if (parent == null) {
      throw new ApiRefusal("thread_not_found");
    }
    Range range = Range.of(args);
    List<StoredMessage> found = new ArrayList<>(List.of(parent));
    channel.replies(parent.ts).stream().filter(range::covers).forEach(found::add);
    boolean metadata = args.flag("include_all_metadata");
    return page(args, found, REPLIES_PAGE, "messages", m -> json.listed(channel, m, metadata));
  }

  private JsonObject info(Args args) {
    StoredChannel channel = readable(args, "read");
    SlackChannel setup = channel.setup;
    JsonObject about = new JsonObject();
    about.addProperty("id", setup.id());
    about.addProperty("name", setup.name());
    about.addProperty("is_channel", !setup.isPrivate() && !channel.isDirect());
    about.addProperty("is_group", setup.isPrivate());
    about.addProperty("is_im", channel.isDirect());
    about.addProperty("is_private", setup.isPrivate() || channel.isDirect());
    about.addProperty("is_archived", setup.archived());
    about.addProperty("is_member", channel.members.contains(workspace.bot.userId()));
    about.addProperty("context_team_id", Workspace.TEAM_ID);
    if (args.flag("include_num_members")) {
      about.addProperty("num_members", channel.members.size());
    }
    JsonObject answer = new JsonObject();
    answer.add("channel", about);
    return answer;
  }

  private JsonObject members(Args args) {
    StoredChannel channel = readable(args, "read");
    List<String> members = List.copyOf(channel.members);
    return page(args, members, HISTORY_PAGE, "members", JsonPrimitive::new);
  }

  /** The channel, if the token has the scope for its kind and the bot may look into it. */
  private StoredChannel readable(Args args, String verb) {
    StoredChannel channel = workspace.channel(args.required("channel"));
    String kind = channel.isDirect() ? "im" : channel.setup.isPrivate() ? "groups" : "channels";
    String needed = kind + ":" + verb;
    if (!scopes.contains(needed)) {
      throw ApiRefusal.missingScope(needed, String.join(",", scopes));
    }
    boolean look = verb.equals("history");
    if (look && !channel.members.contains(workspace.bot.userId())) {
      throw new ApiRefusal("not_in_channel");
    }
    return channel;
  }

  private static <T> JsonObject page(
      Args args, List<T> all, int usual, String key, Function<T, JsonElement> toJson) {
    int limit = args.number("limit", usual, "invalid_limit");
    if (limit < 1 || limit > MAX_PAGE) {
      throw new ApiRefusal("invalid_limit");
    }
    int from = start(args.text("cursor"), all.size());
    int to = Math.min(all.size(), from + limit);
    JsonArray items = new JsonArray();
    all.subList(from, to).forEach(each -> items.add(toJson.apply(each)));
    JsonObject answer = new JsonObject();
    answer.add(key, items);
    boolean more = to < all.size();
    if (key.equals("messages")) {
      answer.addProperty("has_more", more);
    }
    JsonObject metadata = new JsonObject();
    metadata.addProperty("next_cursor", more ? cursor(to) : "");
    answer.add("response_metadata", metadata);
    return answer;
  }

  private static String cursor(int next) {
    byte[] text = ("next:" + next).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static int start(@Nullable String cursor, int size) {
    if (cursor == null) {
      return 0;
    }
    try {
      String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      int start = text.startsWith("next:") ? Integer.parseInt(text.substring(5)) : -1;
      if (start >= 0 && start <= size) {
        return start;
      }
    } catch (IllegalArgumentException e) {
      throw new ApiRefusal("invalid_cursor");
    }
    throw new ApiRefusal("invalid_cursor");
  }

  /** Times between which messages are wanted; the ends only when {@code inclusive}. */
  private record Range(long oldest, long latest, boolean inclusive) {

    static Range of(Args args) {
      return new Range(
          bound(args.text("oldest"), 0, "invalid_ts_oldest"),
          bound(args.text("latest"), Long.MAX_VALUE, "invalid_ts_latest"),
          args.flag("inclusive"));
    }

    /** A bound may leave out the microseconds. */
    private static long bound(@Nullable String ts, long otherwise, String errorCode) {
      if (ts == null) {
        return otherwise;
      }
      if (!ts.matches("\\d{1,12}(\\.\\d{1,6})?")) {
        throw new ApiRefusal(errorCode);
      }
      String whole = ts.contains(".") ? ts : ts + ".";
      int digits = whole.length() - whole.indexOf('.') - 1;
      return MessageClock.micros(whole + "0".repeat(6 - digits));
    }

    boolean covers(StoredMessage message) {
      long at = MessageClock.micros(message.ts);
      return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    }
  }
}
