package io.headroom.infra.cloudwatch;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The points that came for one query, over all pages. CloudWatch sends two lists that belong
 * together by index; where one is longer, its surplus belongs to nothing and is left out.
 */
record Answer(MemoryQuery query, List<MetricDataResult> pages) {

  /** More than the largest EC2 instance has (32 TiB): no task uses that, the value is wrong. */
  private static final double ABSURD = Bytes.mib(32L * 1024 * 1024).value();

  /** The usable points as a series; the others are reported. */
  MemorySeries series(Problems problems) {
    var samples = new ArrayList<Sample>();
    for (MetricDataResult page : pages) {
      int points = Math.min(page.timestamps().size(), page.values().size());
      for (int i = 0; i < points; i++) {
        add(samples, page.timestamps().get(i), page.values().get(i), problems);
      }
    }
    return new MemorySeries(query.subject(), query.limit(), samples);
  }

  private void add(
      List<Sample> samples, @Nullable Instant at, @Nullable Double value, Problems problems) {
    if (at == null || value == null) {
      // Belongs to nothing, as a surplus does.
      return;
    }
    double bytes = value * query.bytesPerUnit();
    if (Double.isFinite(bytes) && bytes >= 0 && bytes <= ABSURD) {
      samples.add(new Sample(at, bytes));
    } else {
      problems.dropped(query, at, value);
    }
  }
}
