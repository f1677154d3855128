package io.headroom.infra.slack.render;

import io.headroom.core.incident.Actor;
import java.util.regex.Pattern;

/**
 * Text in Slack's markup. Everything that comes from outside (names, tags, reasons of ECS, words of
 * people) goes through one of these, so that it can neither mention a channel nor pose as a link
 * nor break the message.
 */
public final class Mrkdwn {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern EDGE_UNDERSCORE =
      Pattern.compile("(?<![\\p{L}\\p{N}_])_+|_+(?![\\p{L}\\p{N}_])");
  private static final Pattern SLACK_USER = Pattern.compile("[UW][A-Z0-9]{2,30}");
  private static final Pattern SLACK_ID = Pattern.compile("[UWS](?=[A-Z]*[0-9])[A-Z0-9]{8,30}");
  private static final Pattern FENCE = Pattern.compile("```");

  private Mrkdwn() {}

  /** Escapes {@code &}, {@code <} and {@code >}, the three characters that Slack asks for. */
  public static String escape(String text) {
    return escape(text, Integer.MAX_VALUE);
  }

  /** The same, cut with an ellipsis so that the escaped text is at most {@code max} long. */
  public static String escape(String text, int max) {
    var escaped = new StringBuilder();
    int end = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      escaped.append(
          switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
          });
      if (escaped.length() > max) {
        return escaped.substring(0, end) + "…";
      }
      if (escaped.length() < max) {
        end = escaped.length();
      }
      i += Character.charCount(point);
    }
    return escaped.toString();
  }

  /**
   * A sentence that the operator wrote, as in runbooks: on one line, cut at {@code max}. Its own
   * markup, such as {@code `code`}, keeps its meaning, and code ends with the sentence at the
   * latest.
   */
  public static String sentence(String text, int max) {
    String line = escape(FENCE.matcher(oneLine(text)).replaceAll("'''"), max - 1);
    return line.chars().filter(c -> c == '`').count() % 2 == 0 ? line : line + "`";
  }

  /**
   * Text from outside on one line that looks as it is written: escaped, and the characters that
   * would format it replaced by ones that look alike.
   */
  public static String plain(String text) {
    return plain(text, Integer.MAX_VALUE);
  }

  /** The same, cut with an ellipsis at {@code max}. */
  public static String plain(String text, int max) {
    String line = oneLine(text).replace('*', '∗').replace('~', '∼').replace('`', '\'');
    return escape(
        EDGE_UNDERSCORE.matcher(line).replaceAll(match -> "ˍ".repeat(match.group().length())), max);
  }

  /** Text from outside as code on one line, cut at {@code max}. Blank text gives a dash. */
  public static String code(String text, int max) {
    String line = oneLine(text).replace('`', '\'');
    return line.isEmpty() ? "–" : "`" + escape(line, max) + "`";
  }

  /** Text as a block of code, cut at {@code max} in all. A fence in the text is broken up. */
  public static String codeBlock(String text, int max) {
    return "```\n"
        + escape(FENCE.matcher(text).replaceAll("'''").stripTrailing(), max - 8)
        + "\n```";
  }

  /** A person: a mention where Slack knows the id, else the name. */
  public static String person(Actor actor) {
    return SLACK_USER.matcher(actor.id()).matches()
        ? "<@" + actor.id() + ">"
        : plain(actor.name(), 80);
  }

  /**
   * Who owns a service: a mention of a Slack user or a user group where it is the id of one, else
   * the text as it is written. A word such as {@code SRE} or {@code WEBTEAM} is no id: those are
   * longer and have digits.
   */
  public static String owner(String owner) {
    if (!SLACK_ID.matcher(owner).matches()) {
      return plain(owner, 120);
    }
    return owner.startsWith("S") ? "<!subteam^" + owner + ">" : "<@" + owner + ">";
  }

  /** A link with a label. */
  public static String link(String url, String label) {
    return "<%s|%s>".formatted(escape(url).replace("|", "%7C"), plain(label));
  }

  /** Text for places that take no markup, cut with an ellipsis at {@code max}. */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  private static String oneLine(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip();
  }
}
