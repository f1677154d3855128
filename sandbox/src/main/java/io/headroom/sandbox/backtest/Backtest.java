package io.headroom.sandbox.backtest;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.backtest.Condition;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.KnownPast;
import io.headroom.core.backtest.KnownPast.Killed;
import io.headroom.core.backtest.ServicePast;
import io.headroom.core.backtest.ServiceReplay;
import io.headroom.core.detect.OomKill;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.core.watch.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the past of one service after the other, and plays each with the rules in force. */
final class Backtest {

  /** Metrics of a task that end so near to its limit end with a kill, as a rule. */
  private static final double AT_THE_LIMIT = 0.97;

  /** CloudWatch is late by minutes: only a task silent for longer has ended. */
  private static final Duration SILENT = Duration.ofMinutes(15);

  private final Account account;
  private final Consumer<String> progress;
  private final Set<String> blind = new LinkedHashSet<>();
  private final Map<ApplicationMetric, List<String>> unpublished =
      new EnumMap<>(ApplicationMetric.class);

  Backtest(Account account, Consumer<String> progress) {
    this.account = account;
    this.progress = progress;
  }

  Past run(Plan plan, String title) {
    blind.addAll(plan.notes());
    var pasts = new ArrayList<ServicePast>();
    for (Service service : plan.services()) {
      pasts.add(past(service, plan));
      progress.accept(
          "%d of %d services: %s".formatted(pasts.size(), plan.services().size(), service.id()));
    }
    account.kills().blind().ifPresent(blind::add);
    blind.add("Limits of the past: each service is held against the limit that it has today.");
    blind.add(
        "Restarts: ECS forgets a task an hour after it stopped, so that rules about them were not"
            + " played.");
    unpublished.forEach(
        (metric, services) ->
            blind.add(
                "%s of %s: not published, so that rules about it were not played."
                    .formatted(words(metric), String.join(", ", services))));
    List<String> single =
        plan.services().stream()
            .filter(service -> service.insights() != Insights.ENHANCED)
            .map(service -> service.id().toString())
            .toList();
    if (!single.isEmpty()) {
      blind.add(
          "Single tasks of %s: their clusters have no enhanced observability, so that only the"
                  .formatted(String.join(", ", single))
              + " hottest task of each minute is known, and a leak of one task among others may"
              + " hide.");
    }
    return new Past(title, plan.from(), plan.to(), pasts, List.copyOf(blind));
  }

  private ServicePast past(Service service, Plan plan) {
    RulesInForce.Rules inForce = plan.rules(service);
    inForce.problems().forEach(one -> blind.add(service.id() + ": " + one));
    Set<ApplicationMetric> applications = plan.applications(service);
    MetricsReading reading =
        account
            .metrics()
            .memory(
                List.of(new Request(service, plan.of(service), applications)),
                plan.from(),
                plan.to());
    reading.problems().forEach(one -> blind.add(service.id() + ": " + one.detail()));
    List<MemorySeries> series = reading.series().getOrDefault(service.id(), List.of());
    if (series.isEmpty()) {
      blind.add(service.id() + ": no metrics in this time.");
    }
    Published published = reading.published(service.id());
    for (ApplicationMetric metric : applications) {
      if (isEmpty(metric, published)) {
        unpublished.computeIfAbsent(metric, _ -> new ArrayList<>()).add(service.id().toString());
      }
    }
    return ServiceReplay.of(
        new KnownPast(
            service,
            series,
            published.heap(),
            published.swap(),
            published.gc(),
            kills(service, series, plan)),
        Condition.inForce(inForce),
        plan.from(),
        plan.to());
  }

  private static boolean isEmpty(ApplicationMetric metric, Published published) {
    return switch (metric) {
      case HEAP -> published.heap().isEmpty();
      case SWAP -> published.swap().isEmpty();
      case GC -> published.gc().isEmpty();
    };
  }

  private static String words(ApplicationMetric metric) {
    return switch (metric) {
      case HEAP -> "Heap";
      case SWAP -> "Swap";
      case GC -> "Garbage collections";
    };
  }

  private List<Killed> kills(Service service, List<MemorySeries> series, Plan plan) {
    var byTask = new LinkedHashMap<String, Killed>();
    try {
      account.fleet().stopped(service.id()).stream()
          .flatMap(task -> OomKill.of(task).stream())
          .forEach(kill -> byTask.put(kill.task(), new Killed(kill, Kill.Source.ECS)));
    } catch (FleetException e) {
      blind.add("stopped tasks of %s: %s".formatted(service.id(), e.getMessage()));
    }
    account
        .kills()
        .of(service.id(), plan.from())
        .forEach(kill -> byTask.putIfAbsent(kill.task(), new Killed(kill, Kill.Source.INCIDENT)));
    for (MemorySeries one : series) {
      presumed(one, plan.to())
          .ifPresent(
              kill -> byTask.putIfAbsent(kill.task(), new Killed(kill, Kill.Source.PRESUMED)));
    }
    return List.copyOf(byTask.values());
  }

  private static Optional<OomKill> presumed(MemorySeries series, Instant to) {
    Optional<Sample> last = series.newest();
    return series
        .subject()
        .task()
        .filter(_ -> last.filter(sample -> sample.at().isBefore(to.minus(SILENT))).isPresent())
        .filter(_ -> series.ratio(last.orElseThrow()).value() >= AT_THE_LIMIT)
        .map(
            task ->
                new OomKill(
                    task,
                    series.subject().container().orElse(""),
                    0,
                    "its metrics end at its limit",
                    last.orElseThrow().at().plus(Duration.ofMinutes(1))));
  }
}
