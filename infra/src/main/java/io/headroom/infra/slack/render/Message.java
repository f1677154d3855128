package io.headroom.infra.slack.render;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One message of a thread.
 *
 * @param key names it within its thread and stays the same while its content changes
 * @param text what notifications and screen readers show instead of the blocks
 */
public record Message(String key, String text, List<LayoutBlock> blocks) {

  /** Key of the message that the thread hangs on. */
  public static final String PARENT = "parent";

  private static final Gson GSON = GsonFactory.createSnakeCase();

  public Message {
    blocks = List.copyOf(blocks);
  }

  /** Stands for the content: 32 hexadecimal digits of a SHA-256 over text and blocks. */
  public String hash() {
    byte[] content = (text + "\n" + GSON.toJson(blocks)).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same message without blocks, for a Slack that does not take them. */
  public Message textOnly() {
    return new Message(key, text, List.of());
  }
}
