package io.headroom.infra.cloudwatch;

import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The points that came for one query, over all pages. CloudWatch sends two lists that belong
 * together by index; where one is longer, its surplus belongs to nothing and is left out.
 */
record Answer(Query query, List<MetricDataResult> pages) {

  private interface Point {
    void take(Instant at, double value);
  }

  /** The usable points of a query for memory as a series; the others are reported. */
  MemorySeries series(MemoryQuery memory, Problems problems) {
    var samples = new ArrayList<Sample>();
    each(
        (at, value) -> {
          Optional<Sample> sample =
              Sample.of(at, value * memory.bytesPerUnit())
                  .filter(one -> MemorySeries.isPossible(one.bytes(), memory.limit()));
          sample.ifPresentOrElse(samples::add, () -> problems.dropped(memory, at, value));
        });
    return new MemorySeries(memory.subject(), memory.limit(), samples);
  }

  /** The usable values by their minutes; the others are reported. */
  SortedMap<Instant, Double> values(Problems problems) {
    var values = new TreeMap<Instant, Double>();
    each(
        (at, value) -> {
          if (Sample.isAmount(value)) {
            values.put(at, value);
          } else {
            problems.dropped(query, at, value);
          }
        });
    return values;
  }

  private void each(Point point) {
    for (MetricDataResult page : pages) {
      int points = Math.min(page.timestamps().size(), page.values().size());
      for (int i = 0; i < points; i++) {
        @Nullable Instant at = page.timestamps().get(i);
        @Nullable Double value = page.values().get(i);
        // Without one of them it belongs to nothing, as a surplus does.
        if (at != null && value != null) {
          point.take(at, value);
        }
      }
    }
  }
}
