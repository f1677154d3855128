package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.port.IncidentStore;
import io.headroom.functions.StreamBatch.Entry;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.store.StreamRecords.Change;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs the remedies that people asked for, from the events {@code RemedyRequested} in the stream.
 *
 * <p>What may pass has the stream told again from the first such event; a remedy that ran already
 * is not asked for twice. What ECS refuses for good fails the remedy, which the thread shows.
 */
public final class RunRemedyHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  private static final String SOURCE = "run-remedy";

  private final RunRemedy runRemedy;
  private final IncidentStore store;
  private final InstantSource clock;
  private final DecisionLog log;

  /** For Lambda. */
  public RunRemedyHandler() {
    this(Wiring.start(System.getenv(), Rehearsal::runRemedy));
  }

  RunRemedyHandler(BeanContext beans) {
    this(
        beans.getBean(RunRemedy.class),
        beans.getBean(IncidentStore.class),
        beans.getBean(InstantSource.class),
        beans.getBean(DecisionLog.class));
  }

  public RunRemedyHandler(
      RunRemedy runRemedy, IncidentStore store, InstantSource clock, DecisionLog log) {
    this.runRemedy = runRemedy;
    this.store = store;
    this.clock = clock;
    this.log = log;
  }

  /** Works through a batch, and answers from which event on it has to be told again, if any. */
  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> run(event));
  }

  private StreamsEventResponse run(DynamodbEvent event) {
    Optional<Entry> again = Optional.empty();
    for (Entry entry : StreamBatch.read(event, SOURCE, log)) {
      if (entry.change().is(RemedyRequested.class) && !run(entry.change()) && again.isEmpty()) {
        again = Optional.of(entry);
      }
    }
    return again.map(StreamBatch::againFrom).orElseGet(StreamBatch::done);
  }

  /** Whether it is done with. */
  private boolean run(Change change) {
    Optional<Request> request = Optional.empty();
    try {
      request = request(change);
      if (request.isEmpty()) {
        log.write(line(change, "INCIDENT_UNKNOWN", request));
        return true;
      }
      RunRemedy.Ran ran = runRemedy.run(change.incident(), request.get().remedy(), clock.instant());
      log.write(line(change, ran.name(), request));
      return true;
    } catch (FleetException e) {
      LogLine line = line(change, e.reason().name(), request).failure(e);
      log.write(e.reason().passing() ? line : failed(line));
      return !e.reason().passing();
    } catch (RuntimeException e) {
      // The database, or a fault of Headroom: the stream's retries are limited, and what is left
      // after them goes to the queue of failures. The check of the next minutes takes it up too.
      log.write(failed(line(change, "FAILED", request).failure(e)));
      return false;
    }
  }

  /** What was asked for. */
  private record Request(ServiceId service, String remedy) {}

  private Optional<Request> request(Change change) {
    return store
        .load(change.incident())
        .filter(incident -> incident.events().size() >= change.number())
        .flatMap(
            incident ->
                incident.events().get(change.number() - 1).event()
                        instanceof RemedyRequested requested
                    ? Optional.of(new Request(incident.service(), requested.remedy()))
                    : Optional.empty());
  }

  /** To be looked at: Lambda counts no error, since the answer says what to tell again. */
  private static LogLine failed(LogLine line) {
    return line.count("Failures", 1);
  }

  private static LogLine line(Change change, String outcome, Optional<Request> request) {
    return LogLine.of(SOURCE, outcome)
        .with("incident", change.incident())
        .with("event", change.number())
        .with("service", request.map(Request::service))
        .with("remedy", request.map(Request::remedy));
  }
}
