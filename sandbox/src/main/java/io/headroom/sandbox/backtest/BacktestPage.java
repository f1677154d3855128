package io.headroom.sandbox.backtest;

import io.headroom.core.backtest.Alert;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.ServicePast;
import io.headroom.sandbox.replay.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** A back-test as one page of HTML that asks for nothing from anywhere, for light and dark. */
final class BacktestPage {

  private final Past past;
  private final PageCharts charts;

  BacktestPage(Past past) {
    this.past = past;
    this.charts = new PageCharts(past);
  }

  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Headroom back-test: %s</title>
    <style>
    %s</style>
    </head>
    <body>
    <header>
    <h1>What Headroom would have told you</h1>
    <p>%s, %s to %s UTC</p>
    </header>
    %s
    <section><h2>When</h2>%s%s</section>
    <section><h2>Services</h2>%s</section>
    %s
    <section><h2>With another threshold</h2><p class="quiet">Alerts over the whole time; the rule as it is stands out. What clears it moves with it.</p><div class="rules">%s</div></section>
    <section><h2>Not visible</h2><ul>%s</ul></section>
    </body>
    </html>
    """
        .formatted(
            escaped(past.title()),
            style(),
            escaped(past.title()),
            BacktestText.TIME.format(past.from()),
            BacktestText.TIME.format(past.to()),
            figures(),
            legend(),
            charts.overview(),
            past.services().stream().map(this::service).collect(Collectors.joining()),
            kills(),
            charts.thresholds(),
            past.blind().stream()
                .map(each -> "<li>" + escaped(each) + "</li>")
                .collect(Collectors.joining()));
  }

  private String figures() {
    long kills = past.kills().size();
    return "<div class=\"figures\">"
        + figure(String.format(Locale.ROOT, "%.1f", past.alertsADay()), "alerts a day")
        + figure(Long.toString(past.alerts()), "alerts in all")
        + figure(
            Long.toString(past.services().stream().filter(s -> s.alerts().isEmpty()).count())
                + " of "
                + past.services().size(),
            "services without one")
        + figure(
            kills == 0 ? "none" : past.warned() + " of " + kills, "OOM kills with a warning before")
        + "</div>";
  }

  private static String figure(String number, String what) {
    return "<div><b>%s</b><span>%s</span></div>".formatted(number, what);
  }

  private static String legend() {
    return """
    <p class="legend"><i class="leak"></i>leak <i class="usage"></i>usage <i class="growth"></i>growth \
    <i class="other"></i>kills and restarts <em>&#10005;</em> OOM kill</p>
    """;
  }

  private String service(ServicePast service) {
    return """
    <details%s><summary><b>%s</b><span>%s of %s at the highest</span><span>%s</span></summary>%s%s</details>
    """
        .formatted(
            service.alerts().isEmpty() ? "" : " open",
            escaped(service.service().toString()),
            BacktestText.percent(service.peak()),
            service.limit(),
            alerts(service.alerts().size()),
            charts.usage(service),
            service.alerts().isEmpty()
                ? ""
                : "<div class=\"wide\"><table><tr><th>Began</th><th>Kind</th><th>Rule</th><th>Lasted</th>"
                    + "<th>Verdict</th><th>Time left</th></tr>"
                    + service.alerts().stream().map(this::row).collect(Collectors.joining())
                    + "</table></div>");
  }

  private static String alerts(int count) {
    return count == 0 ? "no alert" : count == 1 ? "1 alert" : count + " alerts";
  }

  private String row(Alert alert) {
    return "<tr><td>%s</td><td><i class=\"%s\"></i>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
        .formatted(
            BacktestText.TIME.format(alert.from()),
            PageCharts.color(alert),
            alert.condition().kind().word(),
            escaped(alert.condition().key().toString()),
            BacktestText.lasted(alert, past.to()),
            escaped(Words.verdict(alert.outlook().verdict())),
            alert.outlook().timeLeft().map(Words::timeLeft).orElse(""));
  }

  private String kills() {
    if (past.kills().isEmpty()) {
      return "";
    }
    String rows =
        past.services().stream()
            .flatMap(service -> service.kills().stream().map(kill -> row(service, kill)))
            .collect(Collectors.joining());
    return "<section><h2>OOM kills</h2><div class=\"wide\"><table><tr><th>At</th><th>Service</th><th>Task</th>"
        + "<th>Warning</th><th>Known from</th></tr>"
        + rows
        + "</table></div></section>";
  }

  private static String row(ServicePast service, Kill kill) {
    return "<tr class=\"%s\"><td>%s</td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
        .formatted(
            kill.warning().isPresent() ? "warned" : "unwarned",
            BacktestText.TIME.format(kill.kill().at()),
            escaped(service.service().toString()),
            escaped(kill.kill().task().substring(0, Math.min(8, kill.kill().task().length()))),
            escaped(BacktestText.warning(kill)),
            switch (kill.source()) {
              case ECS -> "ECS";
              case INCIDENT -> "a recorded event";
              case PRESUMED -> "presumed: its metrics end at its limit";
            });
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = BacktestPage.class.getResourceAsStream("backtest.css")) {
      if (in == null) {
        throw new IllegalStateException("backtest.css is not on the class path; build anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read backtest.css", e);
    }
  }
}
