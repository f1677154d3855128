package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.headroom.core.app.AdvanceIncident;
import io.headroom.core.app.AdvanceIncident.Outcome;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.ecs.MalformedEventException;
import io.headroom.infra.ecs.ServiceChange;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Moves a service's open incident on when ECS tells that the service has changed: EventBridge's
 * "ECS Deployment State Change" and "ECS Service Action". What fails is logged and done with: the
 * check of the next minute does the same.
 */
public final class ServiceChangedHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final String SOURCE = "service-changed";

  private final AdvanceIncident advanceIncident;
  private final InstantSource clock;
  private final DecisionLog log;

  /** For Lambda. */
  public ServiceChangedHandler() {
    this(Wiring.start(System.getenv(), Rehearsal::serviceChanged));
  }

  ServiceChangedHandler(BeanContext beans) {
    this(
        beans.getBean(AdvanceIncident.class),
        beans.getBean(InstantSource.class),
        beans.getBean(DecisionLog.class));
  }

  public ServiceChangedHandler(
      AdvanceIncident advanceIncident, InstantSource clock, DecisionLog log) {
    this.advanceIncident = advanceIncident;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Looks at one service.
   *
   * @return the named outcome, as {@code outcome}
   */
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> take(event));
  }

  private Map<String, Object> take(Map<String, Object> event) {
    Optional<ServiceChange> change;
    try {
      change = ServiceChange.parse(event);
    } catch (MalformedEventException e) {
      return done(failed(LogLine.of(SOURCE, "MALFORMED").failure(e)), "MALFORMED");
    }
    return change
        .map(this::advance)
        .orElseGet(() -> done(LogLine.of(SOURCE, "OTHER_EVENT"), "OTHER_EVENT"));
  }

  private Map<String, Object> advance(ServiceChange change) {
    var incident = new AtomicReference<@Nullable IncidentId>();
    try {
      Outcome outcome =
          advanceIncident.advance(
              change.service(), clock.instant(), new CheckJournal(SOURCE, log), incident::set);
      return done(line(outcome.name(), change, incident), outcome.name());
    } catch (FleetException e) {
      LogLine line = line(e.reason().name(), change, incident).failure(e);
      return done(e.reason().passing() ? line : failed(line), e.reason().name());
    } catch (RuntimeException e) {
      return done(failed(line("FAILED", change, incident).failure(e)), "FAILED");
    }
  }

  /** To be looked at: for Lambda an event that is done with is no error. */
  private static LogLine failed(LogLine line) {
    return line.count("Failures", 1);
  }

  private static LogLine line(
      String outcome, ServiceChange change, AtomicReference<@Nullable IncidentId> incident) {
    return LogLine.of(SOURCE, outcome)
        .with("service", change.service())
        .with("incident", Optional.ofNullable(incident.get()))
        .with("event", change.event());
  }

  private Map<String, Object> done(LogLine line, String outcome) {
    log.write(line);
    return Map.of("outcome", outcome);
  }
}
