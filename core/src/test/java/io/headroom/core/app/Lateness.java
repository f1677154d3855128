package io.headroom.core.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much later the rules of services fire for the first time by the plan than by asking each
 * minute.
 */
final class Lateness {

  /**
   * An alert.
   *
   * @param kind of its rule: {@code usage}, {@code growth} or {@code leak}
   */
  record Alert(String service, String rule, String kind) {}

  private final Instant start;
  private final Map<Alert, Instant> eachMinute = new HashMap<>();
  private final Map<Alert, Instant> planned = new HashMap<>();

  /**
   * @param start of the day; what fires then is older than it, and does not count
   */
  Lateness(Instant start) {
    this.start = start;
  }

  void eachMinute(Alert alert, Instant at) {
    eachMinute.putIfAbsent(alert, at);
  }

  void planned(Alert alert, Instant at) {
    planned.putIfAbsent(alert, at);
  }

  /** Alerts that asking each minute gives and the plan does not, though it had six minutes. */
  List<Alert> unseen(Instant end) {
    return eachMinute.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(end.minus(Duration.ofMinutes(6))))
        .map(Map.Entry::getKey)
        .filter(alert -> !planned.containsKey(alert))
        .toList();
  }

  /** By kind of rule, the minutes of each alert; below 0 where the plan was earlier. */
  Map<String, List<Long>> byKind() {
    var minutes = new TreeMap<String, List<Long>>();
    eachMinute.forEach(
        (alert, at) -> {
          Instant seen = planned.get(alert);
          if (seen != null && at.isAfter(start)) {
            minutes
                .computeIfAbsent(alert.kind(), kind -> new ArrayList<>())
                .add(Duration.between(at, seen).toMinutes());
          }
        });
    return minutes;
  }

  /** As Markdown. */
  String table() {
    var table = new StringBuilder();
    table.append("| rules | alerts | earlier | same minute | 1 later | 2 to 5 | more than 5 |\n");
    table.append("|---|--:|--:|--:|--:|--:|--:|\n");
    byKind()
        .forEach(
            (kind, minutes) ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %d | %d | %d | %d |%n",
                        kind,
                        minutes.size(),
                        between(minutes, Long.MIN_VALUE, -1),
                        between(minutes, 0, 0),
                        between(minutes, 1, 1),
                        between(minutes, 2, 5),
                        between(minutes, 6, Long.MAX_VALUE))));
    return table.toString();
  }

  private static long between(List<Long> minutes, long least, long most) {
    return minutes.stream().filter(minute -> minute >= least && minute <= most).count();
  }
}
