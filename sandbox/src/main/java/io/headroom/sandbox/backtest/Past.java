package io.headroom.sandbox.backtest;

import io.headroom.core.backtest.Alert;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.ServicePast;
import io.headroom.core.backtest.Variant;
import io.headroom.core.runbook.UsageRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a back-test found.
 *
 * @param title what was looked at, for people
 * @param services in the order of their names
 * @param blind what was not visible, for people
 */
record Past(
    String title, Instant from, Instant to, List<ServicePast> services, List<String> blind) {

  Past {
    services = List.copyOf(services);
    blind = List.copyOf(blind);
  }

  long alerts() {
    return services.stream().mapToLong(service -> service.alerts().size()).sum();
  }

  double alertsADay() {
    return alerts() / Math.max(1, Duration.between(from, to).toHours() / 24.0);
  }

  List<Kill> kills() {
    return services.stream().flatMap(service -> service.kills().stream()).toList();
  }

  long warned() {
    return kills().stream().filter(kill -> kill.warning().isPresent()).count();
  }

  int days() {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(Duration.between(from, to).toHours(), 24L)));
  }

  /** Alerts of a day, counted from the first. */
  long onDay(ServicePast service, int day) {
    Instant begin = from.plus(Duration.ofDays(day));
    return service.count(begin, begin.plus(Duration.ofDays(1)));
  }

  /** By rule, how many alerts each of its thresholds would have given, the lowest first. */
  Map<String, Map<Long, Long>> thresholds() {
    var rules = new TreeMap<String, Map<Long, Long>>();
    for (ServicePast service : services) {
      service
          .tried()
          .forEach(
              (variant, count) ->
                  rules
                      .computeIfAbsent(variant.of().key().toString(), key -> new TreeMap<>())
                      .merge(Math.round(variant.above() * 100), (long) count, Long::sum));
    }
    return rules;
  }

  /** Alerts that a rule gave as it is. */
  long given(String rule) {
    return services.stream()
        .flatMap(service -> service.alerts().stream())
        .filter(alert -> alert.condition().key().toString().equals(rule))
        .count();
  }

  /** The threshold that a usage rule has, in percent. */
  long threshold(String rule) {
    return services.stream()
        .flatMap(service -> service.tried().keySet().stream())
        .map(Variant::of)
        .filter(condition -> condition.key().toString().equals(rule))
        .flatMap(
            condition ->
                condition.rule() instanceof UsageRule usage
                    ? Stream.of(Math.round(usage.above() * 100))
                    : Stream.of())
        .findFirst()
        .orElse(0L);
  }

  /** All alerts, the service beside each, in order of time. */
  List<Map.Entry<ServicePast, Alert>> timeline() {
    return services.stream()
        .flatMap(service -> service.alerts().stream().map(alert -> Map.entry(service, alert)))
        .sorted(Map.Entry.<ServicePast, Alert>comparingByValue(Comparator.comparing(Alert::from)))
        .toList();
  }
}
