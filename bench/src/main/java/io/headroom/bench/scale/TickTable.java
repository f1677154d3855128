package io.headroom.bench.scale;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Ticks of several scopes, a row for each minute, in Markdown. */
final class TickTable {

  private final PrintStream out;

  TickTable(PrintStream out) {
    this.out = out;
  }

  void heading(String title) {
    out.printf(
        "%s:%n%n| minute | slowest scope | services | ECS calls | throttled | metrics asked for | CloudWatch calls | throttled |"
            + " opened | open |%n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|%n",
        title);
  }

  /** What the scopes did in a minute. */
  void row(String name, List<Ticks.Tick> ticks) {
    out.printf(
        "| %s | %s | %,d | %,d | %d | %,d | %d | %d | %,d | %,d |%n",
        name,
        text(slowest(ticks)),
        sum(ticks, "Services"),
        sum(ticks, "EcsCalls"),
        sum(ticks, "EcsThrottled"),
        sum(ticks, "queries"),
        sum(ticks, "CloudWatchCalls"),
        sum(ticks, "CloudWatchThrottled"),
        sum(ticks, "IncidentsOpened"),
        sum(ticks, "IncidentsOpen"));
    out.flush();
  }

  static int sum(List<Ticks.Tick> ticks, String metric) {
    return ticks.stream().mapToInt(tick -> tick.count(metric)).sum();
  }

  static Duration slowest(List<Ticks.Tick> ticks) {
    return ticks.stream().map(Ticks.Tick::took).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  static String text(Duration time) {
    return time.toMinutes() >= 2
        ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%.1f s".formatted(time.toMillis() / 1e3);
  }
}
