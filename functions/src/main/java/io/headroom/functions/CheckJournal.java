package io.headroom.functions;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Finding;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Journal;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.store.EventJson;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The journal of one check in the log, a line for each decision that changed something or that says
 * why nothing was opened, and what the check's metrics count. A service that every rule finds
 * within its threshold has no line: a large fleet would be billed for saying so each minute.
 */
final class CheckJournal implements Journal {

  private final String source;
  private final DecisionLog log;
  private final DecisionLog.Request request;
  private final AtomicInteger evaluated = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  /** Must be made by the thread whose request it is; it may be written to by others. */
  CheckJournal(String source, DecisionLog log) {
    this.source = source;
    this.log = log;
    this.request = DecisionLog.request();
  }

  /** Services whose rules were evaluated on data that was fresh enough. */
  int evaluated() {
    return evaluated.get();
  }

  /** Incidents that were open when the check began, as far as it came to them. */
  int open() {
    return open.get();
  }

  /** Incidents that the check opened. */
  int opened() {
    return opened.get();
  }

  @Override
  public void write(Decision decision) {
    switch (decision) {
      case Decision.Evaluated it -> evaluated(it);
      case Decision.Opened it -> opened(it);
      case Decision.Advanced it -> advanced(it);
      case Decision.TakenUp it ->
          log(
              line("TAKEN_UP", it)
                  .with("incident", it.incident())
                  .with("remedy", it.remedy())
                  .with("ran", it.ran()));
      case Decision.LeftOut it -> log(line(it.why().name(), it));
      case Decision.Failed it -> log(line(reason(it.failure()), it).failure(it.failure()));
    }
  }

  private void evaluated(Decision.Evaluated it) {
    if (it.evaluations().stream().noneMatch(CheckJournal::lacksData)) {
      evaluated.incrementAndGet();
    }
    if (it.incident().isPresent()) {
      return;
    }
    List<Evaluation> telling =
        it.evaluations().stream()
            .filter(evaluation -> tells(evaluation, it.desired()))
            .sorted(Comparator.comparingInt(CheckJournal::weight).reversed())
            .toList();
    if (telling.isEmpty()) {
      return;
    }
    Evaluation first = telling.getFirst();
    LogLine line =
        line(first.reason().name(), it)
            .with("state", first.state())
            .with("rule", first.key())
            .with("since", first.since())
            .with("rules", names(telling));
    first.reading().ifPresent(reading -> numbers(line, reading));
    log(line);
  }

  private void opened(Decision.Opened it) {
    if (it.append() == Append.DONE) {
      opened.incrementAndGet();
    }
    Finding worst =
        it.findings().stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
    LogLine line =
        line(it.append() == Append.DONE ? "OPENED" : it.append().name(), it)
            .with("incident", it.incident())
            .with("rule", worst.key())
            .with("severity", worst.severity())
            .with("since", worst.since());
    numbers(line, worst.reading());
    log(line);
  }

  private void advanced(Decision.Advanced it) {
    open.incrementAndGet();
    if (it.append() != Append.DONE) {
      log(line(it.append().name(), it).with("incident", it.before().id()));
      return;
    }
    for (Recorded recorded : it.events()) {
      log(
          line("ADVANCED", it)
              .with("incident", it.before().id())
              .with("event", EventJson.type(recorded.event()))
              .with("number", recorded.number())
              .with("reason", reason(recorded.event())));
    }
  }

  private static boolean lacksData(Evaluation evaluation) {
    return evaluation.reason() == Reason.MISSING_DATA || evaluation.reason() == Reason.STALE_DATA;
  }

  /** Whether it says something of this service, now. */
  private static boolean tells(Evaluation evaluation, int desired) {
    return switch (evaluation.reason()) {
      case WITHIN_THRESHOLD, CLEARED -> false;
      // The same in every check: what the application does not publish is no news.
      case METRIC_NOT_PUBLISHED -> false;
      case MISSING_DATA, STALE_DATA -> desired > 0;
      case NOT_ENOUGH_HISTORY,
          NOT_SURE,
          AS_HIGH_BEFORE,
          NOT_LONG_ENOUGH,
          TASKS_BEING_REPLACED,
          THRESHOLD_EXCEEDED,
          NOT_YET_CLEAR ->
          true;
    };
  }

  /** What is nearest to an alert comes first. */
  private static int weight(Evaluation evaluation) {
    return switch (evaluation.state()) {
      case FIRING -> 3;
      case PENDING -> 2;
      case NO_DATA -> 1;
      case NORMAL -> 0;
    };
  }

  private static String names(List<Evaluation> evaluations) {
    return evaluations.stream()
        .map(evaluation -> evaluation.key() + " " + evaluation.reason())
        .collect(Collectors.joining(", "));
  }

  private static void numbers(LogLine line, Finding.Reading reading) {
    switch (reading) {
      case Finding.UsageReading usage ->
          line.with("ratio", usage.ratio().value()).with("above", usage.above().value());
      case Finding.GrowthReading growth ->
          line.with("grownMib", growth.grown().toMib())
              .with("moreThanMib", growth.moreThan().toMib());
      case Finding.LeakReading leak ->
          line.with("grownMibAnHour", leak.growth().likely().toMib())
              .with("hoursLeft", leak.timeLeft().likely().toHours());
      case Finding.RateReading rate ->
          line.with("perSecond", rate.perSecond()).with("above", rate.abovePerSecond());
      case Finding.OomKillReading kill -> line.with("kills", kill.count());
      case Finding.RestartsReading restarts -> line.with("restarts", restarts.count());
    }
  }

  private static Optional<String> reason(IncidentEvent event) {
    return switch (event) {
      case IncidentEvent.RemedyFailed failed -> Optional.of(failed.reason().name());
      case IncidentEvent.Resolved resolved -> Optional.of(resolved.why().name());
      case IncidentEvent.Verified verified -> Optional.of(verified.result().outcome().name());
      case IncidentEvent.DidNotHold result -> Optional.of(result.result().outcome().name());
      case IncidentEvent.VerificationProgressed progress ->
          Optional.of(progress.result().outcome().name());
      case IncidentEvent.Escalated escalated -> Optional.of(escalated.cause().name());
      case IncidentEvent.FindingAdded added -> Optional.of(added.finding().key().toString());
      case IncidentEvent.FindingCleared cleared -> Optional.of(cleared.finding().toString());
      default -> Optional.empty();
    };
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof FleetException fleet ? fleet.reason().name() : "FAILED";
  }

  private LogLine line(String outcome, Decision decision) {
    return LogLine.of(source, outcome).with("service", decision.service());
  }

  private void log(LogLine line) {
    log.write(line, request);
  }
}
