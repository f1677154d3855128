package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replay held against the truth.
 *
 * @param hits for each leak the minute of the first alert in time; empty if it was missed
 * @param falseAlarms the minutes of alerts before any leak, one in 24 hours at the most
 */
record Judgement(Replay replay, List<Optional<Integer>> hits, List<Integer> falseAlarms) {

  private static final int DAY = 24 * 60;

  Judgement {
    hits = List.copyOf(hits);
    falseAlarms = List.copyOf(falseAlarms);
  }

  /**
   * An alert that goes on is told again every 24 hours. The first of these notices within a leak is
   * a hit; one before the first leak is a false alarm. An alert that began in one run up to the
   * limit is a hit in the next one too only if it fires through the whole of it.
   */
  static Judgement of(Replay replay) {
    List<Leak> leaks = replay.series().leaks();
    var falseAlarms = new ArrayList<Integer>();
    var hits = new ArrayList<Optional<Integer>>();
    for (Leak leak : leaks) {
      hits.add(replay.alerts().stream().flatMap(a -> hit(a, leak, leaks).stream()).findFirst());
    }
    int healthyUntil = leaks.isEmpty() ? Integer.MAX_VALUE : leaks.getFirst().onset();
    for (Span alert : replay.alerts()) {
      for (int notice = alert.from(); notice < Math.min(alert.to(), healthyUntil); notice += DAY) {
        if (falseAlarms.isEmpty() || notice - falseAlarms.getLast() >= DAY) {
          falseAlarms.add(notice);
        }
      }
    }
    return new Judgement(replay, hits, falseAlarms);
  }

  private static Optional<Integer> hit(Span alert, Leak leak, List<Leak> leaks) {
    boolean fromEarlier =
        alert.from() < leak.onset()
            && alert.to() >= leak.exhaustion()
            && leaks.stream().anyMatch(other -> other.covers(alert.from()));
    if (fromEarlier) {
      return Optional.of(leak.onset());
    }
    for (int notice = alert.from(); notice < alert.to(); notice += DAY) {
      if (leak.covers(notice)) {
        return Optional.of(notice);
      }
    }
    return Optional.empty();
  }
}
