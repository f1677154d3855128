package io.headroom.sandbox.slack;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns Slack's mrkdwn into what a terminal shows: no markup, links and mentions written out. */
final class Mrkdwn {

  private static final Pattern CODE = Pattern.compile("```(.*?)```|`([^`\\n]+)`", Pattern.DOTALL);
  private static final Pattern ANGLE = Pattern.compile("<([^<>|]+)(?:\\|([^<>]*))?>");
  private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");

  /** Bold, italic and struck text: a mark at a word's edge, and the same at another word's end. */
  private static final Pattern STYLE =
      Pattern.compile("(?<![\\w*_~])([*_~])(?=\\S)([^\\n]*?\\S)\\1(?![\\w*_~])");

  private static final Map<String, String> EMOJIS =
      Map.ofEntries(
          Map.entry("rotating_light", "🚨"),
          Map.entry("warning", "⚠"),
          Map.entry("white_check_mark", "✅"),
          Map.entry("heavy_check_mark", "✔"),
          Map.entry("x", "❌"),
          Map.entry("red_circle", "🔴"),
          Map.entry("large_orange_circle", "🟠"),
          Map.entry("large_yellow_circle", "🟡"),
          Map.entry("large_green_circle", "🟢"),
          Map.entry("large_blue_circle", "🔵"),
          Map.entry("white_circle", "⚪"),
          Map.entry("arrows_counterclockwise", "🔄"),
          Map.entry("hourglass_flowing_sand", "⏳"),
          Map.entry("eyes", "👀"),
          Map.entry("bell", "🔔"),
          Map.entry("no_bell", "🔕"),
          Map.entry("chart_with_upwards_trend", "📈"),
          Map.entry("clipboard", "📋"),
          Map.entry("page_facing_up", "📄"),
          Map.entry("tada", "🎉"));

  private Mrkdwn() {}

  /**
   * The text without markup.
   *
   * @param names what to show for a user, channel or group id
   */
  static String plain(String mrkdwn, UnaryOperator<String> names) {
    StringBuilder plain = new StringBuilder();
    Matcher code = CODE.matcher(mrkdwn);
    int from = 0;
    while (code.find()) {
      plain.append(outsideCode(mrkdwn.substring(from, code.start()), names));
      String inner = code.group(1) == null ? code.group(2) : code.group(1).strip();
      plain.append(angles(inner, names));
      from = code.end();
    }
    plain.append(outsideCode(mrkdwn.substring(from), names));
    return unescape(plain.toString());
  }

  private static String outsideCode(String text, UnaryOperator<String> names) {
    String plain = angles(text, names);
    String before;
    do {
      before = plain;
      plain = STYLE.matcher(before).replaceAll(m -> Matcher.quoteReplacement(m.group(2)));
    } while (!plain.equals(before));
    return emojis(plain);
  }

  /** Emoji by name; those not known here stay as they are. */
  static String emojis(String text) {
    return EMOJI
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(EMOJIS.getOrDefault(m.group(1), m.group())));
  }

  private static String angles(String text, UnaryOperator<String> names) {
    return ANGLE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(angle(m, names)));
  }

  private static String angle(MatchResult match, UnaryOperator<String> names) {
    String what = match.group(1);
    String label = match.group(2);
    boolean labelled = label != null && !label.isEmpty();
    if (what.startsWith("@")) {
      return "@" + (labelled ? label : names.apply(what.substring(1)));
    }
    if (what.startsWith("#")) {
      return "#" + (labelled ? label : names.apply(what.substring(1)));
    }
    if (what.startsWith("!subteam^")) {
      return "@" + (labelled ? label : names.apply(what.substring("!subteam^".length())));
    }
    if (what.startsWith("!")) {
      return labelled ? label : "@" + what.substring(1);
    }
    return labelled && !label.equals(what) ? label + " (" + what + ")" : what;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
