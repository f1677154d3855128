package io.headroom.infra.slack;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.Runbooks;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.slack.render.ThreadRenderer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes Slack show an incident as it is: one parent message edited in place, and its replies.
 * Telling the same thing again changes nothing.
 *
 * <p>Killed at any point and run again, each message is in Slack once. Before a message is posted
 * its key is written down; a run that finds such a mark looks in Slack for a message with that tag
 * and adopts it. This holds for runs one after another, as a stream makes them for one incident; of
 * two at the same time one is told {@link Outcome#OVERTAKEN}.
 */
public final class ThreadTeller {

  private final IncidentStore incidents;
  private final ThreadBook book;
  private final SlackMessages slack;
  private final ChannelChoice channels;
  private final Runbooks runbooks;
  private final RenderContext context;

  /**
   * @param slack wrapped in {@link PatientSlackMessages} where short waits are wanted
   */
  public ThreadTeller(
      IncidentStore incidents,
      ThreadBook book,
      SlackMessages slack,
      ChannelChoice channels,
      Runbooks runbooks,
      RenderContext context) {
    this.incidents = incidents;
    this.book = book;
    this.slack = slack;
    this.channels = channels;
    this.runbooks = runbooks;
    this.context = context;
  }

  /**
   * Tells an incident.
   *
   * @throws SlackFailure if Slack refuses or does not answer; what was done until then is kept, and
   *     the next call goes on from there
   */
  public Told tell(IncidentId id) {
    return tell(id, service -> {});
  }

  /**
   * Tells an incident.
   *
   * @param about is told whose incident it is, before Slack is called
   * @throws SlackFailure if Slack refuses or does not answer; what was done until then is kept, and
   *     the next call goes on from there
   */
  public Told tell(IncidentId id, Consumer<ServiceId> about) {
    Optional<Incident> found = incidents.load(id);
    if (found.isEmpty()) {
      return Told.nothing(Outcome.INCIDENT_UNKNOWN);
    }
    Incident incident = found.get();
    about.accept(incident.service());
    ThreadRecord record = book.find(id).orElseGet(() -> channels.first(incident));
    if (record.toldVersion() >= incident.version()) {
      return Told.nothing(Outcome.UP_TO_DATE);
    }
    var telling = new Telling(incident, record, book, slack, channels.configured());
    return telling.tell(ThreadRenderer.render(incident, runbooks, context));
  }
}
