package io.headroom.bench.detector;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The leak detector's score on the classes in which tasks start, apart by whether it is told of the
 * starts: an export has none.
 */
final class Starts {

  private static final Set<SeriesClass> WITH_STARTS =
      EnumSet.of(
          SeriesClass.AFTER_DEPLOY,
          SeriesClass.OOM_LOOP,
          SeriesClass.CACHE_PLATEAU,
          SeriesClass.STEP_AFTER_DEPLOY,
          SeriesClass.WARM_UP,
          SeriesClass.PLANNED_RESTARTS,
          SeriesClass.JVM_HEAP,
          SeriesClass.HOURLY_DEPLOYS,
          SeriesClass.DIFFERENT_AGES);

  private final Score told = new Score();
  private final Score untold = new Score();

  /** Looks at one series. */
  void judged(SeriesClass kind, Map<Contestant, Judgement> judgements) {
    Judgement leak = judgements.get(Contestant.LEAK);
    if (leak != null && WITH_STARTS.contains(kind)) {
      (leak.replay().series().starts().isEmpty() ? untold : told).add(leak);
    }
  }

  Score told() {
    return told;
  }

  Score untold() {
    return untold;
  }
}
