package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fleet: started each minute by EventBridge Scheduler, with any payload. A payload with
 * {@code clusters}, as in {@code {"clusters": "shop,batch"}}, checks those only.
 *
 * <p>A check that fails as a whole is thrown and not repeated: the next minute brings the next one.
 */
public final class CheckFleetHandler
    implements RequestHandler<@Nullable Map<String, Object>, Map<String, Object>> {

  private static final String SOURCE = "check-fleet";

  private final CheckFleet checkFleet;
  private final Scope scope;
  private final InstantSource clock;
  private final DecisionLog log;

  /** For Lambda. */
  public CheckFleetHandler() {
    this(Wiring.start(System.getenv()));
  }

  private CheckFleetHandler(BeanContext beans) {
    this(
        beans.getBean(CheckFleet.class),
        beans.getBean(Settings.class).scope(),
        beans.getBean(InstantSource.class),
        beans.getBean(DecisionLog.class));
  }

  /**
   * @param scope what is checked unless the event says otherwise
   */
  public CheckFleetHandler(
      CheckFleet checkFleet, Scope scope, InstantSource clock, DecisionLog log) {
    this.checkFleet = checkFleet;
    this.scope = scope;
    this.clock = clock;
    this.log = log;
  }

  /** Checks, and answers how many services were seen and what could not be seen. */
  @Override
  public Map<String, Object> handleRequest(@Nullable Map<String, Object> event, Context context) {
    CheckReport report;
    try {
      report = checkFleet.check(scope(event), clock.instant());
    } catch (RuntimeException e) {
      log.write(LogLine.of(SOURCE, "FAILED").failure(e));
      throw e;
    }
    log.write(line(report));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("outcome", "CHECKED");
    answer.put("services", report.services());
    answer.put("withoutData", report.withoutData().size());
    answer.put("unread", report.unread().size());
    answer.put("problems", report.problems().size());
    return answer;
  }

  private Scope scope(@Nullable Map<String, Object> event) {
    Object clusters = event == null ? null : event.get("clusters");
    return switch (clusters) {
      case null -> scope;
      case String names -> Scope.parse(names);
      default ->
          throw new IllegalArgumentException(
              "\"clusters\" has to be text, as in {\"clusters\": \"shop,batch\"}, not " + clusters);
    };
  }

  private static LogLine line(CheckReport report) {
    var line =
        LogLine.of(SOURCE, "CHECKED")
            .with("services", report.services())
            .with("withoutData", report.withoutData().size())
            .with("dataAge", report.dataAge())
            .with("queries", report.queries())
            .with("calls", report.calls());
    if (!report.unread().isEmpty()) {
      line.with(
          "unread",
          report.unread().stream().map(CheckFleetHandler::text).collect(Collectors.joining("; ")));
    }
    if (!report.problems().isEmpty()) {
      line.with("problems", String.join("; ", report.problems()));
    }
    return line;
  }

  private static String text(Unread unread) {
    return "%s: %s: %s".formatted(unread.what(), unread.reason(), unread.detail());
  }
}
