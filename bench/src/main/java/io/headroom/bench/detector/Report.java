package io.headroom.bench.detector;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of a run, in Markdown. */
final class Report {

  private final Run<SeriesClass> run;
  private final Starts starts;
  private final StringBuilder text = new StringBuilder();

  Report(Run<SeriesClass> run, Starts starts) {
    this.run = run;
    this.starts = starts;
  }

  String markdown() {
    pooled();
    Score healthy = run.pooled(run.contestants().getFirst(), healthy());
    text.append(
        String.format(
            Locale.ROOT,
            "%nHealthy: %d series, %.0f series-weeks.%n",
            healthy.series(),
            healthy.weeks()));
    for (Contestant contestant : run.contestants()) {
      if (contestant.ours() && contestant != Contestant.BOTH_USAGE_TRUE) {
        leaks(contestant);
      }
    }
    starts();
    compare("Recall by class", leaking(), Score::recall, "%.2f");
    compare("Precision by class of leak", leaking(), Score::precision, "%.2f");
    compare("F1 by class of leak", leaking(), Score::f1, "%.2f");
    compare("Median lead in hours, of the leaks caught", leaking(), s -> s.lead(0.5), "%.1f");
    compare("10th percentile of the lead in hours", leaking(), s -> s.lead(0.1), "%.1f");
    compare("Share told of at least 1 hour before", leaking(), s -> s.told(1), "%.2f");
    compare("Share told of at least 4 hours before", leaking(), s -> s.told(4), "%.2f");
    compare("False alarms per series-week", healthy(), Score::perWeek, "%.2f");
    return text.toString();
  }

  private void pooled() {
    heading("All classes together");
    header(
        "",
        "precision",
        "recall",
        "F1",
        "median lead, h",
        "10th percentile",
        "at least 1 h",
        "4 h",
        "false alarms per healthy series-week",
        "worst healthy class",
        "µs per evaluation");
    for (Contestant contestant : run.contestants()) {
      Score all = run.pooled(contestant);
      Score healthy = run.pooled(contestant, healthy());
      row(
          contestant.title(),
          number("%.3f", all.precision()),
          number("%.3f", all.recall()),
          number("%.3f", all.f1()),
          number("%.1f", all.lead(0.5)),
          number("%.1f", all.lead(0.1)),
          number("%.3f", all.told(1)),
          number("%.3f", all.told(4)),
          number("%.2f", healthy.perWeek()),
          number("%.2f", healthy.mostPerWeek()),
          number("%.1f", all.microsPerEvaluation()));
    }
  }

  private void starts() {
    heading("The leak detector where tasks start, by whether ECS tells of it");
    header("", "series", "recall", "median lead, h", "false alarms per series-week");
    starts("told", starts.told());
    starts("not told", starts.untold());
  }

  private void starts(String label, Score score) {
    row(
        label,
        Integer.toString(score.series()),
        number("%.2f", score.recall()),
        number("%.1f", score.lead(0.5)),
        number("%.2f", score.perWeek()));
  }

  private void leaks(Contestant contestant) {
    heading(capital(contestant.title()) + ", by class of leak");
    header(
        "",
        "leaks",
        "alerts a leak",
        "precision",
        "recall",
        "F1",
        "median lead, h",
        "10th percentile",
        "at least 1 h",
        "4 h",
        "time left in the 80 % interval: first",
        "while firing",
        "median error of the time left");
    for (SeriesClass kind : leaking()) {
      leaks(kind.label(), run.score(contestant, kind));
    }
    leaks("all", run.pooled(contestant, leaking()));
  }

  private void leaks(String label, Score score) {
    row(
        label,
        Integer.toString(score.leaks()),
        number("%.2f", score.alertsPerLeak()),
        number("%.2f", score.precision()),
        number("%.2f", score.recall()),
        number("%.2f", score.f1()),
        number("%.1f", score.lead(0.5)),
        number("%.1f", score.lead(0.1)),
        number("%.2f", score.told(1)),
        number("%.2f", score.told(4)),
        number("%.2f", score.firstCalibration()),
        number("%.2f", score.calibration()),
        number("%.2f", score.error()));
  }

  private void compare(
      String heading, List<SeriesClass> kinds, ToDoubleFunction<Score> figure, String format) {
    if (kinds.isEmpty()) {
      return;
    }
    heading(heading);
    var titles = run.contestants().stream().map(Contestant::title).collect(Collectors.toList());
    titles.addFirst("");
    header(titles.toArray(String[]::new));
    for (SeriesClass kind : kinds) {
      var cells =
          run.contestants().stream()
              .map(each -> number(format, figure.applyAsDouble(run.score(each, kind))))
              .collect(Collectors.toList());
      cells.addFirst(kind.label());
      row(cells.toArray(String[]::new));
    }
  }

  private List<SeriesClass> leaking() {
    return run.groups().stream().filter(SeriesClass::leaking).toList();
  }

  private List<SeriesClass> healthy() {
    return run.groups().stream().filter(kind -> !kind.leaking()).toList();
  }

  private void heading(String heading) {
    text.append("\n### ").append(heading).append("\n\n");
  }

  private void header(String... cells) {
    row(cells);
    text.append("|---|").append("--:|".repeat(cells.length - 1)).append('\n');
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }

  private static String capital(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }
}
