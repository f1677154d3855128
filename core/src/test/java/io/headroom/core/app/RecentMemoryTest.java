package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to what is known when a service's memory comes from another source. */
final class RecentMemoryTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:20Z");
  private static final Instant TO = MemoryReader.end(NOW);
  private static final Bytes LIMIT = Bytes.mib(512);

  private final RecentMemory recent = new RecentMemory();

  @ParameterizedTest
  @CsvSource({
    "UTILIZATION, INSIGHTS, true",
    "INSIGHTS, UTILIZATION, true",
    "UTILIZATION, APPLICATION, false",
    "APPLICATION, UTILIZATION, false",
    "APPLICATION, APPLICATION, true",
  })
  void whatWasKeptHoldsForTheSameMeasure(Source kept, Source comes, boolean holds) {
    var history = new MemoryHistory();
    minutes(TO.minus(Duration.ofHours(3)), TO)
        .samples()
        .forEach(sample -> history.add(sample.at(), sample.bytes()));
    recent.restore(history, kept);
    Instant from = TO.minus(MemoryReader.HISTORY);
    recent.take(List.of(minutes(from, TO)), published(comes), Set.of(), from, TO);
    assertThat(recent.withoutHistory(Set.of()).isEmpty()).isEqualTo(holds);
  }

  @Test
  void ofAnotherMeasureTheLastTwoHoursAreAskedForAgain() {
    Instant twoHours = TO.minus(MemoryReader.HISTORY);
    recent.take(
        List.of(minutes(twoHours, TO)), published(Source.UTILIZATION), Set.of(), twoHours, TO);
    Instant later = NOW.plus(Duration.ofMinutes(5));
    Instant end = MemoryReader.end(later);
    Instant from = recent.missingFrom(Set.of(), later);
    assertThat(from).isAfter(end.minus(Duration.ofMinutes(10)));

    recent.take(List.of(minutes(from, end)), published(Source.APPLICATION), Set.of(), from, end);
    assertThat(recent.missingFrom(Set.of(), later)).isEqualTo(end.minus(MemoryReader.HISTORY));
  }

  private static Published published(Source source) {
    return new Published(
        source, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static MemorySeries minutes(Instant from, Instant to) {
    var samples = new ArrayList<Sample>();
    for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(1))) {
      samples.add(new Sample(at, 200e6));
    }
    return new MemorySeries(Subject.SERVICE, LIMIT, samples);
  }
}
