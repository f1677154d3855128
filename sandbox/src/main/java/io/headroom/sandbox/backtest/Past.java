package io.headroom.sandbox.backtest;

import io.headroom.core.backtest.Alert;
import io.headroom.core.backtest.Condition;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.ServicePast;
import io.headroom.core.backtest.Trial;
import io.headroom.core.backtest.Variant;
import io.headroom.core.runbook.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * How many alerts a threshold of a rule gives.
   *
   * @param threshold as in a tag: {@code 85%}
   * @param asItIs whether the rule has it
   */
  record Bar(String threshold, long alerts, boolean asItIs) {}

  /** What the thresholds of each rule give, the lowest first. */
  Map<String, List<Bar>> thresholds() {
    var counts = new LinkedHashMap<String, Map<Variant, Long>>();
    for (ServicePast service : services) {
      for (Trial trial : service.tried()) {
        counts
            .computeIfAbsent(title(trial.variant().of()), _ -> new LinkedHashMap<>())
            .merge(trial.variant(), (long) trial.alerts(), Long::sum);
      }
    }
    var bars = new TreeMap<String, List<Bar>>();
    counts.forEach((rule, tried) -> bars.put(rule, bars(rule, tried)));
    return bars;
  }

  private List<Bar> bars(String rule, Map<Variant, Long> tried) {
    var bars = new ArrayList<Bar>();
    String own = "";
    int below = 0;
    for (Map.Entry<Variant, Long> entry : tried.entrySet()) {
      bars.add(new Bar(entry.getKey().threshold(), entry.getValue(), false));
      below += entry.getKey().lower() ? 1 : 0;
      own = Thresholds.of(entry.getKey().of().rule());
    }
    bars.add(below, new Bar(own, given(rule), true));
    return bars;
  }

  private long given(String rule) {
    return services.stream()
        .flatMap(service -> service.alerts().stream())
        .filter(alert -> title(alert.condition()).equals(rule))
        .count();
  }

  /** A service's tag may set a threshold of its own: then each one is a rule by itself. */
  private String title(Condition condition) {
    String key = condition.key().toString();
    boolean several =
        services.stream()
                .flatMap(service -> service.tried().stream())
                .map(trial -> trial.variant().of())
                .filter(one -> one.key().equals(condition.key()))
                .map(one -> Thresholds.of(one.rule()))
                .distinct()
                .count()
            > 1;
    return several ? "%s at %s".formatted(key, Thresholds.of(condition.rule())) : key;
  }

  /** All alerts, the service beside each, in order of time. */
  List<Map.Entry<ServicePast, Alert>> timeline() {
    return services.stream()
        .flatMap(service -> service.alerts().stream().map(alert -> Map.entry(service, alert)))
        .sorted(Map.Entry.<ServicePast, Alert>comparingByValue(Comparator.comparing(Alert::from)))
        .toList();
  }
}
