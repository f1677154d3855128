package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.sandbox.slack.rules.BlockRules;
import io.headroom.sandbox.slack.rules.Limits;
import io.headroom.sandbox.slack.rules.MetadataRules;
import io.headroom.sandbox.slack.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bot wants a message to say, checked. Null means "not said", which for an update is not the
 * same as empty.
 *
 * @param text cut to 40,000 characters
 * @param blocks checked blocks
 * @param attachments secondary attachments
 * @param metadata checked metadata; an empty object asks to remove it
 * @param truncated whether the text was cut
 */
record MessageContent(
    @Nullable String text,
    @Nullable JsonArray blocks,
    @Nullable JsonArray attachments,
    @Nullable JsonObject metadata,
    boolean truncated) {

  /**
   * Reads and checks the arguments that make up a message.
   *
   * @throws ApiRefusal with the code Slack gives for what is wrong
   */
  static MessageContent read(Args args) {
    JsonArray blocks = array(args, "blocks", "invalid_blocks_format");
    if (blocks != null) {
      List<Problem> problems = BlockRules.check(blocks, "/blocks", Limits.MESSAGE_BLOCKS);
      if (!problems.isEmpty()) {
        throw ApiRefusal.of("invalid_blocks", problems);
      }
      if (BlockRules.tooLongTogether(blocks)) {
        throw new ApiRefusal("msg_blocks_too_long");
      }
    }
    String text = args.has("text") ? args.text("text", "") : null;
    int length = text == null ? 0 : text.codePointCount(0, text.length());
    boolean truncated = text != null && length > Limits.MESSAGE_TEXT;
    if (text != null && truncated) {
      text = text.substring(0, text.offsetByCodePoints(0, Limits.MESSAGE_TEXT));
    }
    return new MessageContent(text, blocks, attachments(args), metadata(args), truncated);
  }

  boolean isEmpty() {
    return (text == null || text.isBlank()) && isEmpty(blocks) && isEmpty(attachments);
  }

  private static boolean isEmpty(@Nullable JsonArray array) {
    return array == null || array.isEmpty();
  }

  private static @Nullable JsonArray attachments(Args args) {
    JsonArray attachments = array(args, "attachments", "invalid_attachments");
    if (attachments == null) {
      return null;
    }
    if (attachments.size() > Limits.ATTACHMENTS) {
      throw new ApiRefusal("too_many_attachments");
    }
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < attachments.size(); i++) {
      if (!(attachments.get(i) instanceof JsonObject attachment)) {
        throw new ApiRefusal("invalid_attachments");
      }
      if (attachment.has("blocks")) {
        String at = "/attachments/" + i + "/blocks";
        problems.addAll(BlockRules.check(attachment.get("blocks"), at, Limits.MESSAGE_BLOCKS));
      }
    }
    if (!problems.isEmpty()) {
      throw ApiRefusal.of("invalid_attachments", problems);
    }
    return attachments;
  }

  private static @Nullable JsonObject metadata(Args args) {
    JsonElement metadata = args.structure("metadata", "invalid_metadata_format");
    if (metadata == null) {
      return null;
    }
    if (metadata instanceof JsonObject object && object.isEmpty()) {
      return object;
    }
    MetadataRules.check(metadata)
        .ifPresent(
            code -> {
              throw new ApiRefusal(code);
            });
    return metadata.getAsJsonObject();
  }

  private static @Nullable JsonArray array(Args args, String name, String errorCode) {
    JsonElement value = args.structure(name, errorCode);
    if (value == null) {
      return null;
    }
    if (!value.isJsonArray()) {
      throw new ApiRefusal(errorCode);
    }
    return value.getAsJsonArray();
  }
}
