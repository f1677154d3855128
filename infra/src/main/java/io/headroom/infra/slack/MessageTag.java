package io.headroom.infra.slack;

import io.headroom.core.incident.IncidentId;

/**
 * What a message in Slack carries, unseen, so that it is found again after a crash between posting
 * it and remembering it: metadata with the event type {@value #EVENT_TYPE}.
 *
 * @param key of the message within the thread of the incident
 * @param hash of the content it was written with
 */
public record MessageTag(IncidentId incident, String key, String hash) {

  /** The metadata's event type. */
  public static final String EVENT_TYPE = "headroom_incident";

  /** Whether both name the same message, whatever its content. */
  public boolean sameMessage(MessageTag other) {
    return incident.equals(other.incident) && key.equals(other.key);
  }
}
