package io.headroom.core.app;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Thresholds;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.watch.AheadOfTurn;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.ServiceNote.RuleNote;
import io.headroom.core.watch.WatchPlan;
import io.headroom.core.watch.WatchReason;
import io.headroom.core.watch.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the check keeps of one service between runs. Not for several threads. */
final class WatchedService {

  /** Below this share of a limit nothing is near it. */
  private static final double MAY_BE_NEAR = 0.6;

  final RecentMemory recent = new RecentMemory();
  final FollowedTasks tasks = new FollowedTasks();
  private final RulesInForce rulesInForce;
  private final Optional<Instant> firstSeen;
  private @Nullable Service service;
  private RulesInForce.Rules rules = new RulesInForce.Rules(List.of(), List.of());
  private List<RuleNote> ruleNotes = List.of();
  private Map<String, String> tags = Map.of();
  private WatchReason reason = WatchReason.QUIET;
  private ServiceMemory memory = ServiceMemory.UNKNOWN;
  private Optional<Instant> askedAt = Optional.empty();
  private Optional<ServiceNote> note = Optional.empty();
  private Optional<Instant> keptAt = Optional.empty();
  private Optional<Instant> aheadAt = Optional.empty();
  private int ofItself = 1;
  private int ofTask = 1;
  private boolean unanswered;
  private int historyTries;

  /**
   * @param firstSeen since when it is watched; empty if that is known to be long ago
   */
  WatchedService(RulesInForce rulesInForce, Optional<Instant> firstSeen) {
    this.rulesInForce = rulesInForce;
    this.firstSeen = firstSeen;
    this.reason = firstSeen.isPresent() ? WatchReason.NEW : WatchReason.QUIET;
  }

  /** It is now as ECS says. */
  void is(Service described) {
    if (service == null || !tags.equals(described.tags())) {
      tags = described.tags();
      rules = rulesInForce.of(described);
      ruleNotes = rules.rules().stream().map(WatchedService::note).toList();
    }
    service = described;
  }

  Service service() {
    if (service == null) {
      throw new IllegalStateException("it was never described");
    }
    return service;
  }

  /** What of its application its rules need. */
  Set<ApplicationMetric> applications() {
    return ApplicationMetric.of(inForce());
  }

  /**
   * The containers that may be near a limit of their own. One uses no more than its task, so that a
   * hottest task far below a container's limit tells that without asking; that saves most of them.
   */
  Set<String> containers() {
    TaskDefinition definition = service().taskDefinition();
    OptionalDouble used =
        memory.hottest().flatMap(MemorySeries::newest).stream()
            .mapToDouble(Sample::bytes)
            .findFirst();
    return definition.limitedThemselves().stream()
        .map(TaskDefinition.Container::name)
        .filter(
            name ->
                used.isEmpty()
                    || used.getAsDouble() >= MAY_BE_NEAR * definition.limitOf(name).value())
        .collect(Collectors.toSet());
  }

  private static RuleNote note(RulesInForce.InForce inForce) {
    return new RuleNote(
        inForce.runbook().id(),
        inForce.rule().id(),
        Thresholds.of(inForce.rule()),
        inForce.origin());
  }

  List<RuleNote> ruleNotes() {
    return ruleNotes;
  }

  RulesInForce.Rules rules() {
    return rules;
  }

  /** Decides how it is watched from now on. */
  WatchReason decide(boolean incident, Instant now) {
    reason = WatchPlan.reason(new Watched(service(), incident, inForce(), memory, firstSeen), now);
    return reason;
  }

  private List<Rule> inForce() {
    return rules.rules().stream().map(RulesInForce.InForce::rule).toList();
  }

  /** How it is watched, as it was decided last. */
  WatchReason reason() {
    return reason;
  }

  /** How it is watched, as it was decided last; an incident that was opened since counts. */
  WatchReason reason(boolean incident, Instant now) {
    boolean changed = incident != (reason == WatchReason.OPEN_INCIDENT);
    boolean idle = service().desired() == 0 && service().running() == 0;
    return changed || idle != (reason == WatchReason.IDLE) ? decide(incident, now) : reason;
  }

  /** Whether its turn is in this check. What was not answered is asked again at once. */
  boolean due(WatchReason why, Optional<Instant> before, Instant now) {
    return WatchPlan.due(service().id(), why, before, aheadAt, now)
        || (unanswered && why != WatchReason.IDLE);
  }

  /** Whether it may be asked about though its turn is another minute. */
  boolean mayBeAhead(Instant now) {
    return reason == WatchReason.QUIET
        && askedAt
            .filter(at -> AheadOfTurn.may(service().id(), at, aheadAt.isPresent(), now))
            .isPresent();
  }

  /** Minutes until its turn; of a quiet service. */
  long untilTurn(Instant now) {
    return AheadOfTurn.left(service().id(), askedAt.orElse(now), aheadAt.isPresent(), now);
  }

  /** It is asked about ahead of its turn. */
  void ahead(Instant now) {
    aheadAt = Optional.of(now);
  }

  /** How many metrics a question about it asks for, going by those that were asked before. */
  int metrics() {
    return ofItself + ofTask * tasks.count();
  }

  /** How many of those each of its tasks takes: with its containers that have a limit, several. */
  int metricsOfTask() {
    return ofTask;
  }

  /**
   * CloudWatch answered, or did not.
   *
   * @param metrics that were asked for
   */
  void asked(boolean answered, int metrics, Instant now) {
    if (tasks.count() == 0) {
      ofItself = metrics;
    } else {
      ofTask = Math.max(1, (metrics - ofItself) / tasks.count());
    }
    boolean early = AheadOfTurn.lead(service().id(), now) > 0;
    aheadAt = aheadAt.filter(at -> early && reason == WatchReason.QUIET).map(at -> now);
    unanswered = !answered;
    if (answered) {
      askedAt = Optional.of(now);
    }
    memory = recent.memory(service(), tasks.all());
  }

  /** The days before were asked for; empty where that was not answered. */
  void historyAsked(Set<String> of, Optional<List<MemorySeries>> read, Instant to) {
    historyTries++;
    read.ifPresent(
        series -> {
          recent.takeHistory(of, series, to);
          memory = recent.memory(service(), tasks.all());
        });
  }

  /** Whether CloudWatch answered when it was asked last. */
  boolean answered() {
    return !unanswered && askedAt.isPresent();
  }

  /** How often they were asked for in vain or not. */
  int historyTries() {
    return historyTries;
  }

  Optional<Instant> askedAt() {
    return askedAt;
  }

  ServiceMemory memory() {
    return memory;
  }

  Optional<ServiceNote> note() {
    return note;
  }

  /** When its history was kept last, as far as this instance knows. */
  Optional<Instant> keptAt() {
    return keptAt;
  }

  void kept(Instant at) {
    keptAt = Optional.of(at);
  }

  void noted(ServiceNote written) {
    note = Optional.of(written);
  }
}
