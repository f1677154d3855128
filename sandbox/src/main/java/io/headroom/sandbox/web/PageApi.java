package io.headroom.sandbox.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.LocalSlack;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for by {@code POST /api/NAME} with a JSON object; the answer is JSON as well.
 *
 * <ul>
 *   <li>{@code press} user, ts, actionId, blockId: a button in a message
 *   <li>{@code choose} user, ts, actionId, blockId, option: a menu in a message
 *   <li>{@code actInView} user, viewId, actionId, blockId, option
 *   <li>{@code submit} user, viewId, values; {@code close} user, viewId: a modal
 *   <li>{@code slash} user, command, text
 *   <li>{@code say} user, threadTs, text
 *   <li>{@code pause} paused; {@code speed} times
 *   <li>{@code leak} and {@code kill} cluster, service
 * </ul>
 */
public final class PageApi {

  private final LocalSlack slack;
  private final String channel;
  private final Controls controls;

  public PageApi(LocalSlack slack, String channel, Controls controls) {
    this.slack = slack;
    this.channel = channel;
    this.controls = controls;
  }

  /**
   * Does what a call names.
   *
   * @throws IllegalArgumentException for an unknown call, or an argument that is missing or wrong
   */
  Object call(String name, JsonObject in) {
    return switch (name) {
      case "press" ->
          slack.press(
              text(in, "user"),
              channel,
              text(in, "ts"),
              text(in, "actionId"),
              optional(in, "blockId"));
      case "choose" ->
          slack.choose(
              text(in, "user"),
              channel,
              text(in, "ts"),
              text(in, "actionId"),
              optional(in, "blockId"),
              text(in, "option"));
      case "actInView" ->
          slack.actInView(
              text(in, "user"),
              text(in, "viewId"),
              text(in, "actionId"),
              optional(in, "blockId"),
              optional(in, "option"));
      case "submit" -> slack.submit(text(in, "user"), text(in, "viewId"), values(in));
      case "close" -> slack.close(text(in, "user"), text(in, "viewId"));
      case "slash" -> slash(in);
      case "say" ->
          Map.of(
              "ts",
              slack.say(text(in, "user"), channel, optional(in, "threadTs"), text(in, "text")));
      case "pause" -> done(() -> controls.pause(in.get("paused").getAsBoolean()));
      case "speed" -> done(() -> controls.speed(in.get("times").getAsDouble()));
      case "leak" -> done(() -> controls.leak(text(in, "cluster"), text(in, "service")));
      case "kill" -> done(() -> controls.kill(text(in, "cluster"), text(in, "service")));
      default -> throw new IllegalArgumentException("there is no /api/" + name);
    };
  }

  private InteractionResult slash(JsonObject in) {
    return slack.slash(text(in, "user"), channel, text(in, "command"), text(in, "text"));
  }

  private static Map<String, Boolean> done(Runnable action) {
    action.run();
    return Map.of("ok", true);
  }

  private static String text(JsonObject in, String name) {
    String value = optional(in, name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static @Nullable String optional(JsonObject in, String name) {
    JsonElement value = in.get(name);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }

  private static Map<String, String> values(JsonObject in) {
    var values = new LinkedHashMap<String, String>();
    if (in.get("values") instanceof JsonObject given) {
      given.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return values;
  }
}
