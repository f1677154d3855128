package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.headroom.core.incident.IncidentId;
import io.headroom.functions.StreamBatch.Entry;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.SlackFailure;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.Told;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the threads in Slack match the incidents that have new events, each incident once in a
 * batch.
 *
 * <p>What may pass has the stream told again from the first such event; telling what was told
 * already does nothing. A refusal that will not pass (no such channel, a revoked token) is logged
 * with what to do; the incident's next event makes up for it.
 */
public final class TellSlackHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  private static final String SOURCE = "tell-slack";

  private final ThreadTeller teller;
  private final DecisionLog log;

  /** For Lambda. */
  public TellSlackHandler() {
    this(Wiring.start(System.getenv()));
  }

  private TellSlackHandler(BeanContext beans) {
    this(beans.getBean(ThreadTeller.class), beans.getBean(DecisionLog.class));
  }

  public TellSlackHandler(ThreadTeller teller, DecisionLog log) {
    this.teller = teller;
    this.log = log;
  }

  /** Works through a batch, and answers from which event on it has to be told again, if any. */
  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    var incidents = new LinkedHashMap<IncidentId, Entry>();
    for (Entry entry : StreamBatch.read(event, SOURCE, log)) {
      incidents.putIfAbsent(entry.change().incident(), entry);
    }
    Optional<Entry> again = Optional.empty();
    for (Map.Entry<IncidentId, Entry> incident : new ArrayList<>(incidents.entrySet())) {
      Next next = tell(incident.getKey());
      if (next != Next.GO_ON && again.isEmpty()) {
        again = Optional.of(incident.getValue());
      }
      if (next == Next.STOP) {
        break;
      }
    }
    return again.map(StreamBatch::againFrom).orElseGet(StreamBatch::done);
  }

  /** What to do after an incident. */
  private enum Next {
    GO_ON,
    /** It has to be told again; the others need not wait for it. */
    AGAIN,
    /** Slack takes no more for now: the others have to be told again too. */
    STOP
  }

  private Next tell(IncidentId incident) {
    try {
      Told told = teller.tell(incident);
      log.write(
          LogLine.of(SOURCE, told.outcome())
              .with("incident", incident)
              .with("posted", told.posted().size())
              .with("edited", told.edited().size())
              .with("adopted", told.adopted().size())
              .with("unformatted", told.unformatted().size()));
      return switch (told.outcome()) {
        case TOLD, UP_TO_DATE, INCIDENT_UNKNOWN -> Next.GO_ON;
        case OVERTAKEN -> Next.AGAIN;
      };
    } catch (SlackFailure e) {
      log.write(LogLine.of(SOURCE, e.reason()).with("incident", incident).failure(e));
      return e.reason().passing() ? Next.STOP : Next.GO_ON;
    } catch (RuntimeException e) {
      // The database, the secret, or a fault of Headroom: the stream's retries are limited, and
      // what is left after them goes to the queue of failures.
      log.write(LogLine.of(SOURCE, "FAILED").with("incident", incident).failure(e));
      return Next.AGAIN;
    }
  }
}
