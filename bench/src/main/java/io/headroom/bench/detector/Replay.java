package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a watch said of a series from its first to its last minute.
 *
 * @param statements of the time left: one where an alert begins, then one an hour while it fires
 * @param nanos what all of it took
 */
record Replay(
    Series series, List<Span> alerts, List<Statement> statements, long nanos, long evaluations) {

  private static final int HOUR = 60;

  Replay {
    alerts = List.copyOf(alerts);
    statements = List.copyOf(statements);
  }

  /** Shows the series to the watch, one minute after the other. */
  static Replay of(Series series, Watch watch) {
    var alerts = new ArrayList<Span>();
    var statements = new ArrayList<Statement>();
    int began = -1;
    int start = 0;
    long before = System.nanoTime();
    for (int minute = 0; minute < series.minutes(); minute++) {
      for (; start < series.starts().size() && series.starts().get(start) <= minute; start++) {
        watch.started(series.starts().get(start));
      }
      Signal signal = watch.see(minute, series.at(minute));
      if (signal.firing()) {
        began = began < 0 ? minute : began;
        @Nullable HoursLeft left = signal.left();
        if (left != null && (minute - began) % HOUR == 0) {
          statements.add(new Statement(minute, left));
        }
      } else if (began >= 0) {
        alerts.add(new Span(began, minute));
        began = -1;
      }
    }
    if (began >= 0) {
      alerts.add(new Span(began, series.minutes()));
    }
    long nanos = System.nanoTime() - before;
    return new Replay(series, alerts, statements, nanos, watch.evaluations(series.minutes()));
  }

  /** An alert while either fires; the time left is this one's. */
  Replay or(Replay other) {
    var all = new ArrayList<>(alerts);
    all.addAll(other.alerts);
    all.sort(Comparator.comparingInt(Span::from));
    var merged = new ArrayList<Span>();
    for (Span alert : all) {
      if (!merged.isEmpty() && alert.from() <= merged.getLast().to()) {
        Span before = merged.removeLast();
        merged.add(new Span(before.from(), Math.max(before.to(), alert.to())));
      } else {
        merged.add(alert);
      }
    }
    return new Replay(series, merged, statements, nanos + other.nanos, evaluations);
  }
}
