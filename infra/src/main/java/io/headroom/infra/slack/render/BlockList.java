package io.headroom.infra.slack.render;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of one message, kept within Slack's limits: text is cut by whole lines, never inside a
 * link, an entity or a block of code, and the message says how much was left out. Not for use by
 * several threads.
 */
public final class BlockList {

  private static final int ROOM_FOR_MORE = 40;

  private final List<LayoutBlock> blocks = new ArrayList<>();
  private int left = SlackLimits.ALL_TEXT;

  /** A large first line, without markup. */
  public BlockList header(String text) {
    String cut = Mrkdwn.cut(text, SlackLimits.HEADER);
    left -= cut.length();
    blocks.add(HeaderBlock.builder().text(plain(cut)).build());
    return this;
  }

  /** Lines of markup; none give no block. */
  public BlockList section(List<String> lines) {
    String text = fitted(lines);
    if (!text.isEmpty()) {
      blocks.add(SectionBlock.builder().text(markdown(text)).build());
    }
    return this;
  }

  public BlockList section(String line) {
    return section(List.of(line));
  }

  /** Lines of markup in small print; none give no block. */
  public BlockList context(List<String> lines) {
    String text = fitted(lines);
    if (!text.isEmpty()) {
      blocks.add(ContextBlock.builder().elements(List.of(markdown(text))).build());
    }
    return this;
  }

  public BlockList context(String line) {
    return context(List.of(line));
  }

  /** Buttons and menus; none give no block. */
  public BlockList actions(List<BlockElement> elements) {
    if (!elements.isEmpty()) {
      blocks.add(ActionsBlock.builder().elements(elements).build());
    }
    return this;
  }

  public List<LayoutBlock> build() {
    return List.copyOf(blocks);
  }

  /** Text without markup; a colon is a colon, not the beginning of an emoji. */
  public static PlainTextObject plain(String text) {
    return PlainTextObject.builder().text(text).emoji(false).build();
  }

  /** Verbatim: Slack makes no links and mentions of what merely looks like one. */
  private static MarkdownTextObject markdown(String text) {
    return MarkdownTextObject.builder().text(text).verbatim(true).build();
  }

  /** As many whole lines as fit into a block and into what is left of the message. */
  private String fitted(List<String> lines) {
    int room = Math.min(SlackLimits.SECTION, left) - ROOM_FOR_MORE;
    var text = new StringBuilder();
    for (int i = 0; i < lines.size() && left > 0; i++) {
      String line = lines.get(i);
      if (text.length() + line.length() + 1 > room) {
        boolean full = left < SlackLimits.SECTION;
        String more = full ? "_… the rest is left out_" : "_… %d more left out_";
        text.append(text.isEmpty() ? "" : "\n").append(more.formatted(lines.size() - i));
        left = full ? 0 : left;
        break;
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    left -= text.length();
    return text.toString();
  }
}
