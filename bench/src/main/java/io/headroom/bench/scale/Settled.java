package io.headroom.bench.scale;

import io.headroom.bench.Deployed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Minutes of a fleet that is known and calm, one scope after the other, against what they may take.
 */
final class Settled {

  /** "GetMetricData: $0.01 per 1,000 metrics requested", as on CloudWatch's page of prices. */
  private static final double USD_A_METRIC = 0.01 / 1_000;

  /** Lambda on x86: the first tier of its page of prices. */
  private static final double USD_A_GB_SECOND = 0.0000166667;

  private static final double MB_A_GB = 1_024;
  private static final int MINUTES_A_MONTH = 43_800;

  /** A third of three alarms of CloudWatch, which cost $0.10 a month each. */
  private static final double MOST_USD_A_SERVICE = 0.10;

  /** The next check begins then. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final double METRICS_A_CALL = 500;
  private static final double MOST_CALLS = 1.1;

  /** Services that a call describes, and the part of the fleet that a minute may describe. */
  private static final double DESCRIBED_AT_ONCE = 10;

  private static final double MOST_DESCRIBED = 0.1;

  private final Deployed function;
  private final int services;
  private final int scopes;
  private final List<Ticks.Tick> ticks = new ArrayList<>();
  private long heap;

  /**
   * @param function what checks a scope
   * @param services of all scopes together
   */
  Settled(Deployed function, int services, int scopes) {
    this.function = function;
    this.services = services;
    this.scopes = scopes;
  }

  /**
   * Adds a minute.
   *
   * @param minute a tick of each scope
   * @param most bytes of heap that were in use, of all scopes and doubles together
   */
  void add(List<Ticks.Tick> minute, long most) {
    ticks.addAll(minute);
    heap = Math.max(heap, most);
  }

  /** Whether each is within its bound, the price that of GetMetricData alone. */
  boolean holds() {
    return slowest().compareTo(MINUTE) < 0
        && metricCalls() <= mostMetricCalls()
        && describes() <= mostDescribes()
        && metricsPrice() <= mostPrice();
  }

  /**
   * A table in Markdown.
   *
   * @param cold how long the slowest scope took when nothing was known
   */
  String table(Duration cold) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("| %,d services, calm | measured | bound |".formatted(services));
    lines.add("|---|--:|--:|");
    lines.add(row("slowest check of a scope", seconds(slowest()), "60 s: then the next begins"));
    lines.add(
        row(
            "the same, of a function that has just started",
            seconds(cold),
            "%d s: the function's time-out".formatted(function.timeOut().toSeconds())));
    lines.add(
        row(
            "calls of GetMetricData a minute",
            number(perMinute(metricCalls())),
            number(perMinute(mostMetricCalls())) + ": 1.1 x what 500 metrics to a call need"));
    lines.add(
        row(
            "calls of DescribeServices a minute",
            number(perMinute(describes())),
            number(perMinute(mostDescribes())) + ": a tenth of all of them"));
    lines.add(
        row(
            "heap of all scopes and the doubles",
            "%d MiB".formatted(heap >> 20),
            "%,d MB: as many functions".formatted(scopes * function.megabytes())));
    lines.add(
        row(
            "a month of GetMetricData",
            dollars(metricsPrice()),
            dollars(mostPrice()) + ": a third of three alarms for each service"));
    lines.add(
        row(
            "a month of Lambda, at %,d MB".formatted(function.megabytes()),
            dollars(lambdaPrice()),
            ""));
    lines.add("");
    return String.join("\n", lines);
  }

  private Duration slowest() {
    return TickTable.slowest(ticks);
  }

  private double metricCalls() {
    return ticks.stream().mapToInt(Ticks.Tick::metricCalls).sum();
  }

  private double mostMetricCalls() {
    return MOST_CALLS
        * ticks.stream()
            .mapToDouble(tick -> Math.ceil(tick.count("queries") / METRICS_A_CALL))
            .sum();
  }

  private double describes() {
    return ticks.stream().mapToInt(Ticks.Tick::describes).sum();
  }

  private double mostDescribes() {
    return MOST_DESCRIBED * services / DESCRIBED_AT_ONCE * minutes();
  }

  private double metricsPrice() {
    return perMinute(TickTable.sum(ticks, "queries")) * USD_A_METRIC * MINUTES_A_MONTH;
  }

  private double mostPrice() {
    return services * MOST_USD_A_SERVICE;
  }

  private double lambdaPrice() {
    double seconds = ticks.stream().mapToDouble(tick -> tick.took().toMillis() / 1e3).sum();
    return perMinute(seconds)
        * (function.megabytes() / MB_A_GB)
        * USD_A_GB_SECOND
        * MINUTES_A_MONTH;
  }

  private double minutes() {
    return (double) ticks.size() / scopes;
  }

  private double perMinute(double all) {
    return all / minutes();
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1e3);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String dollars(double value) {
    return "$" + number(value);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
