package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RecordStoppedTask.Noted;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.ecs.MalformedEventException;
import io.headroom.infra.ecs.TaskStateChange;
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
 * Takes note of tasks that stopped: EventBridge's "ECS Task State Change". What may pass is thrown,
 * so that Lambda tells the event again; what will not is logged, and the event is done with.
 */
public final class TaskStoppedHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final String SOURCE = "task-stopped";

  private final RecordStoppedTask recordStoppedTask;
  private final InstantSource clock;
  private final DecisionLog log;

  /** For Lambda. */
  public TaskStoppedHandler() {
    this(Wiring.start(System.getenv(), Rehearsal::taskStopped));
  }

  TaskStoppedHandler(BeanContext beans) {
    this(
        beans.getBean(RecordStoppedTask.class),
        beans.getBean(InstantSource.class),
        beans.getBean(DecisionLog.class));
  }

  public TaskStoppedHandler(
      RecordStoppedTask recordStoppedTask, InstantSource clock, DecisionLog log) {
    this.recordStoppedTask = recordStoppedTask;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Takes note of one task.
   *
   * @return the named outcome, as {@code outcome}
   * @throws FunctionFailure when ECS throttles or does not answer, or something else may pass
   */
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> take(event));
  }

  private Map<String, Object> take(Map<String, Object> event) {
    TaskStateChange change;
    try {
      change = TaskStateChange.parse(event);
    } catch (MalformedEventException e) {
      return done(failed(LogLine.of(SOURCE, "MALFORMED").failure(e)), "MALFORMED");
    }
    return switch (change) {
      case TaskStateChange.Ignored ignored ->
          done(
              LogLine.of(SOURCE, ignored.reason()).with("detail", ignored.detail()),
              ignored.reason().name());
      case TaskStateChange.Stopped stopped -> note(stopped.task());
    };
  }

  private Map<String, Object> note(StoppedTask task) {
    var incident = new AtomicReference<@Nullable IncidentId>();
    try {
      Noted noted = recordStoppedTask.note(task, clock.instant(), incident::set);
      return done(line(noted.name(), task, incident), noted.name());
    } catch (FleetException e) {
      if (e.reason().passing()) {
        log.write(line("FAILED_FOR_NOW", task, incident).failure(e));
        throw new FunctionFailure(e);
      }
      return done(failed(line(e.reason().name(), task, incident).failure(e)), e.reason().name());
    } catch (RuntimeException e) {
      log.write(line("FAILED", task, incident).failure(e));
      throw new FunctionFailure(e);
    }
  }

  /** To be looked at: for Lambda an event that is done with is no error. */
  private static LogLine failed(LogLine line) {
    return line.count("Failures", 1);
  }

  private static LogLine line(
      String outcome, StoppedTask task, AtomicReference<@Nullable IncidentId> incident) {
    return LogLine.of(SOURCE, outcome)
        .with("service", task.service())
        .with("incident", Optional.ofNullable(incident.get()))
        .with("task", task.id())
        .with("stopCode", task.stopCode());
  }

  private Map<String, Object> done(LogLine line, String outcome) {
    log.write(line);
    return Map.of("outcome", outcome);
  }
}
