package io.headroom.infra.slack.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks that a text in Slack's markup holds only what Headroom itself puts there, and whole. */
final class Markup {

  private static final Pattern OWN =
      Pattern.compile(
          "<!date\\^\\d+\\^(\\{[a-z_]+}|[ ])+\\|[^<>|^]+>"
              + "|<@[UW][A-Z0-9]+>"
              + "|<!subteam\\^S[A-Z0-9]+>"
              + "|<https://[^<>| ]+\\|[^<>|]+>");
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt);");
  private static final Pattern FENCE = Pattern.compile("```");

  private Markup() {}

  static List<String> problems(String text) {
    var problems = new ArrayList<String>();
    String rest = ENTITY.matcher(OWN.matcher(text).replaceAll("")).replaceAll("");
    if (rest.matches("(?s).*[<>&].*")) {
      problems.add("not escaped, or cut inside an entity or a link: " + text);
    }
    String[] parts = FENCE.split(text, -1);
    if (parts.length % 2 == 0) {
      problems.add("a block of code that does not end: " + text);
    }
    for (int i = 0; i < parts.length; i += 2) {
      for (String line : parts[i].split("\n", -1)) {
        if (line.chars().filter(c -> c == '`').count() % 2 == 1) {
          problems.add("code that does not end: " + line);
        }
      }
    }
    return problems;
  }
}
