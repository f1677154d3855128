package io.headroom.core.port;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged.Action;

/**
 * Calls who is on duty by a way of its own, because Slack may be what is down. Safe for use by
 * several threads; throws nothing.
 */
@FunctionalInterface
public interface Pager {

  /** Where there is none. */
  Pager NOT_SET_UP = (action, incident, step) -> new Answer.NotSetUp();

  /** For a function that leaves it to another one, which looks at the incident soon after. */
  Pager ELSEWHERE = (action, incident, step) -> new Answer.Later();

  /**
   * Sends one action for a step of an incident's ladder. The same again changes nothing: whoever
   * does not know whether it was sent sends it again.
   *
   * @param step place of the step on the ladder, from 0
   */
  Answer send(Action action, Incident incident, int step);

  /** What became of it. */
  sealed interface Answer {

    /** The pager has taken it. */
    record Sent() implements Answer {}

    /** This installation has no pager. */
    record NotSetUp() implements Answer {}

    /**
     * The pager does not take it, now or later.
     *
     * @param why in a sentence, with what to do
     */
    record Refused(String why) implements Answer {}

    /**
     * It did not come through, or nobody knows whether it did; a later attempt may.
     *
     * @param why in a sentence
     */
    record Failed(String why) implements Answer {}

    /** Nothing was tried now; whoever looks at the incident next tries it. */
    record Later() implements Answer {}
  }
}
