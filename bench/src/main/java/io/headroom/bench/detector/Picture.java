package io.headroom.bench.detector;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws series and what was said of them as a small SVG, one panel below the other. */
final class Picture {

  private static final int WIDTH = 720;
  private static final int PANEL = 170;
  private static final int LEFT = 44;
  private static final int TOP = 26;
  private static final int PLOT = WIDTH - LEFT - 10;
  private static final int PLOT_HEIGHT = PANEL - TOP - 24;
  private static final int COLUMNS = 260;
  private static final int HOUR = 60;

  private final StringBuilder svg = new StringBuilder();
  private int panels;

  /** One series. */
  void add(String title, Map<Contestant, Judgement> judgements) {
    Judgement leak =
        judgements.getOrDefault(Contestant.LEAK, judgements.values().iterator().next());
    Judgement usage = judgements.getOrDefault(Contestant.USAGE, leak);
    Series series = leak.replay().series();
    int top = TOP + panels * PANEL;
    text(LEFT, top - 10, "start", "#222", title);
    for (Leak truth : series.leaks()) {
      double from = x(series, truth.onset());
      line(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fbeaea\"/>",
              from,
              top,
              x(series, truth.exhaustion()) - from,
              PLOT_HEIGHT));
    }
    for (int percent : List.of(0, 50, 100)) {
      line(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
              LEFT,
              LEFT + PLOT,
              y(top, percent / 100.0),
              y(top, percent / 100.0),
              percent == 100 ? "#999" : "#e4e4e4"));
      text(LEFT - 6, y(top, percent / 100.0) + 4, "end", "#666", percent + " %");
    }
    series.starts().forEach(start -> mark(series, start, top, "#bbb", 4));
    memory(series, top);
    usage.replay().alerts().forEach(alert -> mark(series, alert.from(), top, "#e08a00", 0));
    leak.replay().alerts().forEach(alert -> mark(series, alert.from(), top, "#c4122f", 0));
    double days = series.minutes() / (24.0 * HOUR);
    text(LEFT, top + PLOT_HEIGHT + 14, "start", "#666", "0");
    text(
        LEFT + PLOT,
        top + PLOT_HEIGHT + 14,
        "end",
        "#666",
        String.format(Locale.ROOT, "%.1f days", days));
    panels++;
  }

  boolean empty() {
    return panels == 0;
  }

  /** The whole file. */
  String svg() {
    int height = panels * PANEL + 22;
    var all = new StringBuilder();
    all.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"11\">%n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
            WIDTH,
            height,
            WIDTH,
            height));
    all.append(svg);
    all.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"#666\"><tspan fill=\"#c4122f\">| leak alert</tspan>  "
                + "<tspan fill=\"#e08a00\">| usage alert</tspan>  <tspan fill=\"#999\">┆ known start</tspan>"
                + "  shaded: from the onset to the limit</text>%n</svg>%n",
            LEFT,
            height - 8));
    return all.toString();
  }

  /** From the lowest to the highest minute of each column, so that no spike is lost. */
  private void memory(Series series, int top) {
    svg.append("<path fill=\"none\" stroke=\"#2a6fb0\" d=\"");
    boolean pen = false;
    int columns = Math.min(COLUMNS, series.minutes());
    for (int column = 0; column < columns; column++) {
      int from = (int) ((long) column * series.minutes() / columns);
      int to = (int) ((column + 1L) * series.minutes() / columns);
      double low = Double.NaN;
      double high = Double.NaN;
      for (int minute = from; minute < to; minute++) {
        double share = series.at(minute) / series.limit();
        if (!Double.isNaN(share)) {
          low = Double.isNaN(low) ? share : Math.min(low, share);
          high = Double.isNaN(high) ? share : Math.max(high, share);
        }
      }
      if (Double.isNaN(low)) {
        pen = false;
        continue;
      }
      double x = x(series, from);
      svg.append(String.format(Locale.ROOT, "%s%.0f %.1f", pen ? "L" : "M", x, y(top, low)));
      svg.append(String.format(Locale.ROOT, "V%.1f", y(top, high)));
      pen = true;
    }
    svg.append("\"/>\n");
  }

  private void mark(Series series, int minute, int top, String colour, int dash) {
    line(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>",
            x(series, minute),
            x(series, minute),
            top,
            top + PLOT_HEIGHT,
            colour,
            dash == 0 ? " stroke-width=\"1.5\"" : " stroke-dasharray=\"" + dash + "\""));
  }

  private void text(double x, double y, String anchor, String colour, String words) {
    line(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x,
            y,
            anchor,
            colour,
            words));
  }

  private void line(String tag) {
    svg.append(tag).append('\n');
  }

  private static double x(Series series, int minute) {
    return LEFT + (double) PLOT * minute / series.minutes();
  }

  private static double y(int top, double share) {
    return top + PLOT_HEIGHT * (1 - share);
  }
}
