package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Change.Event;
import io.headroom.core.backtest.Condition.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line about a whole replay. */
final class Summary {

  private Summary() {}

  static String of(Export export, List<Sighting> found) {
    long samples = export.series().stream().mapToLong(ExportedSeries::size).sum();
    List<Sighting> alerts =
        found.stream().filter(each -> each.change().event() == Event.ALERT).toList();
    String kinds =
        Arrays.stream(Kind.values())
            .filter(kind -> count(alerts, kind) > 0)
            .map(kind -> count(alerts, kind) + " " + kind.word())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d series, %s every %s: %s%s on %d series, %d cleared",
        export.series().size(),
        Count.of(samples, "sample", "samples"),
        Sampling.words(export.series()),
        Count.of(alerts.size(), "alert", "alerts"),
        kinds.isEmpty() ? "" : " (" + kinds + ")",
        alerts.stream().map(Sighting::series).distinct().count(),
        found.size() - alerts.size());
  }

  private static long count(List<Sighting> alerts, Kind kind) {
    return alerts.stream().filter(each -> each.change().condition().kind() == kind).count();
  }
}
