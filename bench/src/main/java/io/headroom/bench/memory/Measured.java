package io.headroom.bench.memory;

import io.headroom.bench.Deployed;
import io.headroom.bench.Inside;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A function and what it took.
 *
 * @param fleet what it worked on, in words
 * @param took each event in turn, two at least
 */
record Measured(Deployed function, String fleet, Inside inside, List<Took> took) {

  private static final String HEAD =
      """
      | function | fleet | MemorySize, MB | heap, MiB | most memory, MiB | share of MemorySize | first event, ms of processor | at most, s | a later one, ms of processor | at most, s |
      |---|---|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  Measured {
    took = List.copyOf(took);
  }

  /** A table in Markdown. */
  static String table(List<Measured> all) {
    var lines = new StringBuilder(HEAD);
    all.forEach(each -> lines.append(each.row()));
    return lines.toString();
  }

  private String row() {
    double resident = inside.residentKib() / 1024.0;
    Took later = later();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %.0f | %.0f | %.0f %% | %,.0f | %.1f | %,.0f | %.1f |%n",
        function.name(),
        fleet,
        function.megabytes(),
        inside.heapKib().orElseThrow() / 1024.0,
        resident,
        100 * resident / function.megabytes(),
        took.getFirst().processor(),
        seconds(took.getFirst()),
        later.processor(),
        seconds(later));
  }

  private double seconds(Took event) {
    return event.atMostMillis(function.megabytes()) / 1e3;
  }

  /** The one in the middle of those after the first, by processor time. */
  private Took later() {
    List<Took> sorted =
        took.subList(1, took.size()).stream()
            .sorted(Comparator.comparingDouble(Took::processor))
            .toList();
    return sorted.get(sorted.size() / 2);
  }
}
