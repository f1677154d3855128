package io.headroom.core.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events about to be written to an incident. Each is checked against the table when it is added,
 * and one that the incident has already is left out, so that a thing delivered twice is written
 * once. Not for use by several threads.
 */
public final class Draft {

  private final Incident before;
  private final Instant at;
  private final List<Recorded> added = new ArrayList<>();
  private Incident after;

  public Draft(Incident incident, Instant at) {
    this.before = incident;
    this.after = incident;
    this.at = at;
  }

  /**
   * Adds an event.
   *
   * @param key what it stands for, once per incident
   * @throws IllegalStateException if the table does not allow it in the phase reached so far
   */
  public Draft add(String key, IncidentEvent event) {
    if (after.has(key)) {
      return this;
    }
    if (Transitions.after(after.phase(), event).isEmpty()) {
      throw new IllegalStateException(
          "incident %s is %s: %s may not happen then"
              .formatted(after.id(), after.phase(), event.getClass().getSimpleName()));
    }
    var recorded = new Recorded(after.version() + 1, at, key, event);
    added.add(recorded);
    after = after.with(List.of(recorded));
    return this;
  }

  /** Whether the event may happen now. */
  public boolean allows(IncidentEvent event) {
    return Transitions.after(after.phase(), event).isPresent();
  }

  /** The incident as it was loaded. */
  public Incident before() {
    return before;
  }

  /** The incident with what was added. */
  public Incident after() {
    return after;
  }

  /** What was added, numbered on from the incident. */
  public List<Recorded> added() {
    return List.copyOf(added);
  }

  public boolean isEmpty() {
    return added.isEmpty();
  }
}
