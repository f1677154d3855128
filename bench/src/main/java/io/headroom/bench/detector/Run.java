package io.headroom.bench.detector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Shows each series to each contestant, and keeps score by group.
 *
 * @param <G> what series are grouped by: their class, or the file they are from
 */
final class Run<G> {

  /** The judgements of one series, by contestant. */
  interface Listener {
    void judged(Map<Contestant, Judgement> judgements);
  }

  private final List<Contestant> contestants;
  private final Map<G, Map<Contestant, Score>> scores = new LinkedHashMap<>();

  Run(List<Contestant> contestants) {
    this.contestants = List.copyOf(contestants);
  }

  /** Replays on so many threads; the listener is told in the order of the series. */
  void replay(G group, List<Series> series, int threads, Listener listener) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      var judged = new ArrayList<Future<Map<Contestant, Judgement>>>();
      for (Series each : series) {
        judged.add(executor.submit(() -> judge(each)));
      }
      for (Future<Map<Contestant, Judgement>> each : judged) {
        Map<Contestant, Judgement> judgements = each.get();
        judgements.forEach((contestant, judgement) -> score(contestant, group).add(judgement));
        listener.judged(judgements);
      }
    }
  }

  private Map<Contestant, Judgement> judge(Series series) {
    var judgements = new EnumMap<Contestant, Judgement>(Contestant.class);
    for (Contestant contestant : contestants) {
      if (!contestant.composed()) {
        Replay replay = Replay.of(series, contestant.watch(series.limit()));
        judgements.put(contestant, Judgement.of(replay));
      }
    }
    Judgement leak = judgements.get(Contestant.LEAK);
    Judgement usage = judgements.get(Contestant.USAGE);
    if (leak != null && usage != null) {
      Judgement both = Judgement.of(leak.replay().or(usage.replay()));
      judgements.put(Contestant.BOTH, both);
      judgements.put(
          Contestant.BOTH_USAGE_TRUE,
          new Judgement(both.replay(), both.hits(), leak.falseAlarms()));
    }
    return judgements;
  }

  List<Contestant> contestants() {
    return contestants;
  }

  /** The groups that were replayed, in that order. */
  List<G> groups() {
    return List.copyOf(scores.keySet());
  }

  Score score(Contestant contestant, G group) {
    return scores
        .computeIfAbsent(group, _ -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(contestant, _ -> new Score());
  }

  /** All groups together. */
  Score pooled(Contestant contestant) {
    return pooled(contestant, groups());
  }

  Score pooled(Contestant contestant, List<G> groups) {
    var all = new Score();
    groups.forEach(group -> all.plus(score(contestant, group)));
    return all;
  }
}
