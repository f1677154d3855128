package io.headroom.core.port;

import io.headroom.core.incident.Actor;
import io.headroom.core.incident.IncidentId;
import org.jspecify.annotations.Nullable;

/** Who may press buttons. */
public interface Responders {

  /**
   * Whether a person may act on an incident.
   *
   * @param person by the id that Slack vouches for, never by name
   * @param incident whose thread the person is in
   * @throws Unreadable when the list of people cannot be read: nobody may act then, and the person
   *     is told why
   */
  boolean mayAct(Actor person, IncidentId incident);

  /** The list of people who may act cannot be read. */
  final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked, what came back and what to do, for the person who clicked
     */
    public Unreadable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
