package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code files.*ExternalUpload}: announce a file, send its bytes, share it. */
final class FileMethods {

  private static final int ALT_TEXT = 1_000;

  private final Workspace workspace;
  private final MessageJson json;
  private final URI baseUrl;

  FileMethods(Workspace workspace, MessageJson json, URI baseUrl) {
    this.workspace = workspace;
    this.json = json;
    this.baseUrl = baseUrl;
  }

  void register(Map<String, Endpoint> endpoints) {
    endpoints.put("files.getUploadURLExternal", Endpoint.of(this::uploadUrl, "files:write"));
    endpoints.put("files.completeUploadExternal", Endpoint.of(this::complete, "files:write"));
  }

  private JsonObject uploadUrl(Args args) {
    String name = args.required("filename");
    int length = args.number("length", 0, "invalid_arguments");
    if (length < 1) {
      throw new ApiRefusal("missing_argument");
    }
    String altText = args.text("alt_txt", "");
    if (altText.length() > ALT_TEXT) {
      throw new ApiRefusal("alt_txt_too_large");
    }
    String id = workspace.newId("F");
    workspace.files.announce(new Files.Upload(id, name, length, altText));
    JsonObject answer = new JsonObject();
    answer.addProperty("upload_url", baseUrl.resolve("/upload/v1/" + id).toString());
    answer.addProperty("file_id", id);
    return answer;
  }

  private JsonObject complete(Args args) {
    JsonElement given = args.structure("files", "invalid_arguments");
    if (!(given instanceof JsonArray wanted) || wanted.isEmpty()) {
      throw ApiRefusal.missingArgument("files");
    }
    List<StoredChannel> channels = channels(args);
    List<SharedFile> shared = new ArrayList<>();
    for (JsonElement each : wanted) {
      if (!(each instanceof JsonObject about) || !(about.get("id") instanceof JsonPrimitive id)) {
        throw ApiRefusal.withMessages(
            "invalid_arguments", List.of("missing required field: id [json-pointer:/files/0]"));
      }
      Files.Upload upload = workspace.files.find(id.getAsString());
      if (upload == null || upload.bytes == null || upload.complete != null) {
        throw new ApiRefusal("file_not_found");
      }
      shared.add(upload.complete(title(about, upload)));
    }
    JsonArray files = new JsonArray();
    shared.forEach(file -> files.add(json.file(file)));
    for (StoredChannel channel : channels) {
      share(channel, shared, args);
    }
    JsonObject answer = new JsonObject();
    answer.add("files", files);
    return answer;
  }

  private static String title(JsonObject about, Files.Upload upload) {
    JsonElement title = about.get("title");
    return title instanceof JsonPrimitive text ? text.getAsString() : upload.name;
  }

  private List<StoredChannel> channels(Args args) {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(args.text("channel_id", ""));
    ids.addAll(List.of(args.text("channels", "").split(",")));
    ids.removeIf(String::isBlank);
    List<StoredChannel> channels = ids.stream().map(workspace::channel).toList();
    for (StoredChannel channel : channels) {
      if (!channel.members.contains(workspace.bot.userId())) {
        throw new ApiRefusal("not_in_channel");
      }
    }
    return channels;
  }

  private void share(StoredChannel channel, List<SharedFile> files, Args args) {
    String comment = args.text("initial_comment", "");
    MessageContent content = new MessageContent(comment, null, null, null, false);
    StoredMessage message =
        workspace.post(channel, workspace.bot.userId(), content, args.text("thread_ts"), false);
    message.files.addAll(files);
  }
}
