package io.headroom.core.port;

import io.headroom.core.incident.Actor;

/** Who may press buttons. */
public interface Responders {

  /**
   * Whether a person may act on incidents. A list that cannot be read lets nobody act.
   *
   * @param person by the id that Slack vouches for, never by name
   */
  boolean mayAct(Actor person);
}
