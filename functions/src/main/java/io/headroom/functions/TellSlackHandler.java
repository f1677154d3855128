package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.UnreadableIncidentException;
import io.headroom.functions.StreamBatch.Entry;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.CountedSlackMessages;
import io.headroom.infra.slack.SlackFailure;
import io.headroom.infra.slack.Sleeper;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.Told;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads in Slack match the incidents that have new events, each incident once in a
 * batch.
 *
 * <p>Where Slack asks to wait, the function waits as long as its time allows: giving the batch back
 * would have it at once again, and in a storm of alerts that uses up the stream's retries within a
 * minute. What may pass has the stream told again from the first such event; telling what was told
 * already does nothing. A refusal that will not pass (no such channel, a missing scope) is logged
 * with what to do; the incident's next event makes up for it.
 */
public final class TellSlackHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  private static final String SOURCE = "tell-slack";

  /** So much of the function's time is kept for telling an incident, and for the answer. */
  private static final Duration KEPT = Duration.ofSeconds(20);

  /** A stack is updated in a few minutes; the newer version then takes up what this one cannot. */
  private static final Duration ROLL_OUT = Duration.ofMinutes(15);

  private final ThreadTeller teller;
  private final DecisionLog log;
  private final CountedSlackMessages.Counter calls;
  private final InstantSource clock;
  private final Sleeper sleeper;

  /** For Lambda. */
  public TellSlackHandler() {
    this(Wiring.start(System.getenv(), Rehearsal::tellSlack));
  }

  TellSlackHandler(BeanContext beans) {
    this(
        beans.getBean(ThreadTeller.class),
        beans.getBean(DecisionLog.class),
        beans.getBean(CountedSlackMessages.Counter.class),
        beans.getBean(InstantSource.class),
        Sleeper.THREAD);
  }

  /** Counts no calls, and waits in its thread. */
  public TellSlackHandler(ThreadTeller teller, DecisionLog log) {
    this(teller, log, new CountedSlackMessages.Counter(), InstantSource.system(), Sleeper.THREAD);
  }

  /**
   * @param calls counts what {@code teller} calls
   * @param sleeper waits where Slack asks for it
   */
  public TellSlackHandler(
      ThreadTeller teller,
      DecisionLog log,
      CountedSlackMessages.Counter calls,
      InstantSource clock,
      Sleeper sleeper) {
    this.teller = teller;
    this.log = log;
    this.calls = calls;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Works through a batch, and answers from which event on it has to be told again, if any. */
  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> tell(event, context));
  }

  private StreamsEventResponse tell(DynamodbEvent event, Context context) {
    var incidents = new LinkedHashMap<IncidentId, Entry>();
    for (Entry entry : StreamBatch.read(event, SOURCE, log)) {
      incidents.putIfAbsent(entry.change().incident(), entry);
    }
    if (incidents.isEmpty()) {
      return StreamBatch.done();
    }
    Duration patience = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(KEPT);
    Optional<Entry> again = Optional.empty();
    for (Map.Entry<IncidentId, Entry> incident : incidents.entrySet()) {
      Next next = tell(incident.getKey(), incident.getValue());
      while (next instanceof Next.Wait wait
          && wait.time().compareTo(patience) <= 0
          && slept(wait.time())) {
        patience = patience.minus(wait.time());
        next = tell(incident.getKey(), incident.getValue());
      }
      if (!(next instanceof Next.GoOn) && again.isEmpty()) {
        again = Optional.of(incident.getValue());
      }
      if (next instanceof Next.Stop || next instanceof Next.Wait) {
        break;
      }
    }
    log.write(summary(incidents, again));
    return again.map(StreamBatch::againFrom).orElseGet(StreamBatch::done);
  }

  /** What to do after an incident. */
  private sealed interface Next {
    record GoOn() implements Next {}

    /** It has to be told again; the others need not wait for it. */
    record Again() implements Next {}

    /** Slack takes no more for now: the others have to be told again too. */
    record Stop() implements Next {}

    /** Slack takes more after a time. */
    record Wait(Duration time) implements Next {}
  }

  private Next tell(IncidentId incident, Entry entry) {
    var service = new AtomicReference<@Nullable ServiceId>();
    try {
      Told told = teller.tell(incident, service::set);
      log.write(
          line(told.outcome(), incident, service)
              .with("posted", told.posted().size())
              .with("edited", told.edited().size())
              .with("adopted", told.adopted().size())
              .with("unformatted", told.unformatted().size()));
      return switch (told.outcome()) {
        case TOLD, UP_TO_DATE, INCIDENT_UNKNOWN -> new Next.GoOn();
        case OVERTAKEN -> new Next.Again();
      };
    } catch (SlackFailure e) {
      return failed(incident, service, e);
    } catch (UnreadableIncidentException e) {
      // Left by a newer version that is being rolled out, or has been taken back: the stream must
      // not wait for it for hours.
      log.write(
          LogLine.of(SOURCE, "NEWER_VERSION")
              .with("incident", incident)
              .with("service", e.service())
              .failure(e));
      return entry.olderThan(ROLL_OUT, clock.instant()) ? new Next.GoOn() : new Next.Again();
    } catch (RuntimeException e) {
      // The database, the secret, or a fault of Headroom: the stream's retries are limited, and
      // what is left after them goes to the queue of failures.
      LogLine line = LogLine.of(SOURCE, "FAILED").with("incident", incident).failure(e);
      log.write(counted(line.with("service", Optional.ofNullable(service.get())), "FAILED"));
      return new Next.Again();
    }
  }

  private Next failed(
      IncidentId incident, AtomicReference<@Nullable ServiceId> service, SlackFailure e) {
    LogLine line = line(e.reason(), incident, service).failure(e);
    if (e.reason() == SlackFailure.Reason.RATE_LIMITED) {
      // Nothing to worry about: it is waited for, and how late the threads are is measured.
      log.write(line.with("retryAfter", e.retryAfter()));
      return e.retryAfter().<Next>map(Next.Wait::new).orElseGet(Next.Stop::new);
    }
    if (e.reason().passing()) {
      log.write(line.count("SlackUnanswered", 1));
      return new Next.Stop();
    }
    log.write(counted(line, e.reason().name()));
    // A token that is refused is about to be replaced, or somebody has to: no alert is lost then.
    return e.reason() == SlackFailure.Reason.INVALID_AUTH ? new Next.Stop() : new Next.GoOn();
  }

  /**
   * Something that somebody has to look at, which an alarm says. Each reason is a metric of its
   * own, billed for the hours in which it occurs.
   */
  private static LogLine counted(LogLine line, String reason) {
    return line.count("SlackFailures", 1).by("Reason", reason, "SlackFailures");
  }

  private static LogLine line(
      Enum<?> outcome, IncidentId incident, AtomicReference<@Nullable ServiceId> service) {
    return LogLine.of(SOURCE, outcome)
        .with("incident", incident)
        .with("service", Optional.ofNullable(service.get()));
  }

  private LogLine summary(Map<IncidentId, Entry> incidents, Optional<Entry> again) {
    Instant now = clock.instant();
    LogLine line =
        LogLine.of(SOURCE, again.isEmpty() ? "BATCH_DONE" : "BATCH_AGAIN")
            .with("incidents", incidents.size())
            .count("SlackCalls", calls.takeCalls())
            .count("SlackRateLimited", calls.takeRateLimited());
    incidents.values().stream()
        .flatMap(entry -> entry.at().stream())
        .min(Instant::compareTo)
        .map(at -> Duration.between(at, now))
        .ifPresent(late -> line.milliseconds("LateMilliseconds", late));
    return line;
  }

  private boolean slept(Duration time) {
    try {
      sleeper.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
