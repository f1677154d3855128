package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.infra.aws.CallCounter;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks one scope: started each minute by EventBridge Scheduler, with any payload, where there is
 * one scope; by the state machine CheckScopes, once for each, where there are several. Its payload
 * then names the scope: {@code {"scope": "123456789012/eu-central-1/shop+batch"}}.
 *
 * <p>A check that fails as a whole is thrown and not repeated: the next minute brings the next one.
 */
public final class CheckFleetHandler
    implements RequestHandler<@Nullable Map<String, Object>, Map<String, Object>> {

  private static final String SOURCE = "check-fleet";

  /** Time for working on services, however long it took to read them; in milliseconds. */
  private static final int LEAST = 20_000;

  /** So much time is kept for what was begun, and for the report; in milliseconds. */
  private static final int KEPT = 15_000;

  private final CheckFleet checkFleet;
  private final Scopes scopes;
  private final InstantSource clock;
  private final DecisionLog log;
  private final CallCounter calls;

  /** For Lambda. */
  public CheckFleetHandler() {
    this(Wiring.start(System.getenv(), Rehearsal::checkFleet));
  }

  CheckFleetHandler(BeanContext beans) {
    this(
        beans.getBean(CheckFleet.class),
        beans.getBean(Settings.class).scopes(),
        beans.getBean(InstantSource.class),
        beans.getBean(DecisionLog.class),
        beans.getBean(CallCounter.class));
  }

  /**
   * @param scopes all that may be checked
   */
  public CheckFleetHandler(
      CheckFleet checkFleet, Scopes scopes, InstantSource clock, DecisionLog log) {
    this(checkFleet, scopes, clock, log, new CallCounter());
  }

  /**
   * @param scopes all that may be checked
   * @param calls counts what the clients call
   */
  public CheckFleetHandler(
      CheckFleet checkFleet,
      Scopes scopes,
      InstantSource clock,
      DecisionLog log,
      CallCounter calls) {
    this.checkFleet = checkFleet;
    this.scopes = scopes;
    this.clock = clock;
    this.log = log;
    this.calls = calls;
  }

  /** Checks, and answers how many services were seen and what could not be seen. */
  @Override
  public Map<String, Object> handleRequest(@Nullable Map<String, Object> event, Context context) {
    return log.during(
        new DecisionLog.Request(context.getAwsRequestId(), context.getFunctionName()),
        () -> check(event, context));
  }

  private Map<String, Object> check(@Nullable Map<String, Object> event, Context context) {
    Instant began = clock.instant();
    var journal = new CheckJournal(SOURCE, log);
    Scope scope = scope(event);
    CheckReport report;
    OptionalInt overdue;
    try {
      report = checkFleet.check(scope, began, journal, timeLeft(context));
      overdue = checkFleet.overdue(scope, began);
    } catch (RuntimeException e) {
      log.write(LogLine.of(SOURCE, "FAILED").with("scope", scope).failure(e));
      throw new FunctionFailure(e);
    }
    report.unread().forEach(unread -> log.write(line(unread)));
    LogLine line = line(report, journal, Duration.between(began, clock.instant()));
    overdue.ifPresent(scopes -> line.count("ScopesOverdue", scopes));
    log.write(line.with("scope", scope));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("outcome", "CHECKED");
    answer.put("services", report.services());
    answer.put("withoutData", report.withoutData().size());
    answer.put("unread", report.unread().size());
    answer.put("problems", report.problems().size());
    return answer;
  }

  private Scope scope(@Nullable Map<String, Object> event) {
    Object named = event == null ? null : event.get("scope");
    if (named == null && !scopes.several()) {
      return scopes.all().getFirst();
    }
    return scopes.all().stream()
        .filter(scope -> scope.toString().equals(named))
        .findFirst()
        .orElseThrow(() -> unknown(named));
  }

  private IllegalArgumentException unknown(@Nullable Object named) {
    var unknown =
        new IllegalArgumentException(
            "the payload's \"scope\" is %s; it has to be one of those configured: %s"
                .formatted(named == null ? "missing" : "\"" + named + "\"", scopes));
    log.write(LogLine.of(SOURCE, "UNKNOWN_SCOPE").failure(unknown));
    return unknown;
  }

  /**
   * Half of the time that the function may take, so that the next check does not meet this one.
   * Where reading took most of that, {@link #LEAST} for the work all the same: else a fleet that is
   * slow to read would never have an incident opened.
   */
  private static BooleanSupplier timeLeft(Context context) {
    int half = context.getRemainingTimeInMillis() / 2;
    var stop = new AtomicInteger();
    return () -> {
      int left = context.getRemainingTimeInMillis();
      int until =
          stop.updateAndGet(
              known -> known > 0 ? known : Math.max(Math.min(half, left - LEAST), KEPT));
      return left >= until;
    };
  }

  private LogLine line(CheckReport report, CheckJournal journal, Duration took) {
    CallCounter.Calls ecs = calls.take("ECS");
    CallCounter.Calls cloudWatch = calls.take("CloudWatch");
    var line =
        LogLine.of(SOURCE, "CHECKED")
            .with("dataAge", report.dataAge())
            .with("queries", report.queries())
            .count("Heartbeat", 1)
            .count("Services", report.services())
            .count("WithoutData", report.withoutData().size())
            .count("Unread", report.unread().size() + cloudWatch.failed())
            .count("Evaluated", journal.evaluated())
            .count("IncidentsOpen", journal.open())
            .count("IncidentsOpened", journal.opened())
            .count("EcsCalls", ecs.made())
            .count("EcsThrottled", ecs.throttled())
            .count("CloudWatchCalls", cloudWatch.made())
            .count("CloudWatchThrottled", cloudWatch.throttled())
            .milliseconds("Milliseconds", took);
    if (!report.problems().isEmpty()) {
      line.with("problems", String.join("; ", report.problems()));
    }
    return line;
  }

  /** A cluster, or a service in one. */
  private static LogLine line(Unread unread) {
    return LogLine.of(SOURCE, unread.reason())
        .with(unread.what().contains("/") ? "service" : "cluster", unread.what())
        .with("detail", unread.detail());
  }
}
