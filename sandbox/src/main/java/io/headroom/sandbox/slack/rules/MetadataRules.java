package io.headroom.sandbox.slack.rules;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Checks message metadata: an {@code event_type} and an {@code event_payload} whose values are
 * strings, numbers, booleans, or objects of these, or arrays of such. That is the type in Slack's
 * own SDKs ({@code MessageMetadataEventPayloadObject}); Slack itself may take more.
 */
public final class MetadataRules {

  private MetadataRules() {}

  /** The error code Slack would answer with, or nothing when the metadata is fine. */
  public static Optional<String> check(JsonElement metadata) {
    if (!(metadata instanceof JsonObject object)
        || !isText(object.get("event_type"))
        || !(object.get("event_payload") instanceof JsonObject payload)) {
      return Optional.of("invalid_metadata_format");
    }
    if (metadata.toString().getBytes(StandardCharsets.UTF_8).length > Limits.METADATA_BYTES) {
      return Optional.of("metadata_too_large");
    }
    boolean flatEnough = payload.asMap().values().stream().allMatch(v -> flat(v, 1));
    return flatEnough ? Optional.empty() : Optional.of("invalid_metadata_schema");
  }

  private static boolean isText(JsonElement value) {
    return value != null
        && value.isJsonPrimitive()
        && value.getAsJsonPrimitive().isString()
        && !value.getAsString().isEmpty();
  }

  private static boolean flat(JsonElement value, int depth) {
    if (value.isJsonPrimitive()) {
      return true;
    }
    if (depth == 0 || value.isJsonNull()) {
      return false;
    }
    return value.isJsonArray()
        ? value.getAsJsonArray().asList().stream().allMatch(v -> flat(v, depth))
        : value.getAsJsonObject().asMap().values().stream().allMatch(v -> flat(v, depth - 1));
  }
}
