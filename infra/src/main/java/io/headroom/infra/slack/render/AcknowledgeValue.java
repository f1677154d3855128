package io.headroom.infra.slack.render;

import io.headroom.core.incident.IncidentId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the button to acknowledge carries: {@code v1|<incident id>}. */
public record AcknowledgeValue(IncidentId incident) {

  private static final Pattern TEXT = Pattern.compile("v1\\|([A-Za-z0-9_-]{1,300})");

  /**
   * Reads the button's value.
   *
   * @throws IllegalArgumentException if it is not exactly of this form
   */
  public static AcknowledgeValue parse(String value) {
    Matcher matcher = TEXT.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not the value of the button to acknowledge: v1|<incident id>"
              .formatted(Mrkdwn.cut(value, 200)));
    }
    return new AcknowledgeValue(new IncidentId(matcher.group(1)));
  }

  /** The value as the button carries it. */
  @Override
  public String toString() {
    return "v1|" + incident;
  }
}
