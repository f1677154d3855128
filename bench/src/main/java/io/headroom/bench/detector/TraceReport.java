package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was said of real traces, of which nobody knows for sure whether they leak. */
final class TraceReport {

  private final Run<String> run;
  private final List<Judgement> alarms = new ArrayList<>();

  TraceReport(Run<String> run) {
    this.run = run;
  }

  /** Takes note of the leak detector's alarms. */
  void judged(Judgement leak) {
    if (!leak.falseAlarms().isEmpty()) {
      alarms.add(leak);
    }
  }

  String markdown() {
    var text =
        new StringBuilder(
            "\n### Real traces: series with an alarm, and alarms per series-week\n\n|  |");
    List<String> files = run.groups();
    for (String file : files) {
      Score any = run.score(run.contestants().getFirst(), file);
      text.append(String.format(Locale.ROOT, " %s: %d series |", file, any.series()));
    }
    text.append("\n|---|").append("--:|".repeat(files.size())).append('\n');
    for (Contestant contestant : run.contestants()) {
      text.append("| ").append(contestant.title()).append(" |");
      for (String file : files) {
        Score score = run.score(contestant, file);
        text.append(
            String.format(Locale.ROOT, " %d (%.2f) |", score.alarmedSeries(), score.perWeek()));
      }
      text.append('\n');
    }
    text.append("\nThe leak detector's:\n\n");
    for (Judgement judgement : alarms) {
      text.append(
          String.format(
              Locale.ROOT,
              "- %s, after %.1f h of %.1f%n",
              judgement.replay().series().name(),
              judgement.falseAlarms().getFirst() / 60.0,
              judgement.replay().series().minutes() / 60.0));
    }
    return text.append(alarms.isEmpty() ? "- none\n" : "").toString();
  }
}
