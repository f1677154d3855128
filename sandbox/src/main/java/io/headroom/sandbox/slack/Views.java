package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Open modals and Home tabs of each person. Guarded by the workspace's lock. */
final class Views {

  private final Workspace workspace;
  private final Map<String, SlackView> byId = new LinkedHashMap<>();
  private final Map<String, List<String>> stacks = new LinkedHashMap<>();
  private final Map<String, String> homes = new LinkedHashMap<>();

  Views(Workspace workspace) {
    this.workspace = workspace;
  }

  @Nullable SlackView find(@Nullable String viewId, @Nullable String externalId) {
    if (viewId != null) {
      return byId.get(viewId);
    }
    return byId.values().stream()
        .filter(view -> externalId != null && externalId.equals(externalId(view)))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String externalId(SlackView view) {
    var id = view.json().get("external_id");
    return id == null ? null : id.getAsString();
  }

  /** The modals of a person, the one on top last. */
  List<SlackView> modals(String userId) {
    return stacks.getOrDefault(userId, List.of()).stream()
        .map(byId::get)
        .filter(Objects::nonNull)
        .map(Views::copy)
        .toList();
  }

  @Nullable SlackView home(String userId) {
    SlackView view = byId.get(homes.getOrDefault(userId, ""));
    return view == null ? null : copy(view);
  }

  /** Closes what is open and shows this instead. */
  SlackView open(String userId, JsonObject json) {
    close(userId);
    return push(userId, json);
  }

  SlackView push(String userId, JsonObject json) {
    SlackView view = store(workspace.newId("V"), "modal", userId, json);
    stacks.computeIfAbsent(userId, key -> new ArrayList<>()).add(view.id());
    return view;
  }

  SlackView publish(String userId, JsonObject json) {
    String id = homes.computeIfAbsent(userId, key -> workspace.newId("V"));
    return store(id, "home", userId, json);
  }

  SlackView replace(SlackView old, JsonObject json) {
    return store(old.id(), old.type(), old.userId(), json);
  }

  /** Takes the top modal away; the one below it shows again. */
  void pop(String userId) {
    List<String> stack = stacks.get(userId);
    if (stack != null && !stack.isEmpty()) {
      byId.remove(stack.removeLast());
      workspace.touch();
    }
  }

  /** Takes all modals away. */
  void close(String userId) {
    List<String> stack = stacks.remove(userId);
    if (stack != null) {
      stack.forEach(byId::remove);
      workspace.touch();
    }
  }

  private SlackView store(String id, String type, String userId, JsonObject json) {
    JsonObject copy = json.deepCopy();
    copy.add("blocks", BlockIds.complete(copy.getAsJsonArray("blocks"), workspace::newId));
    SlackView view = new SlackView(id, type, userId, copy, workspace.newId("h"));
    byId.put(id, view);
    workspace.touch();
    return view;
  }

  private static SlackView copy(SlackView view) {
    return new SlackView(
        view.id(), view.type(), view.userId(), view.json().deepCopy(), view.hash());
  }
}
