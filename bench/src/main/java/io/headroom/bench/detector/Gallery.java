package io.headroom.bench.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps, of each class, the first series of each outcome of the leak detector, and writes them as
 * pictures.
 */
final class Gallery {

  private static final int HOUR = 60;

  private final Map<SeriesClass, Picture> pictures = new LinkedHashMap<>();
  private final Set<String> drawn = new HashSet<>();

  /** Looks at one series, in the order of the run. */
  void judged(SeriesClass kind, Map<Contestant, Judgement> judgements) {
    Judgement leak = judgements.get(Contestant.LEAK);
    if (leak == null || (kind.leaking() && leak.replay().series().leaks().isEmpty())) {
      return;
    }
    String outcome = outcome(leak);
    if (drawn.add(kind + outcome)) {
      String title = leak.replay().series().name() + ": " + outcome + lead(leak);
      pictures.computeIfAbsent(kind, _ -> new Picture()).add(title, judgements);
    }
  }

  private static String outcome(Judgement judgement) {
    if (!judgement.falseAlarms().isEmpty()) {
      return "a false alarm of the leak detector";
    }
    if (judgement.hits().isEmpty()) {
      return "no alarm of the leak detector";
    }
    long missed = judgement.hits().stream().filter(Optional::isEmpty).count();
    return missed == 0
        ? "caught by the leak detector"
        : missed == judgement.hits().size()
            ? "missed by the leak detector"
            : "some runs missed by the leak detector";
  }

  private static String lead(Judgement judgement) {
    if (judgement.hits().isEmpty() || judgement.hits().getFirst().isEmpty()) {
      return "";
    }
    int minutes =
        judgement.replay().series().leaks().getFirst().exhaustion()
            - judgement.hits().getFirst().get();
    return ", " + Math.round((double) minutes / HOUR) + " h before the limit";
  }

  /** A file for each class, {@code linear.svg}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<SeriesClass, Picture> picture : pictures.entrySet()) {
      Files.writeString(
          folder.resolve(picture.getKey().label() + ".svg"), picture.getValue().svg());
    }
  }
}
