package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shows each series to each contestant, and keeps score by class. */
final class Run {

  /** The judgements of one series, by contestant. */
  interface Listener {
    void judged(Series series, Map<Contestant, Judgement> judgements);
  }

  private final List<Contestant> contestants;
  private final Map<SeriesClass, Map<Contestant, Score>> scores = new EnumMap<>(SeriesClass.class);

  Run(List<Contestant> contestants) {
    this.contestants = List.copyOf(contestants);
  }

  /** Replays on so many threads; the listener is told in the order of the series. */
  void replay(List<Series> series, int threads, Listener listener) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      var judged = new ArrayList<Future<Map<Contestant, Judgement>>>();
      for (Series each : series) {
        judged.add(executor.submit(() -> judge(each)));
      }
      for (int i = 0; i < series.size(); i++) {
        Series each = series.get(i);
        Map<Contestant, Judgement> judgements = judged.get(i).get();
        judgements.forEach(
            (contestant, judgement) -> score(contestant, each.kind()).add(judgement));
        listener.judged(each, judgements);
      }
    }
  }

  private Map<Contestant, Judgement> judge(Series series) {
    var judgements = new EnumMap<Contestant, Judgement>(Contestant.class);
    for (Contestant contestant : contestants) {
      Replay replay = Replay.of(series, contestant.watch(series.limit()));
      judgements.put(contestant, Judgement.of(replay));
    }
    return judgements;
  }

  List<Contestant> contestants() {
    return contestants;
  }

  /** The classes that were replayed. */
  List<SeriesClass> classes() {
    return List.copyOf(scores.keySet());
  }

  Score score(Contestant contestant, SeriesClass kind) {
    return scores
        .computeIfAbsent(kind, _ -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(contestant, _ -> new Score());
  }

  /** All classes together. */
  Score pooled(Contestant contestant) {
    return pooled(contestant, classes());
  }

  Score pooled(Contestant contestant, List<SeriesClass> kinds) {
    var all = new Score();
    kinds.forEach(kind -> all.plus(score(contestant, kind)));
    return all;
  }
}
