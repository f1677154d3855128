package io.headroom.infra.slack;

import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.render.PassedOver;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of the thread of one incident.
 *
 * @param channel id of the Slack channel that the thread is in
 * @param passedOver the channel that the service's tag asks for, if the thread could not open there
 * @param version counts the writes of this record; 0 before the first
 * @param toldVersion number of the last event that the thread shows; 0 before the first
 * @param messages what was posted, by key
 * @param posting key of a message that is about to be posted: after a crash it may or may not be in
 *     Slack, and has to be looked for there before it is posted again
 */
public record ThreadRecord(
    IncidentId incident,
    String channel,
    Optional<PassedOver> passedOver,
    int version,
    int toldVersion,
    Map<String, Posted> messages,
    Optional<String> posting) {

  public ThreadRecord {
    messages = Map.copyOf(messages);
  }
}
