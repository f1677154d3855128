package io.headroom.infra.slack.render;

import io.headroom.core.incident.IncidentId;
import io.headroom.core.runbook.RemedyKind;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a remedy's button carries: {@code v1|<incident id>|<offer number>|<kind word>}. It names an
 * offer and holds no arguments, so that a forged value can at most press a button that is there.
 *
 * @param offer number of the event that made the offer, from 1
 */
public record ClickValue(IncidentId incident, int offer, RemedyKind kind) {

  private static final Pattern TEXT =
      Pattern.compile("v1\\|([A-Za-z0-9_-]{1,300})\\|([1-9][0-9]{0,8})\\|([a-z-]{1,40})");

  /**
   * @throws IllegalArgumentException if the offer's number is below 1
   */
  public ClickValue {
    if (offer < 1) {
      throw new IllegalArgumentException("an offer's number is at least 1, not " + offer);
    }
  }

  /**
   * Reads a button's value.
   *
   * @throws IllegalArgumentException if it is not exactly of this form
   */
  public static ClickValue parse(String value) {
    Matcher matcher = TEXT.matcher(value);
    if (!matcher.matches()) {
      throw malformed(value);
    }
    RemedyKind kind =
        Arrays.stream(RemedyKind.values())
            .filter(candidate -> candidate.word().equals(matcher.group(3)))
            .findFirst()
            .orElseThrow(() -> malformed(value));
    return new ClickValue(
        new IncidentId(matcher.group(1)), Integer.parseInt(matcher.group(2)), kind);
  }

  private static IllegalArgumentException malformed(String value) {
    return new IllegalArgumentException(
        "\"%s\" is not the value of a remedy's button: v1|<incident id>|<offer number>|<kind word>"
            .formatted(Mrkdwn.cut(value, 200)));
  }

  /** The value as the button carries it. */
  @Override
  public String toString() {
    return "v1|" + incident + "|" + offer + "|" + kind.word();
  }
}
