package io.headroom.sandbox.backtest;

import io.headroom.core.backtest.Alert;
import io.headroom.core.backtest.Condition.Kind;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.ServicePast;
import io.headroom.infra.slack.render.Durations;
import io.headroom.sandbox.replay.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A back-test for a terminal. */
final class BacktestText {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintWriter out;
  private final Past past;

  BacktestText(PrintWriter out, Past past) {
    this.out = out;
    this.past = past;
  }

  void print() {
    out.printf(
        Locale.ROOT,
        "%s, %s to %s UTC%n%d alerts, %.1f a day; %d OOM kills, %d of them with a warning before%n",
        past.title(),
        TIME.format(past.from()),
        TIME.format(past.to()),
        past.alerts(),
        past.alertsADay(),
        past.kills().size(),
        past.warned());
    services();
    timeline();
    kills();
    thresholds();
    out.printf("%nNot visible:%n");
    past.blind().forEach(each -> out.println("- " + each));
    out.flush();
  }

  private void services() {
    int width = width();
    out.printf(
        "%n%-" + width + "s  %5s  %6s  %4s  %5s  %6s  %5s  %s%n",
        "SERVICE",
        "PEAK",
        "ALERTS",
        "LEAK",
        "USAGE",
        "GROWTH",
        "KILLS",
        "DAY BY DAY");
    for (ServicePast service : past.services()) {
      out.printf(
          "%-" + width + "s  %5s  %6d  %4d  %5d  %6d  %5d  %s%n",
          service.service(),
          percent(service.peak()),
          service.alerts().size(),
          service.count(Kind.LEAK),
          service.count(Kind.USAGE),
          service.count(Kind.GROWTH),
          service.kills().size(),
          days(service));
    }
  }

  private String days(ServicePast service) {
    return IntStream.range(0, past.days())
        .mapToLong(day -> past.onDay(service, day))
        .mapToObj(count -> count == 0 ? "." : count > 9 ? "+" : Long.toString(count))
        .collect(Collectors.joining());
  }

  private void timeline() {
    if (past.alerts() == 0) {
      return;
    }
    int width = width();
    out.printf("%nWhen it would have told you%n");
    for (Map.Entry<ServicePast, Alert> entry : past.timeline()) {
      Alert alert = entry.getValue();
      out.printf(
          "%s  %-" + width + "s  %-10s  %s %-38s  %-13s  %s%s%n",
          TIME.format(alert.from()),
          entry.getKey().service(),
          alert.condition().kind().word(),
          alert.condition().rule().severity(),
          alert.condition().key(),
          lasted(alert, past.to()),
          Words.verdict(alert.outlook().verdict()),
          alert
              .outlook()
              .timeLeft()
              .map(left -> "; time left " + Durations.text(left.likely()))
              .orElse(""));
    }
  }

  private void kills() {
    if (past.kills().isEmpty()) {
      return;
    }
    int width = width();
    out.printf("%nOOM kills%n");
    for (ServicePast service : past.services()) {
      for (Kill kill : service.kills()) {
        out.printf(
            "%s  %-" + width + "s  task %-8.8s  %s%s%n",
            TIME.format(kill.kill().at()),
            service.service(),
            kill.kill().task(),
            warning(kill),
            kill.source() == Kill.Source.PRESUMED
                ? " (presumed: its metrics end at its limit)"
                : "");
      }
    }
  }

  static String warning(Kill kill) {
    return kill.warning()
        .map(
            alert ->
                "warned %s before, by %s"
                    .formatted(Durations.text(kill.lead()), alert.condition().key()))
        .orElse("no warning");
  }

  private void thresholds() {
    out.printf("%nAlerts with another threshold; with the rule's own in brackets%n");
    past.thresholds()
        .forEach(
            (rule, bars) ->
                out.printf(
                    "%-38s  %s%n",
                    rule,
                    bars.stream().map(BacktestText::words).collect(Collectors.joining("  "))));
  }

  private static String words(Past.Bar bar) {
    return (bar.asItIs() ? "[%s: %d]" : "%s: %d").formatted(bar.threshold(), bar.alerts());
  }

  static String lasted(Alert alert, Instant end) {
    return alert
        .to()
        .map(to -> "for " + Durations.text(Duration.between(alert.from(), to)))
        .orElseGet(() -> "since " + Durations.text(Duration.between(alert.from(), end)));
  }

  static String percent(double ratio) {
    return Double.isNaN(ratio) ? "-" : Math.round(ratio * 100) + "%";
  }

  private int width() {
    return past.services().stream()
        .mapToInt(service -> service.service().toString().length())
        .max()
        .orElse(8);
  }
}
