package io.headroom.core.runbook;

import java.time.Duration;
import java.util.List;

/**
 * One rung of the ladder.
 *
 * @param id unique within its runbook
 * @param who the role that is called
 * @param contact how it is reached: {@code PagerDuty}, {@code Slack #infrastructure}
 * @param after time from the opening of the incident, unacknowledged or not helped; 0 for at once
 * @param when the situations this rung is for; empty for every situation
 */
public record EscalationStep(
    String id, String who, String contact, Duration after, List<String> when) {

  public EscalationStep {
    Checks.id(id);
    Checks.text("who", who);
    Checks.text("contact", contact);
    Checks.that(!after.isNegative(), "after is not negative");
    when = List.copyOf(when);
  }
}
