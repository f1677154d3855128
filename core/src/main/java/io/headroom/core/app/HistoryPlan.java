package io.headroom.core.app;

import io.headroom.core.series.Subject;
import io.headroom.core.watch.WatchReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Decides whose last days are asked for next. Eight days of one series are 11,520 points, and a
 * call answers 100,800: eight series are one call. Whoever is near a threshold comes first, then
 * who was asked for least.
 */
final class HistoryPlan {

  /** Series whose days are asked for in one check. */
  static final int MOST_SERIES = 8;

  private HistoryPlan() {}

  /** Some services whose days before are not known whole. */
  static List<WatchedService> next(List<WatchedService> watched) {
    List<WatchedService> without =
        watched.stream()
            .filter(one -> one.reason() != WatchReason.IDLE)
            .filter(one -> one.answered() && !missing(one).isEmpty())
            .sorted(
                Comparator.<WatchedService, Boolean>comparing(one -> !one.reason().perTask())
                    .thenComparingInt(WatchedService::historyTries)
                    .thenComparing(one -> one.service().id()))
            .toList();
    var next = new ArrayList<WatchedService>();
    int series = 0;
    for (WatchedService one : without) {
      series += series(one);
      if (!next.isEmpty() && series > MOST_SERIES) {
        break;
      }
      next.add(one);
    }
    return next;
  }

  /** How many series that asks for. */
  static int series(List<WatchedService> next) {
    return next.stream().mapToInt(HistoryPlan::series).sum();
  }

  private static int series(WatchedService one) {
    return 1 + one.metricsOfTask() * tasks(one).size();
  }

  /** Ids of the tasks of a service whose days are asked for with it. */
  static List<String> tasks(WatchedService one) {
    return missing(one).stream()
        .flatMap(subject -> subject.task().stream())
        .sorted()
        .limit(Math.max(1, (MOST_SERIES - 1) / one.metricsOfTask()))
        .toList();
  }

  private static Set<Subject> missing(WatchedService one) {
    return one.recent.withoutHistory(one.tasks.ids());
  }
}
