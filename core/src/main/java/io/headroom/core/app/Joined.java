package io.headroom.core.app;

import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was known from an instant on, and what was read since, as one. A minute that was read again
 * counts as it was read last.
 */
final class Joined {

  private Joined() {}

  static MemorySeries of(@Nullable MemorySeries before, MemorySeries read, Instant oldest) {
    Stream<Sample> known = before == null ? Stream.of() : before.samples().stream();
    return new MemorySeries(
        read.subject(),
        read.limit(),
        Stream.concat(
                known.filter(sample -> !sample.at().isBefore(oldest)), read.samples().stream())
            .toList());
  }

  static Published of(Published before, Published read, Instant oldest) {
    return new Published(
        read.source(),
        read.perTask(),
        series(before.heap(), read.heap(), oldest),
        series(before.swap(), read.swap(), oldest),
        rates(before.gc(), read.gc(), oldest),
        read.applications(),
        read.missing());
  }

  private static List<MemorySeries> series(
      List<MemorySeries> before, List<MemorySeries> read, Instant oldest) {
    var known = new TreeMap<Subject, MemorySeries>(Subject.IN_ORDER);
    before.forEach(series -> known.put(series.subject(), series));
    read.forEach(
        series -> known.put(series.subject(), of(known.get(series.subject()), series, oldest)));
    return List.copyOf(known.values());
  }

  private static List<RateSeries> rates(
      List<RateSeries> before, List<RateSeries> read, Instant oldest) {
    var known = new TreeMap<Subject, RateSeries>(Subject.IN_ORDER);
    before.forEach(series -> known.put(series.subject(), series));
    for (RateSeries series : read) {
      Stream<RateSeries.Point> old =
          Stream.ofNullable(known.get(series.subject()))
              .flatMap(earlier -> earlier.points().stream())
              .filter(point -> !point.at().isBefore(oldest));
      known.put(
          series.subject(),
          new RateSeries(series.subject(), Stream.concat(old, series.points().stream()).toList()));
    }
    return List.copyOf(known.values());
  }
}
