package io.headroom.sandbox.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.Limits;
import io.headroom.sandbox.slack.rules.Problem;
import io.headroom.sandbox.slack.rules.ViewRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code views.*}: modals and the Home tab. */
final class ViewMethods {

  private final Workspace workspace;
  private final MessageJson json;
  private final Triggers triggers;

  ViewMethods(Workspace workspace, MessageJson json, Triggers triggers) {
    this.workspace = workspace;
    this.json = json;
    this.triggers = triggers;
  }

  void register(Map<String, Endpoint> endpoints) {
    endpoints.put("views.open", Endpoint.of(this::open));
    endpoints.put("views.push", Endpoint.of(this::push));
    endpoints.put("views.update", Endpoint.of(this::update));
    endpoints.put("views.publish", Endpoint.of(this::publish));
  }

  private JsonObject open(Args args) {
    JsonObject view = checked(args, "modal", null);
    String userId = triggers.exchange(args.text("trigger_id"));
    return answer(workspace.views.open(userId, view));
  }

  private JsonObject push(Args args) {
    JsonObject view = checked(args, "modal", null);
    String userId = triggers.exchange(args.text("trigger_id"));
    if (workspace.views.modals(userId).size() >= Limits.MODAL_STACK) {
      throw new ApiRefusal("push_limit_reached");
    }
    return answer(workspace.views.push(userId, view));
  }

  private JsonObject update(Args args) {
    String viewId = args.text("view_id");
    String externalId = args.text("external_id");
    if (viewId == null && externalId == null) {
      throw ApiRefusal.missingArgument("view_id");
    }
    SlackView old = workspace.views.find(viewId, externalId);
    if (old == null) {
      throw new ApiRefusal("not_found");
    }
    String hash = args.text("hash");
    if (hash != null && !hash.equals(old.hash())) {
      throw new ApiRefusal("hash_conflict");
    }
    return answer(workspace.views.replace(old, checked(args, old.type(), old)));
  }

  private JsonObject publish(Args args) {
    String userId = args.required("user_id");
    if (!workspace.users.containsKey(userId)) {
      throw ApiRefusal.withMessages("invalid_arguments", List.of("invalid `user_id`"));
    }
    SlackView old = workspace.views.home(userId);
    String hash = args.text("hash");
    if (hash != null && old != null && !hash.equals(old.hash())) {
      throw new ApiRefusal("hash_conflict");
    }
    return answer(workspace.views.publish(userId, checked(args, "home", old)));
  }

  private JsonObject checked(Args args, String type, @Nullable SlackView replaces) {
    JsonElement given = args.structure("view", "invalid_arguments");
    if (given == null) {
      throw ApiRefusal.missingArgument("view");
    }
    return checked(given, type, replaces);
  }

  /**
   * A view that may be shown.
   *
   * @param replaces the view it takes the place of, whose {@code external_id} it may keep
   * @throws ApiRefusal with what is wrong and where
   */
  JsonObject checked(JsonElement given, String type, @Nullable SlackView replaces) {
    List<Problem> problems = ViewRules.check(given, type);
    if (!problems.isEmpty()) {
      throw ApiRefusal.of("invalid_arguments", problems);
    }
    if (given.toString().getBytes(StandardCharsets.UTF_8).length > Limits.VIEW_BYTES) {
      throw new ApiRefusal("view_too_large");
    }
    JsonObject view = given.getAsJsonObject();
    String externalId = view.has("external_id") ? view.get("external_id").getAsString() : "";
    SlackView same = externalId.isEmpty() ? null : workspace.views.find(null, externalId);
    if (same != null && (replaces == null || !same.id().equals(replaces.id()))) {
      throw new ApiRefusal("duplicate_external_id");
    }
    return view;
  }

  private JsonObject answer(SlackView view) {
    JsonObject answer = new JsonObject();
    answer.add("view", json.view(view));
    return answer;
  }
}
