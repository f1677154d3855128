package io.headroom.sandbox.backtest;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.watch.ApplicationMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a back-test will ask CloudWatch for.
 *
 * @param tasks ids of the tasks to ask for one by one, by service
 * @param rules those in force, by service
 * @param notes what is left out, for people
 */
record Plan(
    List<Service> services,
    Map<ServiceId, List<String>> tasks,
    Map<ServiceId, RulesInForce.Rules> rules,
    List<String> notes,
    Instant from,
    Instant to) {

  /** "GetMetricData: $0.01 per 1,000 metrics requested", in most Regions; no free tier. */
  static final double DOLLARS_A_METRIC = 0.01 / 1000;

  /** "MaxDatapoints: 100,800" a call; each metric has a point a minute. */
  private static final int POINTS_A_CALL = 100_800;

  /** What is used, and its limit. */
  private static final int METRICS_OF_APPLICATION = 2;

  Plan {
    services = List.copyOf(services);
    tasks = Map.copyOf(tasks);
    rules = Map.copyOf(rules);
    notes = List.copyOf(notes);
  }

  /** How many metrics that is at the most: what applications do not publish is not asked for. */
  long metrics() {
    return services.stream().mapToLong(this::metrics).sum();
  }

  /** The service itself, each task, and each of its containers with a limit of its own. */
  long metrics(Service service) {
    long limited =
        service.taskDefinition().containers().stream()
            .filter(
                container ->
                    service.taskDefinition().limitOf(container.name()).compareTo(service.limit())
                        < 0)
            .count();
    return 1
        + of(service).size() * (1 + limited)
        + (long) METRICS_OF_APPLICATION * applications(service).size();
  }

  /** The rules in force for a service. */
  RulesInForce.Rules rules(Service service) {
    return rules.getOrDefault(service.id(), new RulesInForce.Rules(List.of(), List.of()));
  }

  /** What its rules need of its application. */
  Set<ApplicationMetric> applications(Service service) {
    return ApplicationMetric.of(
        rules(service).rules().stream().map(RulesInForce.InForce::rule).toList());
  }

  List<String> of(Service service) {
    return tasks.getOrDefault(service.id(), List.of());
  }

  double dollars() {
    return metrics() * DOLLARS_A_METRIC;
  }

  /** The minutes of a metric decide how many go into a call. */
  long calls() {
    long perCall = Math.max(1, POINTS_A_CALL / Duration.between(from, to).toMinutes());
    return services.stream().mapToLong(one -> Math.ceilDiv(metrics(one), perCall)).sum();
  }

  /** What it will ask for and what that costs, in a sentence. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d services, %d of them task by task: at most %,d metrics in about %,d calls of GetMetricData, $%.2f",
        services.size(),
        services.stream().filter(one -> !of(one).isEmpty()).count(),
        metrics(),
        calls(),
        dollars());
  }
}
