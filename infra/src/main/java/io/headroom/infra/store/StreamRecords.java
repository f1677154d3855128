package io.headroom.infra.store;

import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentId;
import java.util.Optional;

/**
 * Reads from a record of the table's stream which incident has a new event. Every event is inserted
 * once; a later change of its item only lets it expire. So a function that listens for events needs
 * no more of the stream than what this filter lets through:
 *
 * <pre>{"eventName": ["INSERT"], "dynamodb": {"Keys": {"SK": {"S": [{"prefix": "EV#"}]}}}}</pre>
 */
public final class StreamRecords {

  private StreamRecords() {}

  /**
   * A new event of an incident.
   *
   * @param number its place in the incident
   * @param type as {@link EventJson#type(IncidentEvent)} names it
   */
  public record Change(IncidentId incident, int number, String type) {

    /** Whether it is an event of that type. */
    public boolean is(Class<? extends IncidentEvent> event) {
      return type.equals(EventJson.type(event));
    }
  }

  /**
   * The new event, or nothing for any other item of the table.
   *
   * @param pk the key {@code PK} of an inserted item
   * @param sk its key {@code SK}
   * @param type its attribute {@code type}; anything for an item that is no event
   */
  public static Optional<Change> of(String pk, String sk, String type) {
    return Keys.isIncident(pk) && Keys.isEvent(sk)
        ? Optional.of(new Change(Keys.incidentOf(pk), Keys.eventOf(sk), type))
        : Optional.empty();
  }
}
