package io.headroom.core.detect;

import io.headroom.core.detect.leak.Climb;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.fleet.Service;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the facts that a message leads with. */
public final class Situations {

  private static final Duration TREND_OVER = Duration.ofMinutes(30);

  private Situations() {}

  /** What the memory of a service looks like now. Without samples, nothing is used. */
  public static Situation of(Service service, ServiceMemory memory, Instant now) {
    Optional<MemorySeries> hottest = memory.hottest();
    Bytes used =
        hottest.flatMap(MemorySeries::newest).map(Sample::bytes).map(Bytes::of).orElse(Bytes.ZERO);
    Bytes limit = hottest.map(MemorySeries::limit).orElse(service.limit());
    Optional<Trend> trend = hottest.flatMap(series -> Trend.of(series.last(TREND_OVER, now)));
    return new Situation(
        used,
        limit,
        Optional.of(service.taskDefinition().limitKind()),
        trend.map(t -> t.over(Duration.ofMinutes(1))).orElse(Bytes.ZERO),
        hottest.flatMap(series -> timeToLimit(series, memory, now)),
        memory.lastHour(),
        memory.hottestTask().flatMap(task -> task.subject().task()),
        service.running(),
        service.desired(),
        service.taskDefinition().shortName());
  }

  private static Optional<Duration> timeToLimit(
      MemorySeries series, ServiceMemory memory, Instant now) {
    return Climb.timeLeft(
            series,
            Optional.ofNullable(memory.histories().get(series.subject())),
            memory.starts().getOrDefault(series.subject(), List.of()),
            now)
        .map(TimeLeft::likely);
  }
}
