package io.headroom.sandbox.backtest;

import static io.headroom.sandbox.backtest.BacktestPage.escaped;

import io.headroom.core.backtest.Alert;
import io.headroom.core.backtest.Kill;
import io.headroom.core.backtest.ServicePast;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The charts of the page, as SVG. Colours come from its style sheet. */
final class PageCharts {

  private static final int WIDTH = 1000;
  private static final int LEFT = 190;
  private static final int LANE = 28;
  private static final int HEIGHT = 170;
  private static final int FOOT = 30;
  private static final int NARROW_LEFT = 44;

  /** A bar that lasted minutes has to be seen among days. */
  private static final double NARROWEST = 3;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Past past;

  PageCharts(Past past) {
    this.past = past;
  }

  /** The class of an alert's kind in the style sheet. */
  static String color(Alert alert) {
    return switch (alert.condition().kind()) {
      case LEAK -> "leak";
      case USAGE -> "usage";
      case GROWTH -> "growth";
      case RATE, OOM_KILLED, RESTARTS -> "other";
    };
  }

  /** Kinds lie below each other, so that none hides another. */
  private static int row(Alert alert) {
    return switch (alert.condition().kind()) {
      case LEAK -> 0;
      case USAGE -> 1;
      case GROWTH, RATE, OOM_KILLED, RESTARTS -> 2;
    };
  }

  /** A lane for each service with its alerts and kills. */
  String overview() {
    int height = LANE * past.services().size() + FOOT;
    var svg = new StringBuilder(open(height, "Alerts and kills of each service"));
    svg.append(days(LEFT, height - FOOT));
    int lane = 0;
    for (ServicePast service : past.services()) {
      double middle = LANE * lane + LANE / 2.0;
      svg.append(text(LEFT - 10, middle + 4, "end", escaped(service.service().toString())));
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"lane\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH,
              middle,
              middle));
      for (Alert alert : service.alerts()) {
        svg.append(bar(alert, LEFT, middle - 9 + 6 * row(alert), 5));
      }
      for (Kill kill : service.kills()) {
        svg.append(cross(x(kill.kill().at(), LEFT), middle));
      }
      lane++;
    }
    return svg.append("</svg>").toString();
  }

  /** Usage of a service over the whole time, its alerts below, kills on top. */
  String usage(ServicePast service) {
    int plot = HEIGHT - FOOT;
    var svg = new StringBuilder(open(HEIGHT + 14, "Usage of " + service.service()));
    svg.append(days(NARROW_LEFT, plot));
    double top = Math.max(1, Double.isNaN(service.peak()) ? 1 : service.peak());
    for (int percent : new int[] {0, 50, 80, 100}) {
      double y = y(percent / 100.0, top, plot);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              percent == 100 ? "limit" : "grid",
              NARROW_LEFT,
              WIDTH,
              y,
              y));
      svg.append(text(NARROW_LEFT - 6, y + 4, "end", percent + "%"));
    }
    svg.append(line(service.peaks(), top, plot));
    for (Alert alert : service.alerts()) {
      svg.append(bar(alert, NARROW_LEFT, plot + 1 + 4 * row(alert), 3));
    }
    for (Kill kill : service.kills()) {
      svg.append(cross(x(kill.kill().at(), NARROW_LEFT), y(1, top, plot)));
    }
    return svg.append("</svg>").toString();
  }

  /** For each rule with a threshold, how many alerts each one gives. */
  String thresholds() {
    var html = new StringBuilder();
    past.thresholds()
        .forEach(
            (rule, bars) ->
                html.append("<figure><figcaption>%s</figcaption>".formatted(escaped(rule)))
                    .append(bars(bars))
                    .append("</figure>"));
    return html.toString();
  }

  private static String bars(List<Past.Bar> bars) {
    int height = 120;
    int step = 54;
    int width = step * bars.size();
    long most = bars.stream().mapToLong(Past.Bar::alerts).max().orElse(1);
    var svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" style=\"max-width:%dpx\" role=\"img\">"
                .formatted(width, height + 38, width));
    for (int i = 0; i < bars.size(); i++) {
      Past.Bar bar = bars.get(i);
      double tall = most == 0 ? 0 : height * (double) bar.alerts() / most;
      double middle = step * (i + 0.5);
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"26\" height=\"%.1f\" rx=\"2\"/>",
              bar.asItIs() ? "now" : "then",
              middle - 13,
              16 + height - tall,
              Math.max(1, tall)));
      svg.append(text(middle, 11 + height - tall, "middle", Long.toString(bar.alerts())));
      svg.append(text(middle, height + 32, "middle", escaped(bar.threshold())));
    }
    return svg.append("</svg>").toString();
  }

  private String line(List<Double> peaks, double top, int plot) {
    var path = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < peaks.size(); i++) {
      double peak = peaks.get(i);
      if (Double.isNaN(peak)) {
        down = false;
      } else {
        Instant at = past.from().plus(Duration.ofMinutes((long) ServicePast.PEAK_MINUTES * i));
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                down ? "L" : "M",
                x(at, NARROW_LEFT),
                y(peak, top, plot)));
        down = true;
      }
    }
    return "<path class=\"used\" d=\"%s\"/>".formatted(path);
  }

  private String bar(Alert alert, int left, double y, int height) {
    double from = x(alert.from(), left);
    double to = x(alert.to().orElse(past.to()), left);
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"2\"><title>%s"
            + " %s, %s</title></rect>",
        color(alert),
        from,
        y,
        Math.max(NARROWEST, to - from),
        height,
        BacktestText.TIME.format(alert.from()),
        escaped(alert.condition().key().toString()),
        BacktestText.lasted(alert, past.to()));
  }

  private static String cross(double x, double y) {
    return String.format(
        Locale.ROOT, "<path class=\"kill\" d=\"M%.1f %.1fl8 8m0 -8l-8 8\"/>", x - 4, y - 4);
  }

  private String days(int left, int bottom) {
    var marks = new ArrayList<String>();
    Instant day = past.from().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    int every = past.days() > 7 ? 2 : 1;
    for (int i = 0; day.isBefore(past.to()); i++, day = day.plus(Duration.ofDays(1))) {
      double x = x(day, left);
      marks.add(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/>",
              x,
              x,
              bottom));
      if (i % every == 0) {
        marks.add(text(x, bottom + FOOT - 6, "middle", DAY.format(day)));
      }
    }
    return String.join("", marks);
  }

  private double x(Instant at, int left) {
    double share =
        (double) Duration.between(past.from(), at).toSeconds()
            / Duration.between(past.from(), past.to()).toSeconds();
    return left + Math.clamp(share, 0, 1) * (WIDTH - left);
  }

  private static double y(double ratio, double top, int plot) {
    return plot - ratio / (top * 1.05) * plot;
  }

  private static String open(int height, String what) {
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
        .formatted(WIDTH, height, escaped(what));
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        text);
  }
}
